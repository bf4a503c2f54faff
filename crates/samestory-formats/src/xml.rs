//! Small XML trees, of what may be faulty XML.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use samestory::unstable::markup::{characters, decoded_once};

/// Elements stand no deeper in each other; what is deeper is put into the deepest.
const DEEPEST: usize = 100;

/// An element with what is in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Element {
    /// Its name with its prefix, as it is written.
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
    pub(crate) nodes: Vec<Node>,
}

/// What is in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

/// Reads XML as far as it goes: an unknown entity stays as it is written, an end that nothing began is passed over, and what is not
/// closed ends with the text. The root has no name.
pub(crate) fn parse(text: &str) -> Element {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut open: Vec<Element> = vec![Element::default()];
    // every event goes on, or is the last
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) if open.len() < DEEPEST => open.push(Element::of(&tag)),
            Ok(Event::Start(_)) => {}
            Ok(Event::Empty(tag)) => add(&mut open, Node::Element(Element::of(&tag))),
            Ok(Event::End(tag)) => close(&mut open, tag.name().as_ref()),
            Ok(Event::Text(text)) => add_text(&mut open, &text),
            Ok(Event::CData(text)) => add_text(&mut open, &text),
            Ok(Event::GeneralRef(name)) => {
                let reference = format!("&{};", &*name);
                let character = characters(&reference).unwrap_or(reference);
                add_text(&mut open, &character);
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    while open.len() > 1 {
        pop(&mut open);
    }
    open.pop().unwrap_or_default()
}

fn pop(open: &mut Vec<Element>) {
    if let Some(element) = open.pop() {
        add(open, Node::Element(element));
    }
}

/// Ends the innermost element of a name, and all in it.
fn close(open: &mut Vec<Element>, name: &str) {
    let Some(at) = open.iter().rposition(|element| element.name == name) else { return };
    while open.len() > at.max(1) {
        pop(open);
    }
}

fn add(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.nodes.push(node);
    }
}

fn add_text(open: &mut [Element], text: &str) {
    let Some(parent) = open.last_mut() else { return };
    match parent.nodes.last_mut() {
        Some(Node::Text(before)) => before.push_str(text),
        _ => parent.nodes.push(Node::Text(text.to_owned())),
    }
}

impl Element {
    fn of(tag: &BytesStart<'_>) -> Self {
        let mut attributes = tag.attributes();
        let attributes = attributes.with_checks(false).flatten().map(|attribute| {
            let value = decoded_once(&attribute.value);
            let value = value.unwrap_or_else(|| attribute.value.into_owned());
            (attribute.key.as_ref().to_owned(), value)
        });
        Self { attributes: attributes.collect(), name: tag.name().as_ref().to_owned(), nodes: Vec::new() }
    }

    /// Its name without a prefix.
    pub(crate) fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or_default()
    }

    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The elements in it.
    pub(crate) fn children(&self) -> impl Iterator<Item = &Self> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element in it of a name without prefix.
    pub(crate) fn child(&self, local: &str) -> Option<&Self> {
        self.children().find(|child| child.local() == local)
    }

    /// The first element at the end of a path.
    pub(crate) fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |element, local| element.child(local))
    }

    /// The first element of a name, however deep.
    pub(crate) fn find(&self, local: &str) -> Option<&Self> {
        self.children().find_map(|child| if child.local() == local { Some(child) } else { child.find(local) })
    }

    /// All text in it, as it is.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text
    }

    fn add_text(&self, text: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Element(element) => element.add_text(text),
                Node::Text(piece) => text.push_str(piece),
            }
        }
    }

    /// What is in it as markup: text that stands beside elements is escaped, text alone is left as it is, and may be markup itself.
    pub(crate) fn markup(&self) -> String {
        if self.children().next().is_none() {
            return self.text();
        }
        let mut markup = String::new();
        self.add_markup(&mut markup);
        markup
    }

    fn add_markup(&self, markup: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Text(text) => markup.push_str(&escaped(text)),
                Node::Element(element) => {
                    let name = element.local();
                    markup.push_str(&format!("<{name}>"));
                    element.add_markup(markup);
                    markup.push_str(&format!("</{name}>"));
                }
            }
        }
    }
}

fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', '&']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace('&', "&amp;").replace('<', "&lt;"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faulty_xml_is_read_as_far_as_it_goes() {
        let root = parse("<a x='1 &amp; 2'>R&D &nbsp;&zzz; &#39;q&#39; <b>c</i></b><![CDATA[<p>]]><d>e");
        let a = root.child("a").unwrap();
        assert_eq!(a.attribute("x"), Some("1 & 2"));
        assert_eq!(a.text(), "R&D \u{a0}&zzz; 'q' c<p>e");
        assert_eq!(a.child("d").unwrap().text(), "e");
        assert_eq!(parse("<p>1 &lt; 2 <b>c</b></p>").child("p").unwrap().markup(), "1 &lt; 2 <b>c</b>");
        let deep = "<a>".repeat(100_000) + "x";
        assert_eq!(parse(&deep).text(), "x");
    }
}
