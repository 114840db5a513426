//! Text written by people, as the journal holds it: by reference and digest.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::TextId;

/// A reference to a text written by a person.
///
/// The body lives in an erasable table; the journal keeps a salted digest, so that
/// an auditor can check a body that still exists and nobody can guess one that is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextRef {
    /// Where the body is.
    pub id: TextId,
    /// `SHA-256(salt ‖ text)`, in lower-case hexadecimal.
    pub digest: String,
}

impl TextRef {
    /// The reference to a text under a salt. The salt is kept beside the body.
    pub fn to(id: TextId, salt: &[u8], text: &str) -> Self {
        Self { id, digest: Self::digest(salt, text) }
    }

    /// Whether this reference was made for the given text.
    pub fn matches(&self, salt: &[u8], text: &str) -> bool {
        self.digest == Self::digest(salt, text)
    }

    fn digest(salt: &[u8], text: &str) -> String {
        let hash = Sha256::new().chain_update(salt).chain_update(text.as_bytes()).finalize();
        format!("{hash:x}")
    }
}
