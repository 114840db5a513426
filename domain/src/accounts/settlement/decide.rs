//! What becomes of a version that 1C sent.
//!
//! Versions may come in any order and again and again. The latest one counts; an earlier one
//! that comes later changes nothing, because its successor is known.

use std::cmp::Ordering;

use super::command::SettlementCommand;
use super::error::SettlementError;
use super::event::SettlementEvent;
use super::state::{SettlementDocument, Standing};
use crate::vocabulary::OrganizationId;

/// Decides; no events mean that nothing changes.
pub fn decide(
    document: &SettlementDocument,
    command: SettlementCommand,
) -> Result<Vec<SettlementEvent>, SettlementError> {
    match command {
        SettlementCommand::Post { document: id, source, version, entry } => {
            let entry = Box::new(entry.checked(id)?);
            let standing = standing_in(document, entry.organization)?;
            let digest = entry.digest();
            let posted = |entry| SettlementEvent::Posted { document: id, source, version, entry };
            Ok(match standing {
                None => vec![posted(entry)],
                Some(standing) => match version.cmp(&standing.version) {
                    Ordering::Less => Vec::new(),
                    Ordering::Equal if standing.counts == Some(digest) => Vec::new(),
                    Ordering::Equal => return Err(SettlementError::VersionContradicts),
                    Ordering::Greater if standing.counts == Some(digest) => {
                        vec![SettlementEvent::Resaved { version }]
                    }
                    Ordering::Greater if standing.counts.is_some() => {
                        vec![SettlementEvent::Replaced { version, entry }]
                    }
                    Ordering::Greater => vec![posted(entry)],
                },
            })
        }
        SettlementCommand::Reverse { organization, version, why } => {
            let reversed = vec![SettlementEvent::Reversed { organization, version, why }];
            Ok(match standing_in(document, organization)? {
                None => reversed,
                Some(standing) => match version.cmp(&standing.version) {
                    Ordering::Less => Vec::new(),
                    Ordering::Equal if standing.counts.is_none() => Vec::new(),
                    Ordering::Equal => return Err(SettlementError::VersionContradicts),
                    Ordering::Greater => reversed,
                },
            })
        }
    }
}

fn standing_in(
    document: &SettlementDocument,
    organization: OrganizationId,
) -> Result<Option<&Standing>, SettlementError> {
    match document.standing() {
        Some(standing) if standing.organization != organization => Err(SettlementError::OtherOrganization),
        standing => Ok(standing),
    }
}
