//! What a port of Mozilla's Readability takes for the text of a page.

use std::fmt::Write;

use dom_smoothie::{Config, Readability, TextMode};

use super::blocks::Blocks;
use super::elements::{is_inline, is_silent};
use super::hints::Hint;
use super::tree::Tree;

/// A page of more nodes is not given to it: its time is not linear.
const MAX_NODES: usize = 60_000;

/// The text of the article, a paragraph a line; none if none is found. It is given the tree as we have it: bounded in depth, and without
/// what stands beside the article.
pub(super) fn readable_text(tree: &Tree, blocks: &Blocks) -> Option<String> {
    if tree.len() > MAX_NODES {
        return None;
    }
    let html = html_of(tree, blocks);
    let config = Config {
        text_mode: TextMode::Formatted,
        disable_json_ld: true,
        max_elements_to_parse: MAX_NODES,
        ..Config::default()
    };
    let article = Readability::new(html.as_str(), None, Some(config)).ok()?.parse().ok()?;
    Some(article.text_content.to_string())
}

fn html_of(tree: &Tree, blocks: &Blocks) -> String {
    let mut html = String::from("<!DOCTYPE html><html><body>");
    let mut ends: Vec<(usize, &str)> = Vec::new();
    let (mut block, mut id) = (0, 1);
    while id < tree.len() {
        while let Some((_, name)) = ends.pop_if(|(end, _)| *end <= id) {
            let _ = write!(html, "</{name}>");
        }
        let name = tree.name(id);
        if let Some(text) = tree.text(id) {
            while block + 1 < blocks.all.len() && blocks.all[block + 1].at <= id {
                block += 1;
            }
            if !blocks.all.get(block).is_some_and(|block| block.is_beside && block.at <= id) {
                push_escaped(&mut html, text);
            }
            id += 1;
            continue;
        }
        let is_empty = blocks.range(tree, id).all(|at| blocks.all[at].is_beside);
        let is_hidden = blocks.hints[id] == Hint::Hidden && is_empty;
        if is_left_out(name) || is_hidden || is_empty && !is_inline(name) {
            id = tree.end(id);
            continue;
        }
        if name == "br" {
            html.push_str("<br>");
            id += 1;
            continue;
        }
        let shown = match name {
            "?" => "div",
            "form" => "section",
            other => other,
        };
        let _ = write!(html, "<{shown}");
        for attribute in ["class", "id", "itemprop", "role"] {
            if let Some(value) = tree.attribute(id, attribute) {
                let _ = write!(html, " {attribute}=\"");
                push_escaped(&mut html, value);
                html.push('"');
            }
        }
        if name == "a" {
            html.push_str(" href=\"#x\"");
        }
        html.push('>');
        ends.push((tree.end(id), shown));
        id += 1;
    }
    while let Some((_, name)) = ends.pop() {
        let _ = write!(html, "</{name}>");
    }
    html
}

/// Elements that say nothing to the port: those without text, and those without an end tag.
fn is_left_out(name: &str) -> bool {
    is_silent(name)
        || matches!(
            name,
            "meta"
                | "link"
                | "base"
                | "img"
                | "input"
                | "hr"
                | "source"
                | "track"
                | "wbr"
                | "area"
                | "col"
                | "embed"
                | "param"
                | "plaintext"
                | "xmp"
                | "listing"
                | "frameset"
        )
}

fn push_escaped(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
}
