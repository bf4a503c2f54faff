//! Tables of words: a list and a text on each line, a tab between them. A line that begins with "#" says what the table is.

/// The rows of a table: list, text.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// The texts of one list of a table.
pub(super) fn list(table: &'static str, name: &str) -> Vec<&'static str> {
    rows(table).filter(|(list, _)| *list == name).map(|(_, text)| text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_have_lists_and_texts_once() {
        for table in [
            include_str!("words/bylines.tsv"),
            include_str!("words/classes.tsv"),
            include_str!("words/junk.tsv"),
            include_str!("words/metas.tsv"),
            include_str!("words/months.tsv"),
        ] {
            let lines: Vec<&str> = table.lines().filter(|line| !line.starts_with('#')).collect();
            assert_eq!(rows(table).count(), lines.len());
            assert!(
                rows(table).all(|(list, text)| !list.is_empty() && !text.is_empty() && text.trim() == text)
            );
            let mut sorted = lines.clone();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(sorted.len(), lines.len());
        }
    }
}
