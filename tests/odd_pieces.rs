//! Characters and pieces that trip text software up.

/// Parted by broken bars: control and format characters, marks, apostrophes, hyphens, dots, clitics, abbreviations, special
/// cases of upper and lower case, compatibility forms, digits, scripts, emoji, and words that the analysis looks for.
const PIECES: &str = concat!(
    "\0¦\u{1}¦\t¦\r\n¦\n¦ ¦\u{a0}¦\u{85}¦\u{2028}¦\u{3000}¦\u{200b}¦\u{200d}¦\u{ad}¦\u{feff}¦\u{fffd}¦",
    "\u{ffff}¦\u{10ffff}¦\u{e000}¦\u{f0000}¦\u{202e}¦\u{2066}¦\u{300}¦\u{301}\u{302}\u{303}¦\u{307}¦",
    "\u{345}¦\u{1d165}¦\u{fe0f}¦'¦’¦‘¦ʼ¦＇¦`¦''¦'s¦’s¦s'¦-¦‐¦\u{2011}¦–¦.¦..¦…¦·¦:¦,¦al-¦Al ¦al ¦el-¦l'¦",
    "qu'¦dell’¦d’¦U.S.¦a.b.c¦E.U¦q¦qa¦Q¦gh¦I¦İ¦ı¦i̇¦ß¦ẞ¦ſ¦ς¦Σ¦ŉ¦ǆ¦ﬁ¦ﬃ¦Ǆ¦Ⓐ¦ⓐ¦ª¦²¦½¦Ⅷ¦㎏¦㍿¦ﷺ¦ﷲ¦1¦1,000¦",
    "1.000,5¦,¦1,¦३¦٣¦𝟗¦0¦00¦1e9¦med¦medmed¦中文¦日本語¦한국어¦ᄀ¦각¦ไทย¦हिन्दी¦தமிழ்¦العربية¦שָׁלוֹם¦Ελλάδα¦",
    "ισαισαμε¦Ёж¦😀¦👨‍👩‍👧‍👦¦🇩🇿¦👍🏽¦Algeria¦the¦Van¦of¦von¦Mr.¦OBAMA¦US¦\u{1e9b}\u{323}¦",
    "\u{1100}\u{1161}\u{11a8}¦\u{0f71}\u{0f72}",
);

/// All of them.
pub(crate) fn odd_pieces() -> Vec<&'static str> {
    PIECES.split('¦').collect()
}

#[test]
fn pieces_are_many_and_none_is_empty() {
    let pieces = odd_pieces();
    assert!(pieces.len() > 100 && pieces.iter().all(|piece| !piece.is_empty()));
}
