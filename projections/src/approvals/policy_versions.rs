//! Which rules were in force in an organization, and what is somebody writing?
//!
//! Read from the journal itself: a policy has few versions, and each holds all of its rules.

use chrono::{DateTime, Utc};
use domain::approvals::policy::{ApprovalPolicy, PolicyEvent, Rule, WordedRule, default_policy};
use domain::journal::{Actor, StreamKey, event};
use domain::organizations::{Action, Extent};
use domain::vocabulary::TextRef;

use crate::history::texts;
use crate::page::ReadError;
use crate::scoped_read::ScopedRead;
use crate::stored::{narrow, parse};

/// One version of an approval policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyVersionRow {
    /// The version; 0 is the default policy, which nobody published.
    pub version: u32,
    /// The rules.
    pub rules: Vec<Rule>,
    /// Why it was published.
    pub note: Option<TextRef>,
    /// Who published it, and when.
    pub published: Option<(Actor, DateTime<Utc>)>,
}

/// The policy that somebody is writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyDraftRow {
    /// How often it was changed.
    pub version: i64,
    /// The version in force that it was begun with.
    pub based_on: u32,
    /// The rules with their words.
    pub rules: Vec<WordedRule>,
    /// Who changed it last.
    pub saved_by: Actor,
    /// When.
    pub saved_at: DateTime<Utc>,
}

/// The newest versions of the policy, those before a version; the default one is the oldest.
/// Nothing if they may not be seen.
pub async fn policy_versions(
    read: &mut ScopedRead,
    before: Option<u32>,
    most: u32,
) -> Result<Vec<PolicyVersionRow>, ReadError> {
    let Some(stream) = stream(read, Action::ReadApprovalPolicy) else { return Ok(Vec::new()) };
    let rows = sqlx::query_as!(
        Stored,
        r#"SELECT event_type, event_version, payload::text AS "payload!", actor, occurred_at
             FROM journal.events
            WHERE aggregate_type = $1 AND aggregate_id = $2 AND ($3::bigint IS NULL OR sequence < $3)
            ORDER BY sequence DESC LIMIT $4"#,
        stream.aggregate_type,
        stream.aggregate_id,
        before.map(i64::from),
        i64::from(most)
    );
    let rows = rows.fetch_all(read.connection()).await?;
    let mut versions = rows.into_iter().map(|row| row.version(&stream)).collect::<sqlx::Result<Vec<_>>>()?;
    if versions.len() < usize::try_from(most).unwrap_or(usize::MAX) && before != Some(0) {
        versions.push(PolicyVersionRow::default_one());
    }
    Ok(versions)
}

/// One version of the policy; nothing if there is none, or it may not be seen. Each version is
/// one event.
pub async fn policy_version(
    read: &mut ScopedRead,
    version: u32,
) -> Result<Option<PolicyVersionRow>, ReadError> {
    let before = version.saturating_add(1);
    let found = policy_versions(read, Some(before), 1).await?;
    Ok(found.into_iter().find(|row| row.version == version))
}

/// The policy in force; nothing if it may not be seen.
pub async fn policy_in_force(read: &mut ScopedRead) -> Result<Option<PolicyVersionRow>, ReadError> {
    Ok(policy_versions(read, None, 1).await?.into_iter().next())
}

/// The policy that somebody is writing; nothing if nobody does, or it may not be seen.
pub async fn policy_draft(read: &mut ScopedRead) -> Result<Option<PolicyDraftRow>, ReadError> {
    let Some(stream) = stream(read, Action::ManageApprovalPolicy) else { return Ok(None) };
    let row = sqlx::query!(
        r#"SELECT version, based_on, rules AS "rules!", saved_by, saved_at
             FROM approvals.policy_drafts WHERE organization = $1 AND rules IS NOT NULL"#,
        stream.aggregate_id
    );
    let Some(row) = row.fetch_optional(read.connection()).await? else { return Ok(None) };
    Ok(Some(PolicyDraftRow {
        version: row.version,
        based_on: narrow(row.based_on)?,
        rules: serde_json::from_value(row.rules).map_err(|error| sqlx::Error::Decode(Box::new(error)))?,
        saved_by: parse(&row.saved_by)?,
        saved_at: row.saved_at,
    }))
}

fn stream(read: &ScopedRead, action: Action) -> Option<StreamKey> {
    let organization = read.scope().organization()?;
    (read.scope().extent(action) != Extent::None).then(|| StreamKey::of::<ApprovalPolicy>(organization))
}

impl PolicyVersionRow {
    /// The rules with their words.
    pub async fn worded(&self, read: &mut ScopedRead) -> Result<Vec<WordedRule>, ReadError> {
        let ids: Vec<_> = self.rules.iter().flat_map(Rule::texts).map(|text| text.id).collect();
        let bodies = texts(read, &ids).await?;
        Ok(self.rules.iter().map(|rule| WordedRule::of(rule, |text| bodies.get(&text).cloned())).collect())
    }

    fn default_one() -> Self {
        let policy = default_policy();
        Self { version: policy.version, rules: policy.rules, note: None, published: None }
    }
}

struct Stored {
    event_type: String,
    event_version: String,
    payload: String,
    actor: String,
    occurred_at: DateTime<Utc>,
}

impl Stored {
    fn version(self, stream: &StreamKey) -> sqlx::Result<PolicyVersionRow> {
        let PolicyEvent::Published { version, rules, note, .. } =
            event::decode(stream.aggregate_type, &self.event_type, &self.event_version, &self.payload)
                .map_err(|error| sqlx::Error::Decode(Box::new(error)))?;
        let actor = parse(&self.actor)?;
        Ok(PolicyVersionRow { version, rules, note, published: Some((actor, self.occurred_at)) })
    }
}
