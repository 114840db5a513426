//! A version of an approval policy, and the next one that somebody is writing.

use async_graphql::{Result, SimpleObject};
use chrono::{DateTime, Utc};
use domain::approvals::policy::WordedRule;
use domain::refusal::Language;
use projections::ScopedRead;
use projections::approvals::{PolicyDraftRow, PolicyVersionRow};
use projections::history::texts;

use super::rule::ApprovalRule;
use crate::graphql::errors::unread;
use crate::graphql::standpoint::Standpoint;
use crate::graphql::user_error::UserError;
use crate::identity::person::Actor;

/// A version of an approval policy.
#[derive(SimpleObject)]
pub struct ApprovalPolicyVersion {
    /// Its number; 0 is the default policy, which nobody published.
    number: u32,
    /// The rules.
    rules: Vec<ApprovalRule>,
    /// Why it was published; null when nothing was said, and when it was erased.
    note: Option<String>,
    /// Who published it; null for the default policy.
    published_by: Option<Actor>,
    /// When it was published; null for the default policy.
    published_at: Option<DateTime<Utc>>,
}

/// The next version of an approval policy, which somebody is writing.
#[derive(SimpleObject)]
pub struct ApprovalPolicyDraft {
    /// How often it was changed: give it back with a change.
    version: i64,
    /// The version in force that it was begun with.
    based_on: u32,
    /// The rules.
    rules: Vec<ApprovalRule>,
    /// Who changed it last.
    saved_by: Actor,
    /// When.
    saved_at: DateTime<Utc>,
    /// Why it could not be published as it is; null when it could.
    problem: Option<UserError>,
}

impl ApprovalPolicyVersion {
    /// A version with its words.
    pub async fn of(
        read: &mut ScopedRead,
        row: PolicyVersionRow,
        standpoint: Standpoint,
        language: Language,
    ) -> Result<Self> {
        let rules = rules(&row.worded(read).await.map_err(unread)?, standpoint, language);
        let note = match &row.note {
            Some(note) => texts(read, &[note.id]).await.map_err(unread)?.remove(&note.id),
            None => None,
        };
        let (actor, published_at) = row.published.unzip();
        let published_by = actor.map(|actor| Actor { actor, standpoint });
        Ok(Self { number: row.version, rules, note, published_by, published_at })
    }
}

impl ApprovalPolicyDraft {
    /// A draft, and why it could not be published.
    pub fn of(
        row: PolicyDraftRow,
        problem: Option<UserError>,
        standpoint: Standpoint,
        language: Language,
    ) -> Self {
        Self {
            version: row.version,
            based_on: row.based_on,
            rules: rules(&row.rules, standpoint, language),
            saved_by: Actor { actor: row.saved_by, standpoint },
            saved_at: row.saved_at,
            problem,
        }
    }
}

fn rules(worded: &[WordedRule], standpoint: Standpoint, language: Language) -> Vec<ApprovalRule> {
    worded.iter().map(|worded| ApprovalRule::of(worded, standpoint, language)).collect()
}
