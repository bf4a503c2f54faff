//! Lists of stories.

use std::cmp::Reverse;
use std::str::FromStr;
use std::sync::Arc;

use samestory::unstable::text::{fold_case, fold_diacritics};
use samestory::{Member, Published, StoryId};
use samestory_explain::Collapse;
use samestory_report::stories::{StoryDocument, StoryRows};
use serde::{Deserialize, Serialize};

use crate::changes::Cursor;
use crate::live::LiveStory;
use crate::problem::Problem;

/// Stories of a page if nothing is said.
const PAGE: usize = 50;

/// Stories of a page at most.
pub(crate) const MAX_PAGE: usize = 500;

/// Which stories are listed, and how.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StoriesQuery {
    /// Only stories with so many independent origins.
    pub min_origins: usize,
    /// Only stories with so many articles, later versions not counted.
    pub min_size: usize,
    /// Only stories with an article of this source.
    pub source: Option<String>,
    /// Only stories with an article in this language: "en".
    pub language: Option<String>,
    /// Only stories of which one headline has all these words.
    pub text: Option<String>,
    /// Which come first.
    pub sort: Sort,
    /// Which of their articles are listed.
    pub collapse: Listing,
    /// So many stories at most, 1 to 500; 50 if nothing is said.
    pub limit: Option<usize>,
    /// Those after the ones of another page: its "next".
    pub after: Option<String>,
}

/// Which stories come first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Those whose last article was published last.
    #[default]
    Newest,
    /// Those with most articles.
    Largest,
}

/// Which articles of a story are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Listing {
    /// All.
    #[default]
    All,
    /// All but copies and later versions.
    NoCopies,
    /// The earliest of each independent origin.
    Origin,
    /// The earliest.
    Story,
}

impl Listing {
    /// As the library names it.
    pub(crate) fn collapse(self) -> Collapse {
        match self {
            Self::All => Collapse::Nothing,
            Self::NoCopies => Collapse::Copies,
            Self::Origin => Collapse::Origin,
            Self::Story => Collapse::Story,
        }
    }
}

/// A place in a list: what a story is sorted by, and its number. A list goes on behind it, whatever has changed before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place(Reverse<i64>, StoryId);

impl FromStr for Place {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let place = text
            .split_once('.')
            .and_then(|(key, story)| Some(Self(Reverse(key.parse().ok()?), StoryId(story.parse().ok()?))));
        place.ok_or_else(|| Problem::bad_request("\"after\" is no \"next\" of another page"))
    }
}

/// A page of a list.
#[derive(Serialize)]
struct Page<'s> {
    stories: Vec<Row<'s>>,
    /// How many stories the filters leave.
    found: usize,
    next: Option<String>,
    cursor: Cursor,
}

/// A story of a page.
#[derive(Serialize)]
struct Row<'s> {
    /// How many articles it has, listed or not; the versions of one count once.
    size: usize,
    #[serde(flatten)]
    document: StoryDocument<'s>,
}

impl<'s> Row<'s> {
    fn new(rows: &StoryRows<'s>, listing: Listing) -> Self {
        let ranked: Vec<&Member> = rows.articles.iter().map(|(member, _)| *member).collect();
        let listed = listing.collapse().of(rows.story, &ranked);
        let is_listed = |member: &Member| listed.iter().any(|one| std::ptr::eq(*one, member));
        Self { size: rows.size(), document: StoryDocument::new(rows, is_listed) }
    }
}

/// A page of stories as JSON. `cursor` is that of the last change before it.
///
/// # Errors
///
/// If the query is none.
pub(crate) fn page(
    stories: &[Arc<LiveStory>],
    query: &StoriesQuery,
    cursor: Cursor,
) -> Result<Vec<u8>, Problem> {
    let limit = query.limit.unwrap_or(PAGE);
    if !(1..=MAX_PAGE).contains(&limit) {
        return Err(Problem::bad_request(format!("\"limit\" is {limit}: 1 to {MAX_PAGE} is allowed")));
    }
    let after: Option<Place> = query.after.as_deref().map(str::parse).transpose()?;
    let words: Vec<String> = query.text.iter().flat_map(|text| text.split_whitespace()).map(folded).collect();
    let mut found: Vec<(Place, StoryRows<'_>)> = Vec::new();
    for one in stories.iter().filter(|one| fits(one, query, &words)) {
        let rows = StoryRows::new(&one.story);
        if rows.size() >= query.min_size {
            let key = match query.sort {
                Sort::Newest => rows.last().map_or(i64::MIN, Published::seconds),
                Sort::Largest => rows.size() as i64,
            };
            found.push((Place(Reverse(key), one.story.id), rows));
        }
    }
    let all = found.len();
    found.retain(|(place, _)| after.is_none_or(|after| *place > after));
    found.sort_by_key(|(place, _)| *place);
    let next = found.get(limit).map(|_| found[limit - 1].0);
    found.truncate(limit);
    let page = Page {
        stories: found.iter().map(|(_, rows)| Row::new(rows, query.collapse)).collect(),
        found: all,
        next: next.map(|Place(Reverse(key), story)| format!("{key}.{}", story.0)),
        cursor,
    };
    serde_json::to_vec(&page).map_err(Problem::internal)
}

/// Whether the filters leave a story, but for its size.
fn fits(one: &LiveStory, query: &StoriesQuery, words: &[String]) -> bool {
    let story = &one.story;
    let has_source = |source: &String| {
        let is_same =
            |member: &Member| member.source.as_deref().is_some_and(|own| folded(own) == folded(source));
        story.members.iter().any(is_same)
    };
    let has_words = |member: &Member| {
        let headline = folded(&member.headline);
        words.iter().all(|word| headline.contains(word.as_str()))
    };
    story.independent_origins() >= query.min_origins
        && query.source.as_ref().is_none_or(has_source)
        && query.language.as_ref().is_none_or(|language| one.languages.contains(&language.to_lowercase()))
        && (words.is_empty() || story.members.iter().any(has_words))
}

/// A text without the differences that nobody means.
fn folded(text: &str) -> String {
    fold_diacritics(&fold_case(text))
}
