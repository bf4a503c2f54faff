//! One more event that thousands report, in the middle of the other articles.

use samestory::Article;

use super::Noisy;
use super::dates::middle;
use super::outlets::invented;

const COPY: [&str; 2] = [
    "Fire destroys carpet warehouse in Dunmere",
    "DUNMERE — A fire destroyed a carpet warehouse on the northern edge of Dunmere overnight, officials said.\n\
     About ninety firefighters from five towns fought the flames until dawn. Two were treated for smoke inhalation.\n\
     The building, a former ropeworks, held stock worth several million, according to its owner, Tessel Carpets.\n\
     Residents of the Quarry Lane estate were told to keep their windows closed. The cause is being investigated.",
];

/// The parts of a title, one of each.
const TITLE: [&[&str]; 5] = [
    &["", "Officials: ", "Police say ", "Witnesses: ", "Operator confirms ", "Mayor says "],
    &[
        "car ferry rams pier",
        "ferry crashes into pier",
        "passenger ferry hits jetty",
        "ferry collides with landing stage",
        "island ferry slams into quay",
        "ferry strikes harbour wall",
    ],
    &[" in Port Calder", " at Port Calder", " in Port Calder harbour", ", Port Calder", " near Port Calder"],
    &[", 34 hurt", ", dozens injured", "; 34 passengers hurt", ", 34 in hospital", ", many injured"],
    &["", " in thick fog", " as fog closes in", " on Tuesday"],
];

/// The sentences of a report, each in one of its wordings.
const BODY: [&[&str]; 7] = [
    &[
        "PORT CALDER — A car ferry ran into the northern pier of Port Calder on Tuesday morning, injuring 34 people.",
        "Thirty-four people were hurt when the ferry Lady Merrin struck the pier at Port Calder early on Tuesday.",
        "The Lady Merrin, a ferry with 212 passengers aboard, crashed into the pier of Port Calder in thick fog.",
        "Dozens of commuters were injured on Tuesday as their ferry collided with the landing stage in Port Calder.",
        "A ferry from Saint Osyth Island hit the harbour wall of Port Calder at full speed, the coastguard said.",
    ],
    &[
        "Most of the injured had been standing on the stairs, ready to leave the ship.",
        "Passengers were thrown to the floor, and several cars on the lower deck were crushed together.",
        "“There was a bang, and everybody fell,” said a nurse who takes the boat every day.",
        "Windows of the saloon burst, and a lifeboat was torn from its place.",
        "Three of them were in a serious condition, among them a schoolgirl.",
    ],
    &[
        "Ambulances took the wounded to Calder General Hospital and to two clinics inland.",
        "Rescue crews needed forty minutes to bring everyone ashore by a fire ladder.",
        "Divers searched the harbour, but nobody was missing, the harbour master said.",
        "Fishermen were the first to reach the ship and took off children in their boats.",
    ],
    &[
        "The captain told investigators that the engines had not answered when he ordered them astern.",
        "Investigators suspect a fault in the control of the propellers, people close to the inquiry said.",
        "The union of seamen said that crews had warned of failing controls since the spring.",
        "A spokesman of the Marine Safety Board said that it was too early to speak of causes.",
        "The voyage recorder of the ship was secured and will be read in the capital.",
    ],
    &[
        "Visibility was less than eighty metres at the time, according to the weather service.",
        "Fog had delayed all departures of the morning by half an hour.",
        "The ferry was twenty minutes late and, residents said, faster than usual.",
    ],
    &[
        "Calder Island Lines, the operator, suspended the service and apologised to its passengers.",
        "The company said that it would pay for all treatment and lost wages.",
        "Shares of the owner, Calder Island Lines, fell by six percent.",
        "Calder Island Lines bought the Lady Merrin from a Norwegian yard eleven years ago.",
    ],
    &[
        "The transport minister, who was to open a lighthouse nearby, went to the hospital instead.",
        "In 2009 another ferry of the line had run aground two miles from the same pier.",
        "The island's nine hundred residents depend on the ferry for food, mail and school.",
        "The pier will stay closed for at least a week, the town said.",
    ],
];

/// Copies of one article.
pub(super) fn copies(articles: &[Article], count: usize) -> Noisy {
    inserted(articles, count, |_| COPY.map(str::to_owned))
}

/// Reports of one event, no two with the same title.
pub(super) fn reports(articles: &[Article], count: usize) -> Noisy {
    inserted(articles, count, |at| [title(at), body(at)])
}

/// Steps through all titles, without one twice: the step has no factor in common with their number.
fn title(at: usize) -> String {
    const STEP: usize = 1_049;
    let titles: usize = TITLE.iter().map(|wordings| wordings.len()).product();
    let mut rest = at * STEP % titles;
    let mut title = String::new();
    for wordings in TITLE {
        title += wordings[rest % wordings.len()];
        rest /= wordings.len();
    }
    let mut letters = title.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// Four to seven sentences.
fn body(at: usize) -> String {
    let mut rest = super::hash(&at.to_string(), 7) as usize;
    let mut sentences = Vec::new();
    for (place, wordings) in BODY.iter().enumerate() {
        let optional = place > 0 && place % 2 == 0;
        if !optional || !rest.is_multiple_of(3) {
            sentences.push(wordings[rest / 3 % wordings.len()]);
        }
        rest /= 3 * wordings.len();
    }
    sentences.join("\n")
}

/// Puts articles in the middle of the others, with the middle one of their dates, and with a text if most of them have one.
fn inserted(articles: &[Article], count: usize, text: impl Fn(usize) -> [String; 2]) -> Noisy {
    let texts = articles.iter().filter(|article| !article.body.trim().is_empty()).count();
    let (half, published) = (articles.len() / 2, middle(articles));
    let added = (0..count).filter_map(|at| {
        let (id, [title, body]) = (format!("added-{at}"), text(at));
        let mut article =
            Article::builder(&id).source(invented(&id)).title(title).language("en").build().ok()?;
        if texts * 2 > articles.len() {
            article.body = body;
        }
        article.published = published;
        Some(article)
    });
    let mut all = articles[..half].to_vec();
    all.extend(added);
    let after = all.len();
    all.extend_from_slice(&articles[half..]);
    Noisy { own: (0..half).chain(after..all.len()).collect(), articles: all }
}
