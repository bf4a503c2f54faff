//! Stories as they are given out: by the caller's ids, with who wrote what.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize, Serializer};

use crate::article::{Article, ArticleId};
use crate::copies::CopyKind;
use crate::corrections::Corrections;
use crate::credits::{CreditRole, Newsrooms};
use crate::origins::{ArticleOrigin, Origin, OriginEvidence, Role, StoryOrigins};
use crate::partition::Partition;
use crate::published::Published;
use crate::story::StoryId;

/// Characters of a text that stand for a missing title.
const BEGINNING: usize = 80;

/// The stories of a closed set, or of a whole stream.
///
/// # Examples
///
/// ```
/// use samestory::{Article, Config};
///
/// let article = |id: &str, title: &str| Article::builder(id).title(title).build();
/// let articles = [
///     article("a", "Clinton asks Algeria to back force in Mali")?,
///     article("b", "Giants sweep Tigers to win World Series")?,
///     article("c", "In Algiers, Clinton seeks help against Mali militants")?,
/// ];
/// let stories = samestory::cluster(&articles, &Config::default())?;
/// let story = stories.story_of("c").unwrap();
/// assert_eq!(story.members.iter().map(|member| member.id.as_str()).collect::<Vec<_>>(), ["a", "c"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Stories {
    stories: Vec<Story>,
    /// By article, in order of arrival: its story.
    labels: Vec<StoryId>,
    /// By id, the place of its story, once it is asked for. Of articles with one id the last one counts.
    by_id: OnceLock<HashMap<String, usize>>,
}

impl PartialEq for Stories {
    fn eq(&self, other: &Self) -> bool {
        (&self.stories, &self.labels) == (&other.stories, &other.labels)
    }
}

impl Stories {
    /// The stories in the order of their numbers, and the story of each article in order of arrival.
    pub(super) fn new(stories: Vec<Story>, labels: Vec<StoryId>) -> Self {
        Self { stories, labels, by_id: OnceLock::new() }
    }

    /// The stories, in the order of their numbers.
    pub fn iter(&self) -> std::slice::Iter<'_, Story> {
        self.stories.iter()
    }

    /// The stories to be changed, in the order of their numbers.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, Story> {
        self.by_id.take();
        self.stories.iter_mut()
    }

    /// Gives stories the headlines that [corrections](crate::corrections::Verdict::Headline) choose for them, in place of those that
    /// others chose before. Whatever is clustered with
    /// [`Config::corrections`](crate::Config::corrections) has them; those of a [`StoryHistory`](crate::StoryHistory) have not.
    pub fn choose_headlines(&mut self, corrections: &Corrections) {
        self.stories.iter_mut().for_each(|story| story.choose_headline(corrections));
    }

    /// How many stories there are.
    pub fn len(&self) -> usize {
        self.stories.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.stories.is_empty()
    }

    /// A story by its number.
    pub fn get(&self, id: StoryId) -> Option<&Story> {
        self.stories.binary_search_by_key(&id, |story| story.id).ok().map(|at| &self.stories[at])
    }

    /// The story of an article, by the article's id. Of articles with one id the last one counts.
    ///
    /// # Complexity
    ///
    /// Linear in all articles the first time, constant from then on.
    pub fn story_of(&self, id: &str) -> Option<&Story> {
        self.by_id().get(id).map(|&at| &self.stories[at])
    }

    fn by_id(&self) -> &HashMap<String, usize> {
        self.by_id.get_or_init(|| {
            let place =
                |id: StoryId| self.stories.binary_search_by_key(&id, |story| story.id).unwrap_or_default();
            // later articles take the place of earlier ones
            self.members().map(|(story, member)| (member.id.clone(), place(story.id))).collect()
        })
    }

    /// All articles in order of arrival, each with its story.
    pub fn members(&self) -> impl Iterator<Item = (&Story, &Member)> {
        // the members of a story are in order of arrival
        let mut next = vec![0; self.stories.len()];
        // close together, for many are searched for
        let ids: Vec<StoryId> = self.stories.iter().map(|story| story.id).collect();
        self.labels.iter().filter_map(move |label| {
            let at = ids.binary_search(label).ok()?;
            let member = self.stories[at].members.get(next[at])?;
            next[at] += 1;
            Some((&self.stories[at], member))
        })
    }

    /// The story of each article, in order of arrival.
    pub fn labels(&self) -> &[StoryId] {
        &self.labels
    }

    /// Which articles are together, by order of arrival: for the crate `samestory-evaluation`.
    pub fn partition(&self) -> Partition {
        Partition::from_labels(self.labels.iter().copied())
    }
}

/// Live stories of one stream, as [`Clusterer::story`](crate::Clusterer::story) gives them.
impl FromIterator<Story> for Stories {
    fn from_iter<I: IntoIterator<Item = Story>>(stories: I) -> Self {
        let mut stories: Vec<Story> = stories.into_iter().collect();
        stories.sort_by_key(|story| story.id);
        let members = stories.iter().flat_map(|story| story.members.iter().map(|m| (m.arrival, story.id)));
        let mut labels: Vec<(usize, StoryId)> = members.collect();
        labels.sort_by_key(|&(arrival, _)| arrival);
        Self::new(stories, labels.into_iter().map(|(_, story)| story).collect())
    }
}

impl<'s> IntoIterator for &'s Stories {
    type Item = &'s Story;
    type IntoIter = std::slice::Iter<'s, Story>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Stories {
    type Item = Story;
    type IntoIter = std::vec::IntoIter<Story>;

    fn into_iter(self) -> Self::IntoIter {
        self.stories.into_iter()
    }
}

/// The articles that report one event. A single article is a story of one.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// Its number.
    pub id: StoryId,
    /// Its articles, in order of arrival, at least one.
    pub members: Vec<Member>,
    /// The newsrooms that wrote independently of each other, in order of their first articles. Empty if
    /// `Config::find_copies` is off.
    pub origins: Vec<StoryOrigin>,
    /// The id of the article that was published first; without dates, of the first that is no copy. None if
    /// `Config::find_copies` is off.
    pub first_report: Option<String>,
    /// Who printed it when: in order of time, those without a date last, originals before copies. Empty if
    /// `Config::find_copies` is off.
    pub propagation: Vec<Printing>,
}

/// An article in a story: without its text.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// [`Article::id`].
    pub id: String,
    /// The outlet that published it.
    pub source: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// Its headline, or the beginning of its text if it has none.
    pub headline: String,
    /// Whether it has a headline of its own.
    pub is_titled: bool,
    /// Whether a [correction](crate::corrections::Verdict::Headline) says that its headline is that of the story.
    pub is_headline: bool,
    /// What it is to its story. None if `Config::find_copies` is off.
    pub role: Option<Role>,
    /// Its number among the versions of its article, from 1 on, if there are several.
    pub version: Option<u32>,
    /// The id of the article that it has its text from.
    pub copy_of: Option<String>,
    /// The id of the article of its source that it is a later version of.
    pub version_of: Option<String>,
    /// The newsroom that wrote the text, as far as it is known.
    pub written_by: Option<String>,
    /// What says so.
    pub evidence: Vec<Reason>,
    /// Its place in order of arrival.
    #[serde(skip)]
    pub(super) arrival: usize,
}

/// What says where a text comes from.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The text credits a newsroom.
    Credit {
        /// For what.
        role: CreditRole,
        /// The newsroom's name.
        newsroom: String,
        /// The words that say so.
        text: String,
    },
    /// Its source is this newsroom.
    Source {
        /// The newsroom's name.
        newsroom: String,
    },
    /// It shares its text with an article.
    Text {
        /// The id of the article.
        with: String,
        /// How one comes from the other.
        kind: CopyKind,
        /// The share of this article that is in the other, 0 to 1.
        #[serde(serialize_with = "six_digits")]
        containment: f64,
        /// How sure it is that one has its text from the other, 0 to 1.
        #[serde(serialize_with = "six_digits")]
        confidence: f64,
        /// How sure it is which of them was first, .5 to 1.
        #[serde(serialize_with = "six_digits")]
        direction: f64,
    },
}

/// What one newsroom wrote on a story, with all that was made of it.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoryOrigin {
    /// The newsroom, as far as it is known.
    pub newsroom: Option<String>,
    /// The ids of its articles, their versions and copies, in order of arrival.
    pub articles: Vec<String>,
}

/// One printing of a story.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printing {
    /// The id of the article.
    pub article: String,
    /// Seconds since the first dated article of its origin; none without a date.
    pub delay: Option<i64>,
    /// The place of its origin in [`Story::origins`].
    pub origin: usize,
}

/// Rounded to what means something.
fn six_digits<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((value * 1e6).round() / 1e6)
}

impl Story {
    /// Without origins: a story of which it is not known who wrote it.
    pub(super) fn untraced(id: StoryId, members: Vec<Member>) -> Self {
        Self { id, members, origins: Vec::new(), first_report: None, propagation: Vec::new() }
    }

    /// With the origins of its articles. `members` are in the order of `StoryOrigins::articles`, that of arrival.
    pub(super) fn traced(id: StoryId, mut members: Vec<Member>, origins: StoryOrigins) -> Self {
        let ids: Vec<String> = members.iter_mut().map(|member| std::mem::take(&mut member.id)).collect();
        debug_assert!(origins.articles.is_sorted_by_key(|origin| origin.article));
        let place = |article: ArticleId| origins.articles.binary_search_by_key(&article, |o| o.article).ok();
        let name =
            |article: ArticleId| place(article).and_then(|at| ids.get(at)).cloned().unwrap_or_default();
        let versions = number_versions(&origins.articles);
        for (member, origin) in members.iter_mut().zip(&origins.articles) {
            member.tell(origin, name);
            member.version = versions.get(&origin.article).copied();
        }
        let group = |group: &crate::origins::OriginGroup| StoryOrigin {
            newsroom: group.newsroom.clone(),
            articles: group.articles.iter().map(|&article| name(article)).collect(),
        };
        let printing = |step: &crate::origins::PropagationStep| Printing {
            article: name(step.article),
            delay: step.delay,
            origin: step.origin,
        };
        let (groups, first_report, propagation) = (
            origins.origins.iter().map(group).collect(),
            origins.first_report.map(name),
            origins.propagation.iter().map(printing).collect(),
        );
        members.iter_mut().zip(ids).for_each(|(member, id)| member.id = id);
        Self { id, members, origins: groups, first_report, propagation }
    }

    /// How many articles it has, versions counted one by one.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether it has no articles: never.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// How many newsrooms wrote independently of each other; 0 if `Config::find_copies` is off.
    pub fn independent_origins(&self) -> usize {
        self.origins.len()
    }

    /// An article by its id. Of several with one id the last.
    pub fn member(&self, id: &str) -> Option<&Member> {
        self.members.iter().rev().find(|member| member.id == id)
    }

    /// Marks the article whose headline was chosen for the story, if one was, and no other; of several the latest choice.
    pub(super) fn choose_headline(&mut self, corrections: &Corrections) {
        let place = |id: &str| self.members.iter().rposition(|member| member.id == id);
        let chosen = corrections.headlines().rev().find_map(place);
        for (at, member) in self.members.iter_mut().enumerate() {
            member.is_headline = Some(at) == chosen;
        }
    }

    /// The headline that a [correction](crate::corrections::Verdict::Headline) chose; else that of the earliest article that has one;
    /// else how the earliest begins. Those without a date count as last.
    pub fn headline(&self) -> &str {
        if let Some(chosen) = self.members.iter().find(|member| member.is_headline) {
            return &chosen.headline;
        }
        let time = |member: &&Member| member.published.map_or(i64::MAX, Published::seconds);
        let titled = self.members.iter().filter(|member| member.is_titled).min_by_key(time);
        titled.or_else(|| self.members.iter().min_by_key(time)).map_or("", |member| &member.headline)
    }

    /// When the first of its articles was published, as far as dates are known.
    pub fn first_published(&self) -> Option<Published> {
        self.members.iter().filter_map(|member| member.published).min_by_key(|published| published.seconds())
    }

    /// When the last of them was.
    pub fn last_published(&self) -> Option<Published> {
        self.members.iter().filter_map(|member| member.published).max_by_key(|published| published.seconds())
    }
}

impl Member {
    /// What is kept of an article, before anything is known of others.
    pub(super) fn new(article: &Article, arrival: usize) -> Self {
        let is_titled = !article.title.trim().is_empty();
        Self {
            id: article.id.clone(),
            source: article.source.clone(),
            url: article.url.clone(),
            published: article.published,
            headline: if is_titled { article.title.clone() } else { beginning(&article.body) },
            is_titled,
            is_headline: false,
            role: None,
            version: None,
            copy_of: None,
            version_of: None,
            written_by: None,
            evidence: Vec::new(),
            arrival,
        }
    }

    /// As [`new`](Self::new), with what the article says of itself.
    pub(super) fn credited(
        article: &Article,
        arrival: usize,
        own: &ArticleOrigin,
        newsrooms: &Newsrooms,
    ) -> Self {
        let newsroom =
            |number| newsrooms.get(number).map(|newsroom| newsroom.name.clone()).unwrap_or_default();
        let reason = |evidence: &OriginEvidence| match *evidence {
            OriginEvidence::Credit(credit) => Some(Reason::Credit {
                role: credit.role,
                newsroom: newsroom(credit.newsroom),
                text: credit.text(&article.body).to_owned(),
            }),
            OriginEvidence::Author(number) => Some(Reason::Credit {
                role: CreditRole::Byline,
                newsroom: newsroom(number),
                text: article.author.clone().unwrap_or_default(),
            }),
            OriginEvidence::Source(number) => Some(Reason::Source { newsroom: newsroom(number) }),
            OriginEvidence::Text { .. } => None,
        };
        let mut evidence = Vec::with_capacity(own.evidence.len());
        evidence.extend(own.evidence.iter().filter_map(reason));
        Self { evidence, ..Self::new(article, arrival) }
    }

    /// Its headline; empty if it has none of its own.
    pub fn title(&self) -> &str {
        if self.is_titled { &self.headline } else { "" }
    }

    /// Takes over what is found of its origin, in place of what was known before; `name` gives the ids of other articles.
    pub(super) fn tell(&mut self, origin: &ArticleOrigin, name: impl Fn(ArticleId) -> String) {
        self.role = Some(origin.role);
        self.copy_of = if let Origin::CopyOf(of) = origin.origin { Some(name(of)) } else { None };
        self.version_of = if let Origin::VersionOf(of) = origin.origin { Some(name(of)) } else { None };
        self.written_by = origin.written_by.clone();
        self.evidence.retain(|reason| !matches!(reason, Reason::Text { .. }));
        for evidence in &origin.evidence {
            if let OriginEvidence::Text { with, kind, containment, confidence, direction } = *evidence {
                self.evidence.push(Reason::Text {
                    with: name(with),
                    kind,
                    containment,
                    confidence,
                    direction,
                });
            }
        }
    }
}

/// The beginning of a text, on one line.
fn beginning(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if let Some((end, _)) = line.char_indices().nth(BEGINNING) {
            let end = line[..end].char_indices().next_back().map_or(0, |(last, _)| last);
            line.truncate(line[..end].trim_end().len());
            line.push('…');
            break;
        }
    }
    line
}

/// The number of each article among the versions of its own; those without other versions are left out.
fn number_versions(origins: &[ArticleOrigin]) -> HashMap<ArticleId, u32> {
    let of_version =
        |o: &ArticleOrigin| if let Origin::VersionOf(of) = o.origin { Some((o.article, of)) } else { None };
    let before: HashMap<ArticleId, ArticleId> = origins.iter().filter_map(of_version).collect();
    let mut numbers: HashMap<ArticleId, u32> = HashMap::new();
    for &later in before.keys() {
        if numbers.contains_key(&later) {
            continue;
        }
        let unknown =
            |article: &ArticleId| before.get(article).copied().filter(|known| !numbers.contains_key(known));
        // nobody is an earlier version of their own: there are no more steps than articles
        let way: Vec<ArticleId> =
            std::iter::successors(Some(later), unknown).take(before.len() + 1).collect();
        let known = way.last().and_then(|first| before.get(first)).and_then(|known| numbers.get(known));
        let next = known.map_or(1, |known| known + 1);
        numbers.extend(way.into_iter().rev().zip(next..));
    }
    numbers
}
