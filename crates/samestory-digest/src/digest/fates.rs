//! What became of those who are counted: dead, hurt, arrested.

use samestory::unstable::text::fold_case;

use super::reading::Word;

/// What became of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Dead,
    Hurt,
    Shot,
    Arrested,
    Missing,
    Held,
    Saved,
    Fled,
}

/// A word that says so is looked for among so many words before a number, and as many behind what it counts.
const WITHIN: usize = 5;

/// How such words begin, case-folded, in the languages of most input. A beginning that ends in a full stop is the whole word.
const BEGINNINGS: &[(Fate, &[&str])] = &[
    (
        Fate::Dead,
        &[
            "dead",
            "death",
            "die.",
            "died",
            "dies",
            "dying",
            "fatal",
            "kill",
            "lives.",
            "murder",
            "slain",
            "slay",
            "toll.",
            "drown",
            "perish",
            "tot.",
            "tote",
            "todes",
            "getötet",
            "starb",
            "gestorben",
            "ermord",
            "mort",
            "tué",
            "tuent",
            "décès",
            "décéd",
            "muert",
            "murier",
            "murió",
            "fallec",
            "asesin",
            "matar",
            "mató",
            "morti.",
            "morto",
            "uccis",
            "vittim",
            "morre",
            "погиб",
            "убит",
            "умер",
            "жертв",
        ],
    ),
    (
        Fate::Hurt,
        &[
            "hurt",
            "injur",
            "wound",
            "hospital",
            "verletz",
            "verwund",
            "bless",
            "herid",
            "lesion",
            "ferit",
            "ferid",
            "постра",
            "ранен",
        ],
    ),
    (Fate::Shot, &["shot.", "shoot", "gunshot", "angeschossen", "abatt"]),
    (
        Fate::Arrested,
        &[
            "arrest",
            "detain",
            "custody",
            "charged",
            "surrender",
            "suspect",
            "question",
            "festgenommen",
            "verhaft",
            "interpell",
            "deten",
            "задерж",
            "арест",
        ],
    ),
    (Fate::Missing, &["missing", "vermiss", "disparu", "desaparec", "dispers", "пропал"]),
    (
        Fate::Held,
        &[
            "abduct", "kidnap", "hostage", "captiv", "captur", "geisel", "entführ", "otage", "secuestr",
            "rehen", "ostagg",
        ],
    ),
    (
        Fate::Saved,
        &["rescue", "surviv", "saved.", "freed.", "releas", "gerettet", "sauv", "rescat", "salvat", "спас"],
    ),
    (
        Fate::Fled,
        &["evacuat", "displac", "fled.", "flee", "homeless", "evakui", "évacu", "evacu", "sfollat", "эваку"],
    ),
];

impl Fate {
    fn of(printed: &str) -> Option<Self> {
        let word = fold_case(printed);
        let is_beginning = |beginning: &&&str| match beginning.strip_suffix('.') {
            Some(whole) => word == whole,
            None => word.starts_with(**beginning),
        };
        BEGINNINGS.iter().find(|(_, words)| words.iter().any(|one| is_beginning(&one))).map(|&(fate, _)| fate)
    }

    /// What became of those that a number counts; `number` and `counted` are where its words begin and end among those of its
    /// sentence, `behind` where the words for what it counts end. The nearest word says so, one that is a part of what is counted
    /// before all; shots count only if nothing else is said.
    pub(super) fn near(
        text: &str,
        words: &[Word],
        number: usize,
        counted: usize,
        behind: usize,
    ) -> Option<Self> {
        let fate = |at: usize| Self::of(&text[words[at].start..words[at].end]);
        if let Some(own) = (counted..behind).find_map(fate) {
            return Some(own);
        }
        // a clause ends where more than a blank is between two words
        let before = (number.saturating_sub(WITHIN)..number).rev();
        let before = before.take_while(|&at| words[at + 1].follows).map(|at| (number - at, at));
        // "17 people, who were killed"
        let goes_on = |at: usize| {
            at == behind && at > 0 && words[at].is_stop && &text[words[at - 1].end..words[at].start] == ", "
        };
        let after =
            (behind..words.len().min(behind + WITHIN)).take_while(|&at| words[at].follows || goes_on(at));
        let after = after.map(|at| (at + 1 - behind, at));
        let mut found: Vec<(bool, usize, Self)> = before
            .chain(after)
            .filter_map(|(distance, at)| fate(at).map(|fate| (fate == Self::Shot, distance, fate)))
            .collect();
        found.sort_by_key(|&(is_shot, distance, _)| (is_shot, distance));
        found.first().map(|&(.., fate)| fate)
    }
}
