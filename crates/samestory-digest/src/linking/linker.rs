//! Links between stories of several languages.

use std::collections::{BTreeMap, HashMap, HashSet};

use samestory::terms::{Analyzer, Kind, Lexicon, TermId};
use samestory::unstable::cluster::{analyzer, plain, prior};
use samestory::unstable::terms::{Analysis, FieldCounts, Section, analyze_into};
use samestory::unstable::text::{LanguageCode, Script};
use samestory::unstable::weights::LanguageFrequencies;
use samestory::{Article, Config, ConfigError, Published, Stories, Story, StoryId};

use super::best::Best;
use super::key;

/// What a name or number in a title or a lead weighs, of that of the rest of a text.
const EARLY: f64 = 2.0;

/// The length of what a story is taken to say besides, which the other lacks: that of a rare name in a title. Raising it asks for more in
/// common. Two texts of one name each are not one event.
const UNSAID: f64 = 10.0;

/// Names and numbers that two stories have in common at least.
const MIN_SHARED: u32 = 4;

/// The part of the cosine of the next best that is taken off.
const RIVAL: f64 = 0.5;

/// Links from this strength on count.
const MIN_STRENGTH: f64 = 0.45;

/// Stories further apart are not of one event.
const MAX_GAP: i64 = 3 * 86_400;

/// Names and numbers that a link tells at most.
const MOST_TOLD: usize = 5;

/// Finds stories of several languages that report one event, by what needs no translation: names, numbers and dates.
///
/// Texts of two languages are never one story. The linker says afterwards which stories of two languages seem to be of one event; the
/// stories stay as they are. It reads the articles, which may come in parts, and is then asked about the stories that were made of them.
///
/// # Method
///
/// 1. **Names and numbers.** Names are the capitalised words that [`terms`](samestory::terms) finds. Cyrillic and Greek letters become Latin
///    ones, and what spellings of one name differ in is folded: "Gaddafi", "Kadhafi" and "Каддафі", "Zelensky" and "Зеленського".
///    Numbers are compared by value: "3,000" and "3.000". Names that a language translates ("Germany", "Alemania") do not meet.
/// 2. **Weights.** What is rare in a language weighs more, by the idf of clustering, and twice as much in a title or a lead. A story is
///    the mean of its articles. What the other language has nowhere does not count.
/// 3. **Strength.** The cosine of two stories, each of which is taken to say something more that the other lacks. Half of the cosine of the
///    next best story of either language is taken off: where two stories are as good, neither is sure.
/// 4. **Links.** Two stories are linked if each is the best of its language for the other, they have at least four names or numbers in
///    common and are at most three days apart, and the strength is at least .45.
///
/// Only texts in Latin, Cyrillic and Greek letters are linked: in scripts without capitals, like Arabic and Chinese, no names are known.
///
/// # Resource use
///
/// 12 bytes for each distinct name and number of an article, beside the names themselves. Reading takes about as long as reading them
/// to be clustered.
///
/// # Complexity
///
/// For each two languages the sum of the products of how many stories have a name, over all names.
///
/// # Examples
///
/// ```
/// use samestory_digest::LanguageLinker;
/// use samestory::{Article, Config};
///
/// let article = |id: &str, language: &str, body: &str| Article::builder(id).language(language).body(body).build();
/// let articles = [
///     article("a", "en", "In Minsk, Ales Bialiatski of Viasna spoke of 1,400 complaints against Alexander Lukashenko.")?,
///     article("b", "es", "En Minsk, Ales Bialiatski, de Viasna, habló de 1.400 quejas contra Alexander Lukashenko.")?,
///     article("c", "es", "En Quito, Lenín Moreno recibió a los dirigentes de la Conaie.")?,
/// ];
/// let config = Config::default();
/// let stories = samestory::cluster(&articles, &config)?;
/// let mut linker = LanguageLinker::new(&config)?;
/// linker.read(&articles);
/// let links = linker.links(&stories);
/// assert_eq!(links.len(), 1);
/// assert_eq!(links[0].stories, ["a", "b"].map(|id| stories.story_of(id).unwrap().id));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct LanguageLinker {
    analyzer: Analyzer,
    lexicon: Lexicon,
    analysis: Analysis,
    df: LanguageFrequencies,
    /// By printed word, its key: of names and of numbers.
    names: HashMap<String, Option<u32>>,
    numbers: HashMap<String, Option<u32>>,
    keys: HashMap<String, u32>,
    /// By key, how it was printed first.
    printed: Vec<String>,
    /// In order of arrival.
    articles: Vec<ReadArticle>,
}

/// Two stories of two languages that seem to be of one event.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq)]
pub struct StoryLink {
    /// Both, the one with the smaller number first.
    pub stories: [StoryId; 2],
    /// Their languages, by the codes of BCP 47.
    pub languages: [String; 2],
    /// How sure it is, .45 to 1.
    pub strength: f64,
    /// Names and numbers of both that say so most, in one of their spellings; at most five.
    pub shared: Vec<String>,
}

/// What is kept of an article.
#[derive(Debug)]
struct ReadArticle {
    /// Unknown if it cannot be linked.
    language: LanguageCode,
    /// Ascending by key.
    mentions: Box<[Mention]>,
}

/// A name or a number in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Mention {
    key: u32,
    /// The term that it is in its language.
    term: TermId,
    is_early: bool,
}

/// A story on its way to links.
struct Told<'s> {
    story: &'s Story,
    language: LanguageCode,
    /// By key, ascending.
    weights: Vec<(u32, f64)>,
    /// The times of the first and the last article.
    span: Option<(i64, i64)>,
}

impl LanguageLinker {
    /// A linker that has read nothing. Of the configuration it takes the analysis and the backgrounds.
    ///
    /// # Errors
    ///
    /// As [`Config::validate`].
    pub fn new(config: &Config) -> Result<Self, ConfigError> {
        let analyzer = analyzer(config)?;
        let mut lexicon = Lexicon::new();
        let df = prior(config, lexicon.vocabulary_mut());
        Ok(Self {
            analyzer,
            lexicon,
            analysis: Analysis::new(),
            df,
            names: HashMap::new(),
            numbers: HashMap::new(),
            keys: HashMap::new(),
            printed: Vec::new(),
            articles: Vec::new(),
        })
    }

    /// Reads the next articles.
    pub fn read(&mut self, articles: &[Article]) {
        for article in articles {
            let article = plain(article);
            analyze_into(&self.analyzer, &article, &mut self.lexicon, &mut self.analysis);
            self.df.add(&FieldCounts::new(&self.analysis), self.lexicon.vocabulary());
            let mut mentions = Vec::new();
            for at in 0..self.analysis.occurrences.len() {
                let occurrence = self.analysis.occurrences[at];
                let text = if occurrence.section == Section::Title { &article.title } else { &article.body };
                let word = &text[occurrence.start as usize..occurrence.end as usize];
                let key = match occurrence.kind {
                    // a span of several words has a mention for each of them
                    Kind::Name if !word.contains(|c: char| c == '-' || c.is_whitespace()) => {
                        self.key(word, false)
                    }
                    Kind::Number => self.key(word, true),
                    _ => None,
                };
                let is_early = occurrence.section != Section::Body;
                mentions.extend(key.map(|key| Mention { key, term: occurrence.term, is_early }));
            }
            // of one key the early one
            mentions.sort_unstable_by_key(|mention| (mention.key, !mention.is_early, mention.term));
            mentions.dedup_by_key(|mention| mention.key);
            let language = self.analysis.text_language;
            // names are told by their capitals
            let has_capitals = matches!(language.script(), Script::Latin | Script::Cyrillic | Script::Greek);
            let language = if has_capitals { language.code() } else { LanguageCode::UNKNOWN };
            self.articles.push(ReadArticle { language, mentions: mentions.into() });
        }
    }

    /// The key of a printed word.
    fn key(&mut self, word: &str, is_number: bool) -> Option<u32> {
        let Self { names, numbers, keys, printed, .. } = self;
        let known = if is_number { numbers } else { names };
        if let Some(&key) = known.get(word) {
            return key;
        }
        let text = if is_number { key::number(word) } else { key::name(word) };
        let key = text.map(|text| {
            *keys.entry(text).or_insert_with(|| {
                printed.push(word.to_owned());
                printed.len() as u32 - 1
            })
        });
        known.insert(word.to_owned(), key);
        key
    }

    /// The links between stories that all articles read were grouped into: those that [`cluster`](fn@samestory::cluster) gives, or a
    /// [`StoryHistory`](samestory::StoryHistory). The strongest first.
    pub fn links(&self, stories: &Stories) -> Vec<StoryLink> {
        let mut languages: BTreeMap<String, Vec<Told<'_>>> = BTreeMap::new();
        for told in self.told(stories) {
            languages.entry(told.language.to_string()).or_default().push(told);
        }
        let languages: Vec<(String, Vec<Told<'_>>)> = languages.into_iter().collect();
        let mut links = Vec::new();
        for (at, (one, of_one)) in languages.iter().enumerate() {
            for (other, of_other) in &languages[at + 1..] {
                self.link([one, other], [of_one, of_other], &mut links);
            }
        }
        links.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(a.stories.cmp(&b.stories)));
        links
    }

    /// What the stories say, those of a known language.
    fn told<'s>(&self, stories: &'s Stories) -> Vec<Told<'s>> {
        let mut members: BTreeMap<StoryId, Vec<&ReadArticle>> = BTreeMap::new();
        for (&story, article) in stories.labels().iter().zip(&self.articles) {
            members.entry(story).or_default().push(article);
        }
        members.iter().filter_map(|(&id, articles)| self.tell(stories.get(id)?, articles)).collect()
    }

    fn tell<'s>(&self, story: &'s Story, articles: &[&ReadArticle]) -> Option<Told<'s>> {
        let mut languages: BTreeMap<LanguageCode, usize> = BTreeMap::new();
        for article in articles.iter().filter(|article| article.language.is_known()) {
            *languages.entry(article.language).or_default() += 1;
        }
        // of as many the first
        let language = languages.into_iter().rev().max_by_key(|&(_, articles)| articles)?.0;
        let df = self.df.of(language);
        let mut weights: BTreeMap<u32, f64> = BTreeMap::new();
        for mention in articles.iter().flat_map(|article| &article.mentions) {
            let rarity = ((1.0 + df.documents()) / (1.0 + df.of(mention.term))).ln().max(0.0);
            let worth = if mention.is_early { EARLY * rarity } else { rarity };
            if worth > 0.0 {
                *weights.entry(mention.key).or_default() += worth / articles.len() as f64;
            }
        }
        let seconds = |published: Option<Published>| published.map(Published::seconds);
        let span = seconds(story.first_published()).zip(seconds(story.last_published()));
        Some(Told { story, language, weights: weights.into_iter().collect(), span })
    }

    /// Links the stories of two languages.
    fn link(&self, names: [&str; 2], told: [&[Told<'_>]; 2], links: &mut Vec<StoryLink>) {
        let known = told.map(|told| -> HashSet<u32> {
            told.iter().flat_map(|told| told.weights.iter().map(|&(key, _)| key)).collect()
        });
        // what the other language has nowhere says nothing
        let [ours, theirs] = [(told[0], &known[1]), (told[1], &known[0])].map(|(told, others)| {
            let shared = |told: &Told<'_>| -> Vec<(u32, f64)> {
                told.weights.iter().filter(|(key, _)| others.contains(key)).copied().collect()
            };
            told.iter().map(shared).collect::<Vec<_>>()
        });
        let length = |weights: &Vec<(u32, f64)>| {
            (UNSAID * UNSAID + weights.iter().map(|(_, weight)| weight * weight).sum::<f64>()).sqrt()
        };
        let their_lengths: Vec<f64> = theirs.iter().map(length).collect();
        let mut postings: HashMap<u32, Vec<(usize, f64)>> = HashMap::new();
        for (place, weights) in theirs.iter().enumerate() {
            weights.iter().for_each(|&(key, weight)| postings.entry(key).or_default().push((place, weight)));
        }
        let mut our_best = vec![Best::default(); ours.len()];
        let mut their_best = vec![Best::default(); theirs.len()];
        let (mut products, mut touched) = (vec![(0.0, 0); theirs.len()], Vec::new());
        for (at, weights) in ours.iter().enumerate() {
            for &(key, weight) in weights {
                for &(place, theirs) in postings.get(&key).into_iter().flatten() {
                    let (product, shared) = &mut products[place];
                    if *shared == 0 {
                        touched.push(place);
                    }
                    *product += weight * theirs;
                    *shared += 1;
                }
            }
            let length = length(weights);
            touched.sort_unstable();
            for place in touched.drain(..) {
                let (product, shared) = std::mem::take(&mut products[place]);
                let cosine = product / (length * their_lengths[place]);
                if shared >= MIN_SHARED && are_near(told[0][at].span, told[1][place].span) {
                    our_best[at].show(cosine, place);
                    their_best[place].show(cosine, at);
                }
            }
        }
        for (at, best) in our_best.iter().enumerate() {
            let Some((cosine, place)) = best.first() else { continue };
            let theirs = &their_best[place];
            let strength = cosine - RIVAL * best.second().max(theirs.second());
            if theirs.first().is_none_or(|(_, first)| first != at) || strength < MIN_STRENGTH {
                continue;
            }
            let both = [&told[0][at], &told[1][place]];
            let shared = self.shared(both);
            let mut sides =
                [(both[0].story.id, names[0].to_owned()), (both[1].story.id, names[1].to_owned())];
            sides.sort();
            let [(one, of_one), (other, of_other)] = sides;
            links.push(StoryLink { stories: [one, other], languages: [of_one, of_other], strength, shared });
        }
    }

    /// How what two stories share was printed first, that which counts most first.
    fn shared(&self, [one, other]: [&Told<'_>; 2]) -> Vec<String> {
        let weight_of = |key: u32| {
            let at = other.weights.binary_search_by_key(&key, |&(key, _)| key).ok()?;
            Some(other.weights[at].1)
        };
        let mut shared: Vec<(f64, u32)> = Vec::new();
        for &(key, weight) in &one.weights {
            shared.extend(
                weight_of(key).map(|theirs| (weight * theirs, key)).filter(|&(worth, _)| worth > 0.0),
            );
        }
        shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        shared.iter().take(MOST_TOLD).map(|&(_, key)| self.printed[key as usize].clone()).collect()
    }
}

/// Whether two stories are not too far apart in time, as far as their dates tell.
fn are_near(one: Option<(i64, i64)>, other: Option<(i64, i64)>) -> bool {
    let (Some((first, last)), Some((other_first, other_last))) = (one, other) else { return true };
    first.max(other_first).saturating_sub(last.min(other_last)) <= MAX_GAP
}
