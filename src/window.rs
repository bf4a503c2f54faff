//! Items by number, of which the oldest leave.

use std::collections::VecDeque;
use std::ops::{Index, IndexMut};

use serde::{Deserialize, Serialize};

/// Items numbered in the order they come: a number is never used again. The oldest leave.
///
/// An `Option` is the place of something that may leave before those that came earlier: see [`take`](Window::take).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Window<T> {
    items: VecDeque<T>,
    first: u32,
}

impl<T> Default for Window<T> {
    fn default() -> Self {
        Self::beginning_at(0)
    }
}

impl<T> Window<T> {
    /// An empty one, whose next item has this number.
    pub(crate) fn beginning_at(first: u32) -> Self {
        Self::of(first, VecDeque::new())
    }

    /// Of items that are numbered from `first` on.
    pub(crate) fn of(first: u32, items: VecDeque<T>) -> Self {
        Self { items, first }
    }

    /// The number of the oldest item; if there is none, that of the next.
    pub(crate) fn first(&self) -> u32 {
        self.first
    }

    /// The number of the next item.
    ///
    /// # Panics
    ///
    /// If the numbers are used up.
    pub(crate) fn next(&self) -> u32 {
        let next = u32::try_from(self.first as usize + self.items.len()).ok();
        next.filter(|&next| next < u32::MAX).expect("a window numbers fewer than 2^32 - 1 items")
    }

    /// The items, the oldest first.
    pub(crate) fn items(&self) -> &VecDeque<T> {
        &self.items
    }

    /// The items with their numbers.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, &T)> {
        (self.first..).zip(&self.items)
    }

    /// Bytes of the places, full or free.
    pub(crate) fn memory_usage(&self) -> usize {
        self.items.capacity() * size_of::<T>()
    }

    /// Adds an item.
    pub(crate) fn push(&mut self, item: T) {
        self.items.push_back(item);
    }

    /// The oldest leaves.
    pub(crate) fn pop(&mut self) -> Option<T> {
        let oldest = self.items.pop_front()?;
        self.first += 1;
        Some(oldest)
    }

    /// Those before this number leave.
    pub(crate) fn forget_before(&mut self, number: u32) {
        while self.first < number && self.pop().is_some() {}
    }

    /// The item of a number; none if it has left, or has not come.
    pub(crate) fn get(&self, number: u32) -> Option<&T> {
        self.items.get(number.checked_sub(self.first)? as usize)
    }

    /// As [`get`](Self::get), to change it.
    pub(crate) fn get_mut(&mut self, number: u32) -> Option<&mut T> {
        self.items.get_mut(number.checked_sub(self.first)? as usize)
    }
}

impl<T> Window<Option<T>> {
    /// Empties the place of a number. Then the oldest places leave as far as they are empty.
    pub(crate) fn take(&mut self, number: u32) -> Option<T> {
        let taken = self.get_mut(number)?.take();
        while let Some(None) = self.items.front() {
            self.pop();
        }
        taken
    }

    /// What is there, the oldest first.
    pub(crate) fn live(&self) -> impl Iterator<Item = &T> {
        self.items.iter().flatten()
    }
}

impl<T> Index<u32> for Window<T> {
    type Output = T;

    fn index(&self, number: u32) -> &T {
        &self.items[(number - self.first) as usize]
    }
}

impl<T> IndexMut<u32> for Window<T> {
    fn index_mut(&mut self, number: u32) -> &mut T {
        &mut self.items[(number - self.first) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_when_the_oldest_leave() {
        let mut window = Window::beginning_at(7);
        "abcd".chars().for_each(|item| window.push(item));
        assert_eq!((window.first(), window.next(), window[8]), (7, 11, 'b'));
        assert_eq!(window.pop(), Some('a'));
        window.forget_before(10);
        assert_eq!((window.get(9), window.get(10), window.get(11)), (None, Some(&'d'), None));
        window.forget_before(99);
        assert_eq!((window.first(), window.next(), window.pop()), (11, 11, None));
    }

    #[test]
    fn empty_places_leave_with_the_oldest() {
        let mut window = Window::of(0, [Some('a'), Some('b'), Some('c')].into());
        assert_eq!((window.take(1), window.first()), (Some('b'), 0));
        assert_eq!((window.take(1), window.take(9)), (None, None));
        assert_eq!((window.take(0), window.first()), (Some('a'), 2));
        assert_eq!(window.live().collect::<String>(), "c");
        assert_eq!(window.iter().collect::<Vec<_>>(), [(2, &Some('c'))]);
    }
}
