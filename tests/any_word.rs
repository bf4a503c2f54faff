//! No word is too much for the stemmers: `rust-stemmers` has panicked on some.

use std::ops::RangeInclusive;

use samestory::text::Language;
use samestory::unstable::text::{Stemmer, WordNormalizer};
use samestory_evaluation::unstable::SplitMix64;

use crate::odd_pieces::odd_pieces;
use crate::support::{effort, seed};

/// The letters of a language with some of its endings: what its stemming rules look at.
fn alphabet(language: Language) -> (RangeInclusive<char>, &'static str, &'static [&'static str]) {
    let latin = 'a'..='z';
    match language {
        Language::Arabic => (
            '\u{621}'..='\u{64a}',
            "ًٌٍَُِّْـٱٰﻻﻷ",
            &["ال", "وال", "بال", "كال", "لل", "ون", "ين", "ات", "ها", "كما", "تم", "است"],
        ),
        Language::Danish => (latin, "æøåé", &["erendes", "hed", "elsers", "igst", "løst", "gd", "dt"]),
        Language::Dutch => {
            (latin, "äëïöüáéíóúè", &["heden", "ene", "lijk", "baar", "bar", "eend", "ig", "ij", "gem"])
        }
        Language::English => {
            (latin, "'", &["ational", "iveness", "fulness", "ing", "eed", "ied", "'s'", "yyy", "gener", "ly"])
        }
        Language::Finnish => {
            (latin, "äöå", &["kaan", "llaan", "mpi", "isten", "tten", "iden", "ksi", "immi", "eja", "nsa"])
        }
        Language::French => (
            latin,
            "âàçëéêèïîôûùœæ'",
            &["issements", "atrices", "amment", "eusement", "ivités", "ier", "qu", "yy"],
        ),
        Language::German => {
            (latin, "äöüß", &["ern", "heit", "keit", "ung", "isch", "lich", "end", "niss", "ue", "st"])
        }
        Language::Hungarian => (
            latin,
            "áéíóöőúüű",
            &["képpen", "onként", "anként", "stul", "jaitok", "eitek", "ccs", "zs", "vá"],
        ),
        Language::Italian => {
            (latin, "àèéìòù'", &["gliela", "ivamente", "atrici", "usioni", "icità", "erebbero", "qu", "ando"])
        }
        Language::Norwegian => {
            (latin, "æøåé", &["hetenes", "hetens", "elov", "slov", "erte", "leg", "vt", "dt"])
        }
        Language::Portuguese => {
            (latin, "ãõáéíóúâêôç", &["uciones", "logías", "adoras", "idades", "mente", "aríamos", "ê", "ci"])
        }
        Language::Romanian => {
            (latin, "âîășțşţ", &["icatori", "abilitate", "iunilor", "ului", "iseserăm", "âserăţi", "eală"])
        }
        Language::Russian => {
            ('а'..='я', "ё", &["ившись", "ывшись", "ейшего", "остью", "нн", "ими", "ость", "уйте", "ующей"])
        }
        Language::Spanish => {
            (latin, "áéíóúñü", &["selas", "iéndola", "aciones", "amente", "idades", "aríamos", "gu", "yendo"])
        }
        Language::Swedish => {
            (latin, "äåöé", &["heterna", "andet", "fullt", "löst", "gd", "tt", "erns", "ig"])
        }
        Language::Tamil => (
            '\u{b85}'..='\u{bb9}',
            "\u{bbe}\u{bbf}\u{bc0}\u{bc1}\u{bc2}\u{bc6}\u{bc7}\u{bc8}\u{bca}\u{bcd}",
            &["கள்", "ங்கள்", "ற்கு", "த்து", "க்கு", "ுடைய", "ிருந்து", "வில்லை", "ப்பட்ட", "ஆ", "வை"],
        ),
        Language::Turkish => (
            latin,
            "çğıöşüâîû'",
            &["lerinizden", "casına", "sunuz", "ymış", "ndan", "larım", "yken", "ad", "soyad"],
        ),
        _ => ('\u{3ac}'..='\u{3ce}', "'", &["ισαισαμε", "αντιδ", "ουμε", "ησατε"]),
    }
}

/// 20,000 words a language, from its letters, its endings and what does not belong there.
#[test]
fn no_word_is_too_much_for_a_stemmer() {
    let (seed, odd) = (seed("stemmers"), odd_pieces());
    for &language in Language::ALL {
        let mut random = SplitMix64::new(seed);
        let mut below = |n: usize| random.below(n as u64) as usize;
        let (range, more, endings) = alphabet(language);
        let letters: Vec<char> = range.chain(more.chars()).collect();
        let (stemmer, normalizer) = (Stemmer::new(language), WordNormalizer::new(language));
        for at in 0..20_000 * effort() {
            let mut word = String::new();
            // few letters a word, so that they double and alternate
            let few: Vec<char> = (0..2 + below(9)).map(|_| letters[below(letters.len())]).collect();
            word.extend((0..below(8)).map(|_| few[below(few.len())]));
            for _ in 0..below(4) {
                match below(8) {
                    0 => word.push_str(odd[below(odd.len())]),
                    1 | 2 => word.push(few[below(few.len())]),
                    _ => word.push_str(endings[below(endings.len())]),
                }
            }
            let stem = stemmer.stem(&word).into_owned();
            assert!(stem.len() <= 2 * word.len() + 8, "{language}: {word:?} became {stem:?}");
            if at % 4 == 0 {
                normalizer.normalize(&word);
                normalizer.name(&word.to_uppercase());
            }
        }
    }
}
