//! Where the list begins that an object holds.

/// Looks for the array of a name in an object, without parsing it.
pub(super) struct ArraySeek<'w> {
    wanted: &'w [u8],
    depth: usize,
    in_string: bool,
    is_escaped: bool,
    /// The text that was read last, as far as it matters.
    last: Vec<u8>,
    is_wanted: bool,
    /// Whether every array that the object itself holds is wanted.
    any: bool,
}

impl<'w> ArraySeek<'w> {
    /// Looks from the beginning of an object.
    pub(super) fn new(wanted: &'w [u8]) -> Self {
        Self {
            wanted,
            depth: 0,
            in_string: false,
            is_escaped: false,
            last: Vec::new(),
            is_wanted: false,
            any: false,
        }
    }

    /// Looks for any array that the object itself holds, of which so many brackets are open.
    pub(super) fn any(depth: usize) -> Self {
        Self { any: true, ..Self::within(depth) }
    }

    /// Looks for nothing but the end of the object, so many brackets of which are open.
    pub(super) fn within(depth: usize) -> Self {
        Self { depth, ..Self::new(b"\0") }
    }

    /// How many brackets are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// How many bytes were looked at, and whether the array begins behind them: unknown if neither it nor the end of the object was
    /// found.
    pub(super) fn scan(&mut self, bytes: &[u8]) -> (usize, Option<bool>) {
        for (at, &byte) in bytes.iter().enumerate() {
            if self.in_string {
                match byte {
                    _ if self.is_escaped => self.is_escaped = false,
                    b'\\' => self.is_escaped = true,
                    b'"' => self.in_string = false,
                    _ if self.last.len() <= self.wanted.len() => self.last.push(byte),
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => {
                    self.in_string = true;
                    self.last.clear();
                }
                b':' => {
                    self.is_wanted = if self.any { self.depth == 1 } else { self.last == self.wanted };
                }
                b'[' if self.is_wanted => return (at + 1, Some(true)),
                b'[' | b'{' => self.depth += 1,
                b']' | b'}' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return (at + 1, Some(false));
                    }
                }
                _ => {}
            }
            self.is_wanted &= byte == b':' || byte.is_ascii_whitespace();
        }
        (bytes.len(), None)
    }
}
