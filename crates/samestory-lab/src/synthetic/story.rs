//! What the articles of one story have in common.

use super::random::{Random, mix};
use super::words::{FUNCTION_WORDS, name, word};

const TOPICS: u64 = 150;

/// Words of a topic, and the ranks these words have.
const TOPIC_WORDS: u64 = 400;
const TOPIC_RANKS: std::ops::Range<u64> = 500..40_000;

/// Rare words of a story.
const OWN_WORDS: usize = 24;

/// Texts of a story that may be copied again.
const KEPT: usize = 6;

/// Of the articles that come after the first of their story.
const COPIES: f64 = 0.2;

/// An event: what its reports draw their words from.
pub(super) struct Story {
    topic: u64,
    names: Vec<String>,
    words: Vec<u64>,
    /// Titles and sentences.
    texts: Vec<(String, Vec<String>)>,
}

impl Story {
    pub(super) fn new(random: &mut Random) -> Self {
        let topic = random.below(TOPICS);
        let names = (0..3 + random.below(4)).map(|_| person(random)).collect();
        let words = (0..OWN_WORDS)
            .map(|_| if random.is(0.5) { topic_word(topic, random) } else { 300 + any_word(random) })
            .collect();
        Self { topic, names, words, texts: Vec::new() }
    }

    /// The title and the text of its next article.
    pub(super) fn article(&mut self, random: &mut Random) -> (String, String) {
        let (title, sentences) = if !self.texts.is_empty() && random.is(COPIES) {
            self.copy(random)
        } else {
            let sentences = (0..4 + random.below(7)).map(|_| self.sentence(random)).collect();
            let text = (self.title(random), sentences);
            if self.texts.len() == KEPT {
                self.texts.remove(random.below(KEPT as u64) as usize);
            }
            self.texts.push(text.clone());
            text
        };
        let paragraphs: Vec<String> = sentences.chunks(2).map(|sentences| sentences.join(" ")).collect();
        (title, paragraphs.join("\n"))
    }

    /// A text printed again, often without its end and under another title.
    fn copy(&self, random: &mut Random) -> (String, Vec<String>) {
        let (title, sentences) = &self.texts[random.below(self.texts.len() as u64) as usize];
        let kept = sentences.len() - random.below(1 + sentences.len() as u64 / 2) as usize;
        let title = if random.is(0.4) { self.title(random) } else { title.clone() };
        (title, sentences[..kept].to_vec())
    }

    fn title(&self, random: &mut Random) -> String {
        let mut words = vec![self.name(random).to_owned()];
        for at in 0..4 + random.below(4) {
            words.push(match at {
                2 => FUNCTION_WORDS[random.below(10) as usize].to_owned(),
                _ if random.is(0.6) => self.own_word(random),
                _ => word(self.word(random)),
            });
        }
        words.join(" ")
    }

    fn sentence(&self, random: &mut Random) -> String {
        let mut words: Vec<String> = Vec::new();
        for _ in 0..9 + random.below(12) {
            words.push(if random.is(0.45) {
                FUNCTION_WORDS[random.rank(6.0, 1.0).min(39) as usize].to_owned()
            } else if random.is(0.07) {
                self.name(random).to_owned()
            } else if random.is(0.03) {
                (2 + random.below(900)).to_string()
            } else if random.is(0.25) {
                self.own_word(random)
            } else {
                word(self.word(random))
            });
        }
        words[0][..1].make_ascii_uppercase();
        words.join(" ") + "."
    }

    fn name(&self, random: &mut Random) -> &str {
        &self.names[random.rank(2.0, 1.5).min(self.names.len() as u64 - 1) as usize]
    }

    fn own_word(&self, random: &mut Random) -> String {
        word(self.words[random.rank(8.0, 1.5).min(OWN_WORDS as u64 - 1) as usize])
    }

    fn word(&self, random: &mut Random) -> u64 {
        if random.is(0.3) { topic_word(self.topic, random) } else { any_word(random) }
    }
}

/// The rank of any word: 12 % are beyond the 10,000 commonest, 1 % beyond a million.
fn any_word(random: &mut Random) -> u64 {
    random.rank(150.0, 0.5).min(1 << 40)
}

fn topic_word(topic: u64, random: &mut Random) -> u64 {
    let place = random.rank(30.0, 1.0).min(TOPIC_WORDS - 1);
    TOPIC_RANKS.start + mix(topic * TOPIC_WORDS + place) % (TOPIC_RANKS.end - TOPIC_RANKS.start)
}

/// A person: some are in the news again and again.
fn person(random: &mut Random) -> String {
    let (first, last) = (random.rank(60.0, 1.0).min(600), random.rank(3000.0, 0.8).min(1 << 30));
    let first = if random.is(0.5) { mix(last) % 600 } else { first };
    format!("{} {}", name(first), name(10_000 + last))
}
