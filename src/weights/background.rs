//! How common terms are in news at large.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::OnceLock;

use crate::table::TableError;

const ENGLISH: &str = include_str!("../../data/background/en.tsv");
const MILLION: f64 = 1e6;

/// In which share of articles each term occurs, counted on a large collection: a prior for document frequencies.
///
/// A small or young collection cannot tell a rare word from a common one, and takes the name of its one big story for
/// a stop word. With a prior, the first article of a stream is weighed as well as the millionth; on headlines it is worth
/// more than any other part of the scoring.
///
/// The built-in tables are [`Background::english`] and those of [`Backgrounds::built_in`](super::Backgrounds::built_in). For another
/// language or trade, build one with the example `build_background` of `samestory-lab` and read it with [`Background::parse`].
///
/// The format is text: lines of a term, a tab and the number of articles per million that hold it; lines that begin with
/// `#` are comments. Terms are those of the [analysis](crate::terms), so a table goes with one version of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Background {
    /// All terms, one after the other, ascending.
    text: String,
    /// Where each term ends, and how many articles per million hold it.
    rates: Vec<(usize, u32)>,
}

impl Background {
    /// Nothing known.
    pub fn empty() -> Self {
        Self::default()
    }

    /// English news: the mean of the rates in two collections, 20,000 articles of US outlets from 2007 to 2017 and
    /// 21,578 Reuters reports of 1987. `data/README.md` says how it was made.
    pub fn english() -> &'static Self {
        static TABLE: OnceLock<Background> = OnceLock::new();
        TABLE.get_or_init(|| Self::parse(ENGLISH).expect("the built-in table is well formed"))
    }

    /// The mean of the term rates of several collections, each given as its number of articles and the number of them
    /// that hold each term. Terms with a mean rate below `min_rate` are left out.
    pub fn from_counts(collections: &[(u64, BTreeMap<String, u64>)], min_rate: f64) -> Self {
        let mut rates: BTreeMap<&str, f64> = BTreeMap::new();
        for (articles, counts) in collections {
            for (term, &count) in counts {
                let rate = count as f64 / (*articles).max(1) as f64 / collections.len() as f64;
                *rates.entry(term).or_insert(0.0) += rate;
            }
        }
        let mut table = Self::empty();
        for (term, rate) in rates.into_iter().filter(|&(_, rate)| rate >= min_rate) {
            table.push(term, (rate * MILLION).round() as u32);
        }
        table
    }

    /// Appends a term; it is above all before it, or the table is put in order later.
    fn push(&mut self, term: &str, per_million: u32) {
        self.text.push_str(term);
        self.rates.push((self.text.len(), per_million));
    }

    fn per_million(&self) -> impl Iterator<Item = (&str, u32)> {
        let mut start = 0;
        self.rates.iter().map(move |&(end, rate)| (&self.text[std::mem::replace(&mut start, end)..end], rate))
    }

    /// Reads the text of a table. Of a term that is there twice, the last line counts.
    ///
    /// # Errors
    ///
    /// Names the first line that is not a term, a tab and a number up to 1,000,000.
    pub fn parse(text: &str) -> Result<Self, TableError> {
        let mut table = Self::empty();
        for (number, line) in (1..).zip(text.lines()) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let entry =
                line.split_once('\t').and_then(|(term, rate)| Some((term, rate.parse::<u32>().ok()?)));
            match entry {
                Some((term, rate)) if !term.is_empty() && f64::from(rate) <= MILLION => {
                    table.push(term, rate)
                }
                _ => {
                    let problem = format!("\"{line}\" is not a term, a tab and a number up to 1000000");
                    return Err(TableError::new(number, problem));
                }
            }
        }
        let terms = || table.per_million().map(|(term, _)| term);
        if terms().zip(terms().skip(1)).all(|(a, b)| a < b) {
            return Ok(table);
        }
        let (ordered, mut in_order) = (table.per_million().collect::<BTreeMap<_, _>>(), Self::empty());
        ordered.into_iter().for_each(|(term, rate)| in_order.push(term, rate));
        Ok(in_order)
    }

    /// Writes the table in the format that [`Background::parse`] reads.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    pub fn write(&self, mut writer: impl Write) -> io::Result<()> {
        self.per_million().try_for_each(|(term, rate)| writeln!(writer, "{term}\t{rate}"))
    }

    /// The share of articles that hold each term, 0 to 1, in the order of the terms.
    pub fn rates(&self) -> impl Iterator<Item = (&str, f64)> {
        self.per_million().map(|(term, rate)| (term, f64::from(rate) / MILLION))
    }

    /// The share of articles that hold a term, 0 to 1; none if that is not known.
    ///
    /// # Complexity
    ///
    /// Logarithmic in the number of terms.
    pub fn rate(&self, term: &str) -> Option<f64> {
        let text_of = |at: usize| {
            let start = at.checked_sub(1).map_or(0, |before| self.rates[before].0);
            &self.text[start..self.rates[at].0]
        };
        let (mut first, mut end) = (0, self.rates.len());
        while first < end {
            let middle = first + (end - first) / 2;
            match text_of(middle).cmp(term) {
                Ordering::Less => first = middle + 1,
                Ordering::Equal => return Some(f64::from(self.rates[middle].1) / MILLION),
                Ordering::Greater => end = middle,
            }
        }
        None
    }

    /// How many terms are known.
    pub fn len(&self) -> usize {
        self.rates.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.rates.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_round_trip() {
        let counts = |pairs: &[(&str, u64)]| pairs.iter().map(|&(t, c)| (t.to_owned(), c)).collect();
        // (10/100 + 0/50) / 2 = 0.05, (1/100 + 25/50) / 2 = 0.255, (0 + 1/50) / 2 = 0.01
        let collections =
            [(100, counts(&[("mali", 10), ("say", 1)])), (50, counts(&[("say", 25), ("rare", 1)]))];
        let table = Background::from_counts(&collections, 0.02);
        assert_eq!(table.rates().collect::<Vec<_>>(), [("mali", 0.05), ("say", 0.255)]);
        assert_eq!([table.rate("mali"), table.rate("say")], [Some(0.05), Some(0.255)]);
        assert_eq!([table.rate("a"), table.rate("rare"), table.rate("z")], [None; 3]);
        let mut text = Vec::new();
        table.write(&mut text).unwrap();
        assert_eq!(Background::parse(&String::from_utf8(text).unwrap()).unwrap(), table);
        // in any order, and with line ends of any kind
        let shuffled = "say\t7\r\n# x\n\nmali\t50000\nsay\t255000";
        assert_eq!(Background::parse(shuffled).unwrap(), table);
    }

    #[test]
    fn bad_lines_are_named() {
        let error = Background::parse("# x\nmali\t5\nmali 5\n").unwrap_err();
        assert!(error.to_string().contains("line 3: \"mali 5\""), "{error}");
        assert!(Background::parse("a\t1000001\n").is_err());
    }

    #[test]
    fn the_built_in_table_knows_english() {
        let rates: BTreeMap<&str, f64> = Background::english().rates().collect();
        assert!(rates["said"] > rates["presid"] && rates["presid"] > rates["algeria"]);
        assert!(rates.contains_key("@algeria"));
    }
}
