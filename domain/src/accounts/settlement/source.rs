//! Where a document came from.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::error::SettlementError;
use crate::exchange::BaseName;
use crate::vocabulary::{OrganizationId, SettlementDocumentId};

/// The namespace of the ids below (RFC 9562, version 5). It never changes.
const NAMESPACE: Uuid = Uuid::from_u128(0x5f0e_7c1b_93d4_4a52_8e6b_21c7_d0a9_4f35);
/// The longest id of a document in 1C.
pub const MOST_ID_CHARACTERS: usize = 100;

/// A document as 1C knows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Source {
    /// The base that it is of.
    pub base: BaseName,
    /// Its id there. Where one document of 1C settles under several contracts, each part has an
    /// id of its own (`<guid>/2`).
    pub id: String,
}

impl Source {
    /// A document of a base, under an id that can be kept.
    pub fn new(base: BaseName, id: &str) -> Result<Self, SettlementError> {
        let fits = (1..=MOST_ID_CHARACTERS).contains(&id.chars().count());
        if !fits || id.chars().any(char::is_control) {
            return Err(SettlementError::IdUnusable);
        }
        Ok(Self { base, id: id.to_owned() })
    }
}

/// The stream of a document in the ledger of an organization.
///
/// A stream never changes its organization. A document that 1C moves to another customer ends
/// in one stream and goes on in another.
pub fn settlement_document_id(source: &Source, organization: OrganizationId) -> SettlementDocumentId {
    let name = format!("{}:{organization}:{}", source.base, source.id);
    SettlementDocumentId(Uuid::new_v5(&NAMESPACE, name.as_bytes()))
}
