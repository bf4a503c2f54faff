//! Times in pages.

use maud::{Markup, html};
use samestory::Published;

/// A time that programs can read, too.
pub(super) fn time(time: Published) -> Markup {
    html! { time datetime=(time) { (time) } }
}
