//! News items of NewsML 1.

use super::nitf;
use crate::fields::{Field, Fields, Synonym};
use crate::xml::Element;

/// Reads a news item.
pub(super) fn read_item(item: &Element) -> Fields {
    let content = main_content(item);
    // the text may be a whole NITF document, which says more about itself
    let mut fields =
        content.and_then(|content| content.find("nitf")).map(nitf::read_document).unwrap_or_default();
    let mut put = |field: Field, rank: u8, found: Option<String>| {
        if let Some(found) = found {
            fields.put(Synonym { field, rank }, found.trim());
        }
    };
    let within = |name: &str| item.find(name);
    let text = |name: &str| within(name).map(Element::text);
    let formal = |name: &str| within(name).and_then(|found| found.attribute("FormalName")).map(str::to_owned);
    put(Field::Id, 0, text("PublicIdentifier"));
    put(Field::Id, 0, text("NewsItemId"));
    put(Field::Title, 0, within("HeadLine").map(Element::markup));
    put(Field::Title, 2, text("Title"));
    put(Field::Title, 3, text("SlugLine"));
    put(Field::Author, 0, within("ByLine").map(Element::markup));
    put(Field::Author, 3, within("Creator").and_then(party));
    put(Field::Source, 0, within("Provider").and_then(party));
    put(Field::Source, 1, text("CreditLine"));
    put(Field::Source, 2, within("Source").and_then(party));
    put(Field::Source, 4, text("ProviderId"));
    put(Field::Published, 0, text("FirstCreated").and_then(|norm| nitf::date(norm.trim().to_owned())));
    put(Field::Published, 1, text("ThisRevisionCreated").and_then(|norm| nitf::date(norm.trim().to_owned())));
    put(Field::Published, 2, text("DateId").and_then(|norm| nitf::date(norm.trim().to_owned())));
    put(Field::Modified, 0, text("ThisRevisionCreated").and_then(|norm| nitf::date(norm.trim().to_owned())));
    put(Field::Lang, 0, formal("Language"));
    put(Field::Lang, 1, of_component(item));
    put(Field::Lang, 2, item.attribute("xml:lang").map(str::to_owned));
    put(
        Field::Text,
        0,
        content.map(|content| {
            let body = content.find("body.content").or_else(|| content.find("body"));
            body.unwrap_or(content).markup()
        }),
    );
    fields
}

/// The content that has the most text: captions and summaries have components of their own.
fn main_content(item: &Element) -> Option<&Element> {
    let mut longest: Option<(usize, &Element)> = None;
    let mut open = vec![item];
    while let Some(element) = open.pop() {
        if element.local() == "DataContent" {
            let length = element.text().trim().len();
            // of two that are equally long the first
            if length > 0 && longest.is_none_or(|(known, _)| length >= known) {
                longest = Some((length, element));
            }
            continue;
        }
        open.extend(element.children());
    }
    longest.map(|(_, element)| element)
}

/// The name of a party.
fn party(element: &Element) -> Option<String> {
    let party = element.find("Party")?;
    let name = party.attribute("FormalName").map(str::to_owned);
    name.or_else(|| Some(party.text())).filter(|name| !name.trim().is_empty())
}

/// The language of the first component that has one.
fn of_component(element: &Element) -> Option<String> {
    let own = element.attribute("xml:lang").filter(|_| element.local() == "NewsComponent");
    own.map(str::to_owned).or_else(|| element.children().find_map(of_component))
}
