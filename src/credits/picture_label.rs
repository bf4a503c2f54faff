//! Labels of pictures at the beginning of a line.

use super::phrases::PICTURE;

/// Whether a text begins with a label for a picture: words for pictures before a colon or a dash, or two in a row, as in "FILE PHOTO:",
/// "FILE - ", "Foto:" and "Image caption".
pub fn has_picture_label(text: &str) -> bool {
    let (mut rest, mut words) = (text.trim_start(), 0);
    loop {
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        if !PICTURE.contains(&rest[..end].to_lowercase().as_str()) {
            return words > 1;
        }
        words += 1;
        let behind = &rest[end..];
        rest = behind.trim_start();
        let is_set_off = rest.len() < behind.len();
        if rest.starts_with(':') || is_set_off && rest.starts_with(['-', '–', '—']) {
            return true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_pictures_are_known_in_any_language_that_has_a_word_for_them() {
        for text in [
            "FILE PHOTO: The ferry leaves Quaytown.",
            "FILE - The ferry leaves Quaytown, May 3.",
            "Foto: Die Fähre verlässt Quaytown.",
            "Image caption The ferry leaves Quaytown.",
            "Photo : le bac quitte Quaytown.",
        ] {
            assert!(has_picture_label(text), "{text}");
        }
        for text in [
            "",
            "Photo",
            "Images show the ferry.",
            "Video-conference calls broke off.",
            "The ferry: a photo.",
            "File sharing is banned.",
        ] {
            assert!(!has_picture_label(text), "{text}");
        }
    }
}
