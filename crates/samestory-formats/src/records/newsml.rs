//! News items of NewsML-G2.

use super::{newsml1, nitf};
use crate::fields::{Field, Fields};
use crate::xml::{Element, parse};

/// Reads a news item.
pub(crate) fn read_item(text: &str) -> Option<Fields> {
    let root = parse(text);
    let item = root.children().next()?;
    if item.local() == "NewsItem" {
        return Some(newsml1::read_item(item));
    }
    let mut fields = Fields::default();
    // the text may be a whole NITF document, which says more about itself
    if let Some(document) = item.find("nitf") {
        fields = nitf::read_document(document);
    }
    let meta = |path: &[&str]| item.at(path).map(Element::text).filter(|text| !text.trim().is_empty());
    let mut put = |field: Field, found: Option<String>| {
        if let Some(found) = found {
            fields.set(field, found.trim());
        }
    };
    put(Field::Id, item.attribute("guid").map(str::to_owned));
    put(
        Field::Lang,
        item.at(&["contentMeta", "language"]).and_then(|found| found.attribute("tag")).map(str::to_owned),
    );
    put(Field::Lang, item.attribute("xml:lang").map(str::to_owned));
    put(Field::Title, headline(item));
    put(Field::Title, meta(&["itemMeta", "title"]));
    put(Field::Author, meta(&["contentMeta", "by"]));
    put(Field::Author, item.at(&["contentMeta", "creator"]).and_then(named));
    put(Field::Published, meta(&["itemMeta", "firstCreated"]));
    put(Field::Published, meta(&["contentMeta", "contentCreated"]));
    put(Field::Published, meta(&["itemMeta", "versionCreated"]));
    put(Field::Modified, meta(&["contentMeta", "contentModified"]));
    put(Field::Modified, meta(&["itemMeta", "versionCreated"]));
    put(Field::Source, item.at(&["contentMeta", "infoSource"]).and_then(named));
    put(Field::Source, item.at(&["itemMeta", "provider"]).and_then(named));
    put(Field::Source, item.at(&["rightsInfo", "copyrightHolder"]).and_then(named));
    put(Field::Url, address(item));
    put(Field::Text, content(item));
    Some(fields)
}

/// The main headline.
fn headline(item: &Element) -> Option<String> {
    let meta = item.child("contentMeta")?;
    let headlines = || meta.children().filter(|child| child.local() == "headline");
    let is_main = |headline: &&Element| headline.attribute("role").is_none_or(|role| role.ends_with(":main"));
    headlines().find(is_main).or_else(|| headlines().next()).map(Element::markup)
}

/// The name of somebody: as text, or as a literal.
fn named(element: &Element) -> Option<String> {
    let name = element.child("name").map(Element::text);
    name.or_else(|| element.attribute("literal").map(str::to_owned))
        .or_else(|| element.attribute("qcode").and_then(|code| code.rsplit(':').next()).map(str::to_owned))
        .filter(|name| !name.trim().is_empty())
}

/// The page on the web.
fn address(item: &Element) -> Option<String> {
    let link = item.find("altLoc").map(Element::text).or_else(|| {
        let links = item.child("itemMeta")?.children().filter(|child| child.local() == "link");
        links
            .filter_map(|link| link.attribute("href"))
            .find(|address| address.starts_with("http"))
            .map(str::to_owned)
    });
    link.filter(|address| address.trim().starts_with("http"))
}

/// The text: XML within, else data.
fn content(item: &Element) -> Option<String> {
    let set = item.child("contentSet")?;
    let inline = set.child("inlineXML").map(|xml| {
        let body = xml.find("body.content").or_else(|| xml.find("body")).unwrap_or(xml);
        body.markup()
    });
    inline.or_else(|| set.child("inlineData").map(Element::text)).filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_news_item_is_read() {
        let text = "<newsItem guid='urn:newsml:x.example:1' version='2' xml:lang='en'>\
            <itemMeta><provider literal='The Gazette'/><versionCreated>2024-11-04T09:00:00Z</versionCreated>\
            <firstCreated>2024-11-04T08:10:00Z</firstCreated></itemMeta>\
            <contentMeta><by>Jane Roe</by><headline role='hld:sub'>Sub</headline><headline>Dam &amp; lake</headline></contentMeta>\
            <contentSet><inlineXML><html><body><p>One.</p><p>Two.</p></body></html></inlineXML></contentSet></newsItem>";
        let fields = read_item(text).unwrap();
        assert_eq!(
            (fields.get(Field::Title), fields.get(Field::Source)),
            (Some("Dam & lake"), Some("The Gazette"))
        );
        assert_eq!(fields.get(Field::Text), Some("<p>One.</p><p>Two.</p>"));
        assert_eq!((fields.get(Field::Author), fields.get(Field::Lang)), (Some("Jane Roe"), Some("en")));
        assert_eq!(fields.get(Field::Published), Some("2024-11-04T08:10:00Z"));
    }

    #[test]
    fn a_news_item_of_the_first_standard_is_read() {
        let item = |content: &str| {
            format!(
                "<NewsItem xml:lang='fr'><Identification><NewsIdentifier><ProviderId>gazette.example</ProviderId><DateId>20241104</DateId>\
                <NewsItemId>dam-1</NewsItemId><RevisionId PreviousRevision='0' Update='N'>1</RevisionId>\
                <PublicIdentifier>urn:newsml:gazette.example:20241104:dam-1:1</PublicIdentifier></NewsIdentifier></Identification>\
                <NewsManagement><NewsItemType FormalName='News'/><FirstCreated>20241104T091000+0100</FirstCreated>\
                <ThisRevisionCreated>20241104T093000+0100</ThisRevisionCreated></NewsManagement><NewsComponent><NewsComponent xml:lang='en'>\
                <NewsLines><HeadLine>Dam &amp; lake</HeadLine><ByLine>Jane Roe</ByLine></NewsLines><AdministrativeMetadata><Provider>\
                <Party FormalName='The Gazette'/></Provider></AdministrativeMetadata><ContentItem><DataContent>Caption</DataContent></ContentItem>\
                <ContentItem><MediaType FormalName='Text'/><DataContent>{content}</DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem>"
            )
        };
        for content in [
            "<nitf><body><body.head><hedline><hl1>x</hl1></hedline></body.head><body.content><p>One one one.</p><p>Two.</p></body.content></body></nitf>",
            "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head><body><p>One one one.</p><p>Two.</p></body></html>",
            "<p>One one one.</p><p>Two.</p>",
            "<![CDATA[<p>One one one.</p><p>Two.</p>]]>",
        ] {
            let fields = read_item(&item(content)).unwrap();
            assert_eq!(fields.get(Field::Text), Some("<p>One one one.</p><p>Two.</p>"), "{content}");
            assert_eq!(fields.get(Field::Title), Some("Dam & lake"));
            assert_eq!(
                (fields.get(Field::Author), fields.get(Field::Source)),
                (Some("Jane Roe"), Some("The Gazette"))
            );
            assert_eq!(fields.get(Field::Published), Some("2024-11-04T09:10:00+01:00"));
            assert_eq!(fields.get(Field::Modified), Some("2024-11-04T09:30:00+01:00"));
            assert_eq!(fields.get(Field::Id), Some("urn:newsml:gazette.example:20241104:dam-1:1"));
            assert_eq!(fields.get(Field::Lang), Some("en"));
        }
    }
}
