//! Where a JSON value ends, and how deep it goes, without parsing it.

/// Goes over a JSON value piece by piece.
#[derive(Debug, Default)]
pub(super) struct Scanner {
    depth: usize,
    deepest: usize,
    in_string: bool,
    is_escaped: bool,
    /// Whether it is a number or a word, which ends where something else begins.
    is_bare: bool,
    has_begun: bool,
}

impl Scanner {
    /// How many of the bytes are of the value, and whether it ends with them.
    pub(super) fn scan(&mut self, bytes: &[u8]) -> (usize, bool) {
        for (at, &byte) in bytes.iter().enumerate() {
            if self.in_string {
                match byte {
                    _ if self.is_escaped => self.is_escaped = false,
                    b'\\' => self.is_escaped = true,
                    b'"' => {
                        self.in_string = false;
                        if self.depth == 0 {
                            return (at + 1, true);
                        }
                    }
                    _ => {}
                }
                continue;
            }
            let ends_bare =
                matches!(byte, b',' | b']' | b'}' | b'[' | b'{' | b'"') || byte.is_ascii_whitespace();
            if self.is_bare && self.depth == 0 && ends_bare {
                return (at, true);
            }
            match byte {
                b'"' => self.in_string = true,
                b'[' | b'{' => {
                    self.depth += 1;
                    self.deepest = self.deepest.max(self.depth);
                }
                b']' | b'}' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return (at + 1, true);
                    }
                }
                _ => self.is_bare |= !self.has_begun,
            }
            self.has_begun = true;
        }
        (bytes.len(), false)
    }

    /// How deep arrays and objects stood in each other.
    pub(super) fn deepest(&self) -> usize {
        self.deepest
    }
}

/// How deep arrays and objects stand in each other; too much, but no more than `enough`, if so few are opened.
pub(super) fn nesting(text: &[u8], enough: usize) -> usize {
    let opened = memchr::memchr2_iter(b'[', b'{', text).take(enough.saturating_add(1)).count();
    if opened <= enough {
        return opened;
    }
    let (mut scanner, mut rest) = (Scanner::default(), text);
    while !rest.is_empty() && scanner.deepest <= enough {
        let (length, _) = scanner.scan(rest);
        rest = &rest[length.max(1)..];
    }
    scanner.deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nesting_is_counted_outside_of_strings() {
        assert_eq!(nesting(br#"{"a":[[1,"[[[["]]}"#, 2), 3);
        assert_eq!(nesting(br#"{"a":"[[[[\"[["}"#, 2), 1);
        assert_eq!(nesting(b"[][][]", 2), 1);
        assert_eq!(nesting(b"}{{", 1), 2);
        assert_eq!(nesting(b"", 0), 0);
    }
}
