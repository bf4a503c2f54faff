//! Stories of several languages that report one event, linked by what needs no translation: names, numbers and dates.
//!
//! Texts of two languages are never one story. A [`LanguageLinker`] says afterwards which stories of two languages seem to be of one
//! event; the stories stay as they are.
//!
//! 1. **Names and numbers.** Names are the capitalised words that [`terms`](crate::terms) finds. Cyrillic and Greek letters become Latin
//!    ones, and what spellings of one name differ in is folded: "Gaddafi", "Kadhafi" and "Каддафі", "Zelensky" and "Зеленського".
//!    Numbers are compared by value: "3,000" and "3.000". Names that a language translates ("Germany", "Alemania") do not meet.
//! 2. **Weights.** What is rare in a language weighs more, by the idf of clustering, and twice as much in a title or a lead. A story is
//!    the mean of its articles. What the other language has nowhere does not count.
//! 3. **Strength.** The cosine of two stories, each of which is taken to say something more that the other lacks. Half of the cosine of the
//!    next best story of either language is taken off: where two stories are as good, neither is sure.
//! 4. **Links.** Two stories are linked if each is the best of its language for the other, they have at least four names or numbers in
//!    common and are at most three days apart, and the strength is at least .45.
//!
//! Only texts in Latin, Cyrillic and Greek letters are linked: in scripts without capitals, like Arabic and Chinese, no names are known.
//! `docs/DESIGN.md` has the reasons, `docs/RESULTS.md` the figures.

mod best;
mod key;
mod linker;

pub use linker::{LanguageLinker, StoryLink};
