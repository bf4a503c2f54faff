//! Documents of NITF.

use crate::fields::{Field, Fields, Synonym};
use crate::xml::{Element, parse};

/// Reads a document.
pub(crate) fn read(text: &str) -> Option<Fields> {
    let root = parse(text);
    root.find("nitf").map(read_document)
}

/// Reads a document that stands in another.
pub(crate) fn read_document(document: &Element) -> Fields {
    let mut fields = Fields::default();
    let mut put = |field: Field, rank: u8, found: Option<String>| {
        if let Some(found) = found {
            fields.put(Synonym { field, rank }, found.trim());
        }
    };
    let (head, body) = (document.child("head"), document.child("body"));
    let found = |name: &str| head.and_then(|head| head.find(name));
    let attribute = |name: &str, attribute: &str| found(name)?.attribute(attribute).map(str::to_owned);
    put(Field::Id, 1, attribute("doc-id", "id-string"));
    put(Field::Url, 1, attribute("pubdata", "ex-ref"));
    put(Field::Published, 1, attribute("date.issue", "norm").and_then(date));
    put(Field::Published, 2, attribute("pubdata", "date.publication").and_then(date));
    put(Field::Published, 3, attribute("date.release", "norm").and_then(date));
    put(Field::Source, 1, attribute("pubdata", "name"));
    put(Field::Source, 2, attribute("doc.copyright", "holder"));
    put(Field::Title, 2, found("title").map(Element::markup));
    put(Field::Lang, 1, document.attribute("xml:lang").map(str::to_owned));
    let Some(body) = body else { return fields };
    let within = |name: &str| body.child("body.head").and_then(|head| head.find(name));
    put(Field::Title, 1, within("hl1").map(Element::markup));
    put(Field::Author, 1, within("byline").map(byline));
    put(Field::Source, 3, within("distributor").map(Element::text));
    put(
        Field::Published,
        4,
        within("story.date").and_then(|found| found.attribute("norm")).map(str::to_owned).and_then(date),
    );
    put(Field::Text, 1, body.child("body.content").map(content));
    fields
}

/// Who wrote it: the person, if the line names one.
fn byline(line: &Element) -> String {
    line.find("person").unwrap_or(line).text()
}

/// The text; a block that is the full text, where the first paragraphs have one of their own.
fn content(body: &Element) -> String {
    let full = body.children().find(|block| block.attribute("class") == Some("full_text"));
    full.unwrap_or(body).markup()
}

/// "20241104T081000Z" and "20241104" as other dates are written.
pub(super) fn date(norm: String) -> Option<String> {
    let (day, time) = norm.split_once('T').unwrap_or((&norm, ""));
    if day.len() != 8 || !day.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(norm);
    }
    let date = format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]);
    let digits = time.bytes().take_while(u8::is_ascii_digit).count();
    Some(match digits {
        // midnight without a zone is how the day alone is written
        6 if time != "000000" => {
            format!("{date}T{}:{}:{}{}", &time[..2], &time[2..4], &time[4..6], zone(&time[6..]))
        }
        _ => date,
    })
}

/// "+0100" as "+01:00".
fn zone(zone: &str) -> String {
    match zone.len() {
        5 if zone.is_ascii() => format!("{}:{}", &zone[..3], &zone[3..]),
        _ => zone.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_read() {
        let text = "<nitf><head><title>t</title><docdata><doc-id id-string='n-1'/><date.issue norm='20241104T081000Z'/></docdata>\
            <pubdata name='The Gazette' date.publication='20241104T000000'/></head><body><body.head><hedline><hl1>Dam gives way</hl1></hedline>\
            <byline>By <person>Jane Roe</person></byline></body.head><body.content><block class='lead_paragraph'><p>One.</p></block>\
            <block class='full_text'><p>One.</p><p>Two.</p></block></body.content></body></nitf>";
        let fields = read(text).unwrap();
        assert_eq!((fields.get(Field::Id), fields.get(Field::Title)), (Some("n-1"), Some("Dam gives way")));
        assert_eq!(fields.get(Field::Text), Some("<p>One.</p><p>Two.</p>"));
        assert_eq!(
            (fields.get(Field::Author), fields.get(Field::Source)),
            (Some("Jane Roe"), Some("The Gazette"))
        );
        assert_eq!(fields.get(Field::Published), Some("2024-11-04T08:10:00Z"));
        assert_eq!(date("20241104T000000".to_owned()).as_deref(), Some("2024-11-04"));
        assert_eq!(date("20241104T081000+0100".to_owned()).as_deref(), Some("2024-11-04T08:10:00+01:00"));
    }
}
