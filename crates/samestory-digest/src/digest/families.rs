//! Families of newsrooms: editions and titles of one owner.

use std::collections::HashMap;

use samestory::TableError;
use samestory::credits::{NewsroomKind, Newsrooms};
use samestory::unstable::credits::{host, kind_from_name, name_key};
use samestory::unstable::table::rows;

/// What newsrooms have in common: an owner.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// The owner.
    pub name: String,
    /// Its country, as an ISO 3166-1 code in lower case; may be empty.
    pub country: String,
    /// What the newsroom is that was asked for.
    pub kind: NewsroomKind,
}

/// A table of families by newsroom. Users [extend](Families::extend_tsv) the built-in one, or make their own.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Families {
    families: Vec<Family>,
    by_name: HashMap<String, usize>,
    by_domain: HashMap<String, usize>,
}

impl Families {
    /// No families: every newsroom stands for itself.
    pub fn empty() -> Self {
        Self::default()
    }

    /// The table that comes with the crate: `data/families.tsv`, 260 newsrooms.
    pub fn builtin() -> Self {
        let mut all = Self::empty();
        let read = all.extend_tsv(include_str!("../../data/families.tsv"));
        debug_assert!(read.is_ok(), "{read:?}");
        all
    }

    /// Adds a table: a line a newsroom, four columns parted by tabs (its name or domain, family, country, kind). A first line that
    /// begins with "newsroom" is a heading; blank lines and those that begin with "#" are passed over. A newsroom that is known
    /// goes to the new family.
    ///
    /// ```
    /// use samestory::credits::Newsrooms;
    /// use samestory_digest::Families;
    /// let mut families = Families::builtin();
    /// families.extend_tsv("ashfordgazette.com\tQuay Media\tus\tnewspaper\nThe Selby Star\tQuay Media\tus\tnewspaper")?;
    /// let of = |source| families.of(Some(source), None, &Newsrooms::builtin()).map(|family| family.name.as_str());
    /// assert_eq!(of("www.ashfordgazette.com"), Some("Quay Media"));
    /// assert_eq!(of("Selby Star"), Some("Quay Media"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Names the first line that is none, and why; nothing is added from there on.
    pub fn extend_tsv(&mut self, table: &str) -> Result<(), TableError> {
        for row in rows(table, "newsroom") {
            let row = row?;
            let [newsroom, family, country, kind] = row.columns;
            let key = name_key(newsroom);
            if key.is_empty() || family.is_empty() {
                return Err(row.wrong("the newsroom or the family is blank"));
            }
            let kind = kind_from_name(kind).map_err(|problem| row.wrong(problem))?;
            let number = self.families.len();
            self.families.push(Family { name: family.to_owned(), country: country.to_owned(), kind });
            if let Some(domain) = host(newsroom) {
                self.by_domain.insert(domain, number);
            }
            self.by_name.insert(key, number);
        }
        Ok(())
    }

    /// The family of a source: by what an article says its source is (a name or a domain), by where it was found, and by the
    /// other names and domains of its newsroom.
    pub fn of(&self, source: Option<&str>, url: Option<&str>, newsrooms: &Newsrooms) -> Option<&Family> {
        let named = source.filter(|source| !source.trim().is_empty());
        let newsroom = newsrooms.source(source, url);
        let given = named.and_then(|name| self.by_name.get(&name_key(name)));
        let number = given
            .or_else(|| self.by_name.get(&name_key(&newsroom?.name)))
            .or_else(|| self.by_host(&host(named.or(url)?)?))
            .or_else(|| newsroom?.domains.iter().find_map(|domain| self.by_host(domain)));
        number.map(|&number| &self.families[number])
    }

    fn by_host(&self, host: &str) -> Option<&usize> {
        let mut rest = host;
        loop {
            if let Some(number) = self.by_domain.get(rest) {
                return Some(number);
            }
            rest = rest.split_once('.')?.1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        let mut families = Families::empty();
        families.extend_tsv(include_str!("../../data/families.tsv")).unwrap();
        assert!(families.families.len() >= 150);
        assert_eq!(families.by_name.len(), families.families.len(), "a newsroom stands there twice");
        let newsrooms = Newsrooms::builtin();
        let of = |source| families.of(Some(source), None, &newsrooms).map(|family| family.name.as_str());
        assert_eq!(of("WSJ"), of("nypost.com"));
        assert_eq!([of("NYT"), of("nowhere.example")], [Some("The New York Times Company"), None]);
    }

    #[test]
    fn bad_lines_are_named() {
        let mut families = Families::empty();
        let message =
            |families: &mut Families, table: &str| families.extend_tsv(table).unwrap_err().to_string();
        assert_eq!(message(&mut families, "x\ty"), "line 1: four columns parted by tabs are needed, 2 found");
        assert!(
            message(&mut families, "newsroom\tfamily\tcountry\tkind\nA\tB\tus\tblog").contains("\"blog\"")
        );
        assert!(message(&mut families, "A\t\tus\tonline").contains("blank"));
    }
}
