//! What whoever asks must know.

use std::fmt;

use sha2::{Digest, Sha256};

/// A shorter token can be guessed.
const MIN_LENGTH: usize = 16;

/// What whoever asks must know. Only its hash is kept: comparing hashes takes the same time wherever they differ.
#[derive(Clone)]
pub struct Token([u8; 32]);

/// A text that is no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenError;

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a token has {MIN_LENGTH} characters or more: letters, digits and -._~+/=")
    }
}

impl std::error::Error for TokenError {}

impl Token {
    /// Takes a token.
    ///
    /// # Errors
    ///
    /// If it is too short, or has characters that headers cannot carry.
    pub fn new(token: &str) -> Result<Self, TokenError> {
        let is_fit = |c: char| c.is_ascii_alphanumeric() || "-._~+/=".contains(c);
        if token.len() < MIN_LENGTH || !token.chars().all(is_fit) {
            return Err(TokenError);
        }
        Ok(Self(hash(token)))
    }

    /// Whether this is the token.
    pub(super) fn is(&self, given: &str) -> bool {
        let given = hash(given);
        self.0.iter().zip(given).fold(0, |difference, (own, theirs)| difference | (own ^ theirs)) == 0
    }
}

fn hash(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_itself_and_nothing_else() {
        let token = Token::new("correct-horse-battery").unwrap();
        assert!(token.is("correct-horse-battery"));
        assert!(!token.is("correct-horse-batterz") && !token.is("") && !token.is("correct-horse-battery "));
        assert_eq!(Token::new("short").unwrap_err(), TokenError);
        assert_eq!(Token::new("with spaces in it all").unwrap_err(), TokenError);
        assert_eq!(format!("{token:?}"), "Token");
    }
}
