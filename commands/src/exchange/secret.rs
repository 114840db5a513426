//! What proves that a request comes from a base of 1C: 256 random bits, shown once.

use std::fmt;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::ports::Entropy;

/// A secret of a base, as text: 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// SHA-256 of a secret: all that the database knows of it.
#[derive(Clone, Copy, Debug)]
pub struct SecretHash([u8; 32]);

impl Secret {
    /// A new one.
    pub(super) fn mint(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 32];
        entropy.fill(&mut bytes);
        let mut text = String::with_capacity(64);
        for byte in bytes {
            let _ = write!(text, "{byte:02x}");
        }
        Self(text)
    }

    /// The text, to be shown once.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Its digest.
    pub fn hash(&self) -> SecretHash {
        SecretHash(Sha256::digest(self.0.as_bytes()).into())
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// Secrets do not get into logs.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl SecretHash {
    /// The digest, for the database.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Whether it is the digest that is kept. It takes the same time wherever they differ.
    pub fn is(&self, kept: &[u8]) -> bool {
        let differing = self.0.iter().zip(kept).fold(0, |so_far, (one, other)| so_far | (one ^ other));
        kept.len() == self.0.len() && std::hint::black_box(differing) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting;

    impl Entropy for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            for (byte, number) in bytes.iter_mut().zip(0..) {
                *byte = number;
            }
        }
    }

    #[test]
    fn a_secret_is_known_by_its_digest_and_never_shown_in_logs() {
        let secret = Secret::mint(&Counting);
        assert_eq!(secret.text().len(), 64);
        assert!(secret.text().starts_with("00010203"));
        assert!(Secret::from(secret.text()).hash().is(secret.hash().bytes()));
        assert!(!Secret::from("0001").hash().is(secret.hash().bytes()));
        assert!(!secret.hash().is(&secret.hash().bytes()[..31]));
        assert_eq!(format!("{secret:?}"), "Secret(…)");
    }
}
