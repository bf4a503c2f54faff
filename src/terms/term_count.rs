//! How often one term occurs in one article.

use super::analysis::{Kind, Occurrence, Section};
use super::field::Field;
use crate::terms::TermId;

/// How often a word of the title counts in [`Field::All`].
const TITLE_COUNTS: u32 = 2;

/// A term of an article, of what kind it is and how often it occurs in each section, in 8 bytes. A batch keeps the term
/// counts of all articles while it reads others: their size is most of its memory.
///
/// From the highest bit on: whether it is a name (1 bit), the term (32), its kind if it is none (2), and the counts in title
/// (6), lead (8) and rest of the body (15), each of which stays at the most it can hold. So words come before names, and of
/// each the term with the smaller number first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TermCount(u64);

const NAME: u64 = 1 << 63;
const TERM_AT: u32 = 31;
const NUMBER: u64 = 1 << 29;
const N_GRAM: u64 = 1 << 30;
const TITLE: Counter = Counter { at: 23, most: (1 << 6) - 1 };
const LEAD: Counter = Counter { at: 15, most: (1 << 8) - 1 };
const BODY: Counter = Counter { at: 0, most: (1 << 15) - 1 };

/// The bits of a term count that count one section.
#[derive(Clone, Copy)]
struct Counter {
    at: u32,
    most: u32,
}

impl Counter {
    const fn mask(self) -> u64 {
        (self.most as u64) << self.at
    }

    fn of(self, count: TermCount) -> u32 {
        (count.0 >> self.at) as u32 & self.most
    }
}

/// By section.
const COUNTERS: [Counter; 3] = {
    let mut counters = [BODY; 3];
    counters[Section::Title as usize] = TITLE;
    counters[Section::Lead as usize] = LEAD;
    counters
};

/// By kind.
const KINDS: [u64; 4] = {
    let mut kinds = [0; 4];
    kinds[Kind::Number as usize] = NUMBER;
    kinds[Kind::NGram as usize] = N_GRAM;
    kinds[Kind::Name as usize] = NAME;
    kinds
};

impl TermCount {
    /// Nothing is counted yet.
    pub(super) const EMPTY: Self = Self(0);

    /// Counts an occurrence of its term. The first decides on the kind. Nothing branches: whether a term is new is as good
    /// as random.
    #[inline(always)]
    pub(super) fn count(&mut self, o: &Occurrence) {
        let begun = u64::from(o.term.0) << TERM_AT | KINDS[o.kind as usize];
        let Counter { at, most } = COUNTERS[o.section as usize];
        let counted = if self.0 == 0 { begun } else { self.0 };
        let full = (counted >> at) as u32 & most == most;
        self.0 = counted + (u64::from(!full) << at);
    }

    pub(crate) fn term(self) -> TermId {
        TermId((self.0 >> TERM_AT) as u32)
    }

    /// With another number for its term.
    pub(super) fn renumbered(self, term: TermId) -> Self {
        let other = self.0 & !(u64::from(u32::MAX) << TERM_AT);
        Self(other | u64::from(term.0) << TERM_AT)
    }

    pub(crate) fn is_name(self) -> bool {
        self.0 & NAME != 0
    }

    pub(crate) fn is_number(self) -> bool {
        self.0 & NUMBER != 0
    }

    /// Whether it is a word or a name, not an n-gram, and occurs in the title or the lead.
    pub(crate) fn is_early(self) -> bool {
        self.0 & N_GRAM == 0 && self.0 & (TITLE.mask() | LEAD.mask()) != 0
    }

    /// How often it occurs in a field.
    #[inline(always)]
    pub(crate) fn in_field(self, field: Field) -> u32 {
        let View { needs, not, title, lead, body } = VIEWS[field.index()];
        let is_in = self.0 & needs == needs && self.0 & not == 0;
        u32::from(is_in) * (title * TITLE.of(self) + lead * LEAD.of(self) + body * BODY.of(self))
    }
}

/// What a field holds: terms with some bits and without others, and what it counts of each section.
#[derive(Clone, Copy)]
struct View {
    needs: u64,
    not: u64,
    title: u32,
    lead: u32,
    body: u32,
}

/// By field.
const VIEWS: [View; Field::COUNT] = {
    const ANYWHERE: View = View { needs: 0, not: 0, title: 1, lead: 1, body: 1 };
    const EARLY: View = View { body: 0, ..ANYWHERE };
    let mut views = [ANYWHERE; Field::COUNT];
    views[Field::All as usize] = View { not: NAME, title: TITLE_COUNTS, ..ANYWHERE };
    views[Field::Title as usize] = View { not: NAME | N_GRAM, lead: 0, ..EARLY };
    views[Field::Lead as usize] = View { not: NAME | N_GRAM, ..EARLY };
    views[Field::Names as usize] = View { needs: NAME, ..ANYWHERE };
    views[Field::Numbers as usize] = View { needs: NUMBER, ..ANYWHERE };
    views[Field::LeadNames as usize] = View { needs: NAME, ..EARLY };
    views[Field::LeadNumbers as usize] = View { needs: NUMBER, ..EARLY };
    views
};
