//! What outlets did over many stories: who is first, and whom others confirm.

use std::collections::BTreeMap;

use samestory::credits::Newsrooms;
use samestory::{Member, Precision, Published, Story};
use serde::Serialize;

use super::sources::outlet;

/// So many of those that confirmed an outlet are named.
const MAX_NAMED: usize = 5;

/// What one outlet did in some stories.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutletRecord {
    /// The outlet: its name in the table of newsrooms, or what its articles say.
    pub outlet: String,
    /// The stories it has articles in.
    pub stories: usize,
    /// Its articles.
    pub articles: usize,
    /// Those of them that are other newsrooms' texts.
    pub reprints: usize,
    /// The articles of other outlets that have their text from it.
    pub reprinted: usize,
    /// The stories that it reported itself.
    pub reported: usize,
    /// Those of them that nobody else reported.
    pub alone: usize,
    /// Those that others reported too, where it is known who was first.
    pub shared: usize,
    /// Those of the shared ones where it was first, so that all others confirm it.
    pub first: usize,
    /// Median of the seconds that it was behind the first, where it was not; none if it always was.
    pub median_delay: Option<i64>,
    /// Who reported independently after it where it was first, with the number of stories: five at most, those with the most first.
    pub confirmed_by: Vec<(String, usize)>,
}

/// What each outlet did in some stories, those first that were first most often. An outlet has reported a story itself if one of its
/// articles there is nobody's copy.
///
/// Who was first is known if all outlets that reported the story have a date, and no date that is only a day leaves it open. Stories are
/// to be clustered with `Config::find_copies`: without it a reprint counts as a report.
///
/// # Complexity
///
/// n log n in the articles.
///
/// # Examples
///
/// ```
/// use samestory::credits::Newsrooms;
/// use samestory_digest::outlet_records;
/// use samestory::{Article, Config, cluster};
///
/// let article = |source: &str, published: &str, title: &str| {
///     let published = published.parse().unwrap();
///     Article::builder(source).source(source).published(published).title(title).build()
/// };
/// let stories = cluster(&[
///     article("Gazette", "2012-10-29T09:00Z", "Clinton asks Algeria to back force in Mali")?,
///     article("Herald", "2012-10-29T11:00Z", "Clinton asks Algiers for help in Mali")?,
/// ], &Config::default())?;
/// let records = outlet_records(&stories, &Newsrooms::builtin());
/// assert_eq!((records[0].outlet.as_str(), records[0].first), ("Gazette", 1));
/// assert_eq!(records[0].confirmed_by, [("Herald".to_owned(), 1)]);
/// assert_eq!(records[1].median_delay, Some(2 * 60 * 60));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn outlet_records<'s>(
    stories: impl IntoIterator<Item = &'s Story>,
    newsrooms: &Newsrooms,
) -> Vec<OutletRecord> {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for story in stories {
        add_story(story, newsrooms, &mut tallies);
    }
    let mut records: Vec<OutletRecord> = tallies.values().map(|tally| tally.record(&tallies)).collect();
    records.sort_by(|a, b| {
        let rank = |record: &OutletRecord| (record.first, record.reported, record.articles);
        rank(b).cmp(&rank(a)).then_with(|| a.outlet.cmp(&b.outlet))
    });
    records
}

/// What is counted of an outlet.
#[derive(Default)]
struct Tally {
    name: String,
    stories: usize,
    articles: usize,
    reprints: usize,
    reprinted: usize,
    reported: usize,
    alone: usize,
    shared: usize,
    first: usize,
    delays: Vec<i64>,
    /// By key.
    confirmed_by: BTreeMap<String, usize>,
}

impl Tally {
    fn record(&self, all: &BTreeMap<String, Self>) -> OutletRecord {
        let mut delays = self.delays.clone();
        delays.sort_unstable();
        let name = |key: &String| all.get(key).map_or_else(|| key.clone(), |tally| tally.name.clone());
        let mut confirmed_by: Vec<(String, usize)> =
            self.confirmed_by.iter().map(|(key, &stories)| (name(key), stories)).collect();
        confirmed_by.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        confirmed_by.truncate(MAX_NAMED);
        OutletRecord {
            outlet: self.name.clone(),
            stories: self.stories,
            articles: self.articles,
            reprints: self.reprints,
            reprinted: self.reprinted,
            reported: self.reported,
            alone: self.alone,
            shared: self.shared,
            first: self.first,
            // of an even number the later of the two in the middle
            median_delay: delays.get(delays.len() / 2).copied(),
            confirmed_by,
        }
    }
}

/// An outlet in one story.
#[derive(Default)]
struct InStory<'s> {
    name: String,
    articles: Vec<&'s Member>,
}

impl InStory<'_> {
    /// Its own reports.
    fn reports(&self) -> impl Iterator<Item = &Member> {
        self.articles.iter().copied().filter(|member| member.copy_of.is_none())
    }

    /// When the first of them was published; none if one has no date.
    fn reported_at(&self) -> Option<Published> {
        let dates: Option<Vec<Published>> = self.reports().map(|member| member.published).collect();
        dates?.into_iter().min_by_key(|published| published.seconds())
    }
}

fn add_story(story: &Story, newsrooms: &Newsrooms, tallies: &mut BTreeMap<String, Tally>) {
    let mut outlets: BTreeMap<String, InStory<'_>> = BTreeMap::new();
    let mut key_of: BTreeMap<&str, String> = BTreeMap::new();
    for member in &story.members {
        let Some((key, name)) = outlet(member, newsrooms) else { continue };
        key_of.insert(&member.id, key.clone());
        let known = outlets.entry(key).or_default();
        known.name = name;
        known.articles.push(member);
    }
    for (key, known) in &outlets {
        let tally = tallies.entry(key.clone()).or_default();
        tally.name.clone_from(&known.name);
        tally.stories += 1;
        tally.articles += known.articles.len();
        tally.reprints += known.articles.len() - known.reports().count();
        tally.reported += usize::from(known.reports().next().is_some());
    }
    for member in &story.members {
        let of = member.copy_of.as_deref().and_then(|of| key_of.get(of));
        if let Some(tally) =
            of.filter(|of| key_of.get(member.id.as_str()) != Some(of)).and_then(|of| tallies.get_mut(of))
        {
            tally.reprinted += 1;
        }
    }
    let reporters: Vec<(&String, &InStory<'_>)> =
        outlets.iter().filter(|(_, known)| known.reports().next().is_some()).collect();
    if let [(only, _)] = reporters.as_slice() {
        tallies.entry((*only).clone()).or_default().alone += 1;
        return;
    }
    let times: Option<Vec<(&String, Published)>> =
        reporters.iter().map(|(key, known)| Some((*key, known.reported_at()?))).collect();
    let Some((first, at)) = times.as_deref().and_then(first_of) else { return };
    for &(key, published) in times.iter().flatten() {
        let tally = tallies.entry(key.clone()).or_default();
        tally.shared += 1;
        if key == first {
            tally.first += 1;
        } else {
            tally.delays.push(published.seconds() - at.seconds());
        }
    }
    let confirming = times.iter().flatten().map(|(key, _)| (*key).clone()).filter(|key| key != first);
    let first = tallies.entry(first.clone()).or_default();
    confirming.for_each(|key| *first.confirmed_by.entry(key).or_insert(0) += 1);
}

/// The first of several, if it is known: no other has the same time, or may have had an earlier one on a day.
fn first_of<'k>(times: &[(&'k String, Published)]) -> Option<(&'k String, Published)> {
    let (first, at) = times.iter().copied().min_by_key(|(_, at)| at.seconds())?;
    let may_be_earlier = |other: Published| {
        let of_day = other.precision() == Precision::Day || at.precision() == Precision::Day;
        other.seconds() == at.seconds() || of_day && other.days_to(at) < 1.0
    };
    let is_open = times.iter().any(|&(key, other)| key != first && may_be_earlier(other));
    (!is_open).then_some((first, at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use samestory::Article;
    use samestory::Config;
    use samestory::cluster;

    fn records(articles: &[(&str, &str, &str, &str)]) -> Vec<OutletRecord> {
        let article = |&(id, source, published, text): &(&str, &str, &str, &str)| {
            let mut builder = Article::builder(id).source(source).title(text).body(text);
            if !published.is_empty() {
                builder = builder.published(published.parse().unwrap());
            }
            builder.build().unwrap()
        };
        let articles: Vec<Article> = articles.iter().map(article).collect();
        outlet_records(&cluster(&articles, &Config::default()).unwrap(), &Newsrooms::builtin())
    }

    #[test]
    fn nobody_is_first_where_dates_leave_it_open() {
        let [one, other] =
            ["Ashford bridge closed after cracks in pillar", "Cracks close Ashford bridge, pillar at fault"];
        for (a, b, known) in [
            ("2024-03-01T09:00Z", "2024-03-01T10:00Z", true),
            ("2024-03-01T09:00Z", "2024-03-01T09:00Z", false),
            ("2024-03-01T09:00Z", "2024-03-01", false),
            ("2024-03-01", "2024-03-03", true),
            ("2024-03-01T09:00Z", "", false),
        ] {
            let found = records(&[("1", "Gazette", a, one), ("2", "Herald", b, other)]);
            let gazette = found.iter().find(|record| record.outlet == "Gazette").unwrap();
            assert_eq!((gazette.reported, gazette.alone), (1, 0));
            assert_eq!((gazette.shared, gazette.first), (usize::from(known), usize::from(known)), "{a} {b}");
        }
    }

    #[test]
    fn reprints_are_no_reports() {
        let text = "The old harbour bridge of Ashford was closed on Friday after divers found deep cracks in two of its pillars, \
            and Mayor Ellen Hallam promised repairs before winter with eleven million crowns from the county.";
        let found = records(&[
            ("1", "Gazette", "2024-03-01T09:00Z", text),
            ("2", "Herald", "2024-03-01T12:00Z", text),
        ]);
        let [gazette, herald] =
            ["Gazette", "Herald"].map(|name| found.iter().find(|r| r.outlet == name).unwrap());
        assert_eq!((gazette.alone, gazette.reprinted, gazette.shared), (1, 1, 0));
        assert_eq!((herald.reported, herald.reprints, herald.stories), (0, 1, 1));
    }
}
