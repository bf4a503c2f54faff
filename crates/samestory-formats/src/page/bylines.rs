//! Who wrote an article: what the page declares, `rel=author`, elements that are called so, a line that begins with "By".

use super::authors;
use super::blocks::Blocks;
use super::hints::{Hint, words};
use super::json_ld::Declared;
use super::page_head::{NAMES, Page};
use super::tree::{NodeId, Tree};

impl Page<'_> {
    /// Persons, wherever they are named; else the organisation that the page declares as author.
    pub(super) fn authors(
        &self,
        declared: &Declared,
        sites: &[&str],
        headline: Option<NodeId>,
        blocks: &Blocks,
    ) -> Vec<String> {
        let persons = self.persons(declared, sites, headline, blocks);
        if !persons.is_empty() {
            return persons;
        }
        let own = authors::organisations(&declared.authors);
        if !own.is_empty() {
            return own;
        }
        let mut named = self.author_metas().map(|texts| authors::organisations(&texts));
        named.find(|names| !names.is_empty()).unwrap_or_default()
    }

    /// What the page's metadata has for its author, by name of the field.
    fn author_metas(&self) -> impl Iterator<Item = Vec<String>> {
        NAMES.authors.iter().map(|name| self.all(&[name]).map(str::to_owned).collect())
    }

    fn persons(
        &self,
        declared: &Declared,
        sites: &[&str],
        headline: Option<NodeId>,
        blocks: &Blocks,
    ) -> Vec<String> {
        let own = authors::clean(&declared.authors, sites);
        if !own.is_empty() {
            return own;
        }
        let mut named = self.author_metas().map(|texts| authors::clean(&texts, sites));
        if let Some(names) = named.find(|names| !names.is_empty()) {
            return names;
        }
        let tree = self.tree;
        let items = self.items("author").chain(self.items("creator"));
        let items: Vec<NodeId> = items.filter(|id| tree.name(*id) != "meta").collect();
        let item: Vec<String> = nearest(tree, &items, headline)
            .map(|id| {
                let end = tree.end(id);
                let inner = (id + 1..end)
                    .find(|inner| tree.attribute(*inner, "itemprop").is_some_and(|prop| prop == "name"));
                inner.map_or_else(
                    || tree.line_in(id),
                    |inner| {
                        tree.attribute(inner, "content").map_or_else(|| tree.line_in(inner), str::to_owned)
                    },
                )
            })
            .filter(|text| text.chars().count() < 120)
            .collect();
        let names = authors::clean(&item, sites);
        if !names.is_empty() {
            return names;
        }
        self.shown_authors(sites, headline, blocks)
    }

    /// Authors that are shown: `rel=author`, an element that is called so, a line that begins with "By".
    fn shown_authors(&self, sites: &[&str], headline: Option<NodeId>, blocks: &Blocks) -> Vec<String> {
        let tree = self.tree;
        let text =
            |id: NodeId| Some(tree.line_in(id)).filter(|line| !line.is_empty() && line.chars().count() < 120);
        let headline = headline.unwrap_or(0);
        let in_comments = |id: NodeId| tree.ancestors(id).any(|id| blocks.hints[id] == Hint::Comments);
        let rel: Vec<String> = (1..tree.len())
            .filter(|id| {
                tree.attribute(*id, "rel")
                    .is_some_and(|rel| rel.split_whitespace().any(|rel| rel == "author"))
            })
            .filter(|id| !in_comments(*id))
            .filter_map(text)
            .take(4)
            .collect();
        let names = authors::clean(&rel, sites);
        if !names.is_empty() {
            return names;
        }
        let marks: [&[&str]; 2] = [
            &[
                " author name ",
                " byline name ",
                " authorname ",
                " author link ",
                " byline author ",
                " byline link ",
                " c byline author ",
                " author vcard ",
                " vcard author ",
            ],
            &[
                " byline ",
                " author ",
                " authors ",
                " autor ",
                " auteur ",
                " autore ",
                " article author ",
                " entry author ",
                " writer ",
                " reporter ",
                " written by ",
                " posted by ",
            ],
        ];
        for marks in marks {
            let mut called: Vec<NodeId> = (1..tree.len())
                .filter(|id| tree.text(*id).is_none() && tree.end(*id) - id < 40)
                .filter(|id| {
                    let words = words(tree, *id);
                    marks.iter().any(|mark| words.contains(mark)) && !in_comments(*id)
                })
                .take(200)
                .collect();
            called.sort_by_key(|id| (*id < headline, id.abs_diff(headline)));
            for id in called {
                // links in it are the names
                let links: Vec<String> =
                    (id..tree.end(id)).filter(|inner| tree.name(*inner) == "a").filter_map(text).collect();
                for texts in [links, text(id).into_iter().collect()] {
                    let names = authors::clean(&texts, sites);
                    let is_label = names.iter().any(|name| is_label(name));
                    if !names.is_empty() && names.len() < 7 && !is_label {
                        return names;
                    }
                }
            }
        }
        let submitted = (1..tree.len()).filter(|id| {
            words(tree, *id).contains(" username ")
                && tree.ancestors(*id).take(3).any(|id| words(tree, id).contains(" submitted "))
        });
        let names = authors::clean(&submitted.filter_map(text).take(1).collect::<Vec<_>>(), sites);
        if !names.is_empty() {
            return names;
        }
        let first = blocks.all.iter().position(|block| block.at >= headline).unwrap_or(0);
        let lines = blocks.all[first..]
            .iter()
            .take(8)
            .filter(|block| block.chars < 100 && !block.text.ends_with('.'));
        let mut named = lines.filter_map(|block| {
            let lower = block.text.to_lowercase();
            if BEGINNINGS.iter().any(|word| lower.starts_with(word)) {
                return Some(block.text.clone());
            }
            // "2024年11月4日 16:10 来源：日报 作者：王小明"
            let at =
                LABELS.iter().filter_map(|label| block.text.find(label).map(|at| at + label.len())).min()?;
            block.text[at..]
                .split([' ', '\u{3000}', '|', '（', '('])
                .find(|name| !name.is_empty())
                .map(str::to_owned)
        });
        named
            .find_map(|text| {
                Some(authors::clean(&[text], sites)).filter(|names| (1..5).contains(&names.len()))
            })
            .unwrap_or_default()
    }
}

/// How the lines begin that name an author.
const BEGINNINGS: &[&str] = &[
    "by ",
    "by: ",
    "von ",
    "von: ",
    "par ",
    "par : ",
    "por ",
    "por: ",
    "di ",
    "door ",
    "door: ",
    "av ",
    "af ",
    "autor: ",
    "autorka: ",
    "auteur: ",
    "auteur : ",
    "autore: ",
    "author: ",
    "yazar: ",
    "penulis: ",
    "автор",
    "текст:",
    "作者",
    "记者",
    "記者",
    "文・",
    "文＝",
    "取材・文",
    "بقلم",
    "מאת",
    "लेखक",
    "작성자",
    "글 ",
    "tác giả",
];

/// What stands before an author within a line.
const LABELS: &[&str] =
    &["作者：", "作者:", "记者：", "記者：", "撰文：", "執筆：", "文：", "Автор: ", "Autor: ", "Author: "];

/// The node nearest to the headline, and those beside it: further away are authors of other articles.
fn nearest(tree: &Tree, ids: &[NodeId], headline: Option<NodeId>) -> impl Iterator<Item = NodeId> {
    let distance = |id: &NodeId| headline.map_or(*id, |headline| id.abs_diff(headline));
    let around = ids.iter().copied().min_by_key(distance).map(|id| tree.parent(tree.parent(id)));
    let (first, end) = around.map_or((0, 0), |id| (id, tree.end(id)));
    ids.iter().copied().filter(move |id| (first..end).contains(id)).collect::<Vec<_>>().into_iter()
}

/// Whether a name is one plain word, as those on buttons are.
fn is_label(name: &str) -> bool {
    name.is_ascii() && !name.contains(' ') && name.chars().skip(1).any(|c| c.is_ascii_lowercase())
}
