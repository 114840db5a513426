//! What was asked in an approval case, who decided what, and how did it end?

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::approvals::case::{ApprovalCase, CaseEvent, Opening, RecordedDecision};
use domain::journal::Position;
use domain::vocabulary::{CaseId, OrderId, OrganizationId, PersonId};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use uuid::Uuid;

use crate::ordering::order_reach::Reach;
use crate::page::ReadError;
use crate::scoped_read::ScopedRead;
use crate::stored::{grouped, narrow, organization};

/// An approval case: one round of one order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow {
    /// The case.
    pub id: CaseId,
    /// The organization.
    pub organization: OrganizationId,
    /// The order.
    pub order: OrderId,
    /// The round of the order's approval, from 1.
    pub round: u32,
    /// The case as its history left it: what was asked, what was decided, how it ended, and
    /// who may act as far as the case knows.
    pub state: ApprovalCase,
    /// When each decision of the state was made.
    pub decided_at: Vec<DateTime<Utc>>,
    /// What happened between the decisions, in its order: all events but the opening and
    /// the decisions.
    pub course: Vec<Happening>,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// When its current stage began.
    pub stage_since: DateTime<Utc>,
    /// When the first group of its current stage has to have decided.
    pub due_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub closed_at: Option<DateTime<Utc>>,
    /// The sequence of the last event.
    pub version: i64,
    /// The position of the last event.
    pub position: Position,
}

impl CaseRow {
    /// What was asked: the stages with their people, the revision, the policy's version.
    pub fn opening(&self) -> Option<&Opening> {
        self.state.opening()
    }

    /// The decisions in their order, and when each was made.
    pub fn decisions(&self) -> impl Iterator<Item = (&RecordedDecision, DateTime<Utc>)> {
        self.state.decisions().iter().zip(self.decided_at.iter().copied())
    }

    pub(super) fn owners(&self) -> BTreeSet<PersonId> {
        let own = |opening: &Opening| {
            let mut owners = opening.authors.clone();
            owners.insert(opening.requester);
            owners
        };
        self.opening().map(own).unwrap_or_default()
    }
}

/// Something that happened in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub event: CaseEvent,
}

/// A case, if whoever reads may see its order.
pub async fn approval_case(read: &mut ScopedRead, id: CaseId) -> Result<Option<CaseRow>, ReadError> {
    Ok(approval_cases_by_ids(read, &[id]).await?.pop())
}

/// Those of a set of cases whose orders whoever reads may see, in any order.
pub async fn approval_cases_by_ids(read: &mut ScopedRead, ids: &[CaseId]) -> Result<Vec<CaseRow>, ReadError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    visible(read, &ids, &[]).await
}

/// The cases of orders that whoever reads may see, in the order of their rounds.
pub async fn approval_cases_of_orders(
    read: &mut ScopedRead,
    orders: &[OrderId],
) -> Result<BTreeMap<OrderId, Vec<CaseRow>>, ReadError> {
    let orders: Vec<Uuid> = orders.iter().map(|id| id.uuid()).collect();
    Ok(grouped(visible(read, &[], &orders).await?, |case| case.order))
}

async fn visible(read: &mut ScopedRead, ids: &[Uuid], orders: &[Uuid]) -> Result<Vec<CaseRow>, ReadError> {
    let Some(reach) = Reach::of(read.scope()) else { return Ok(Vec::new()) };
    let rows = sqlx::query_as!(
        Stored,
        r#"SELECT case_id, organization, order_id, round, state AS "state: Json<ApprovalCase>", decided_at,
                  course AS "course: Json<Vec<Happening>>", opened_at, stage_since, due_at, closed_at, version,
                  position
             FROM approval_cases
            WHERE (case_id = ANY($1) OR order_id = ANY($2))
              AND ($3::text IS NULL OR organization = $3) AND ($4::uuid IS NULL OR $4 = ANY(owners))
            ORDER BY order_id, round"#,
        ids,
        orders,
        reach.organization,
        reach.author
    )
    .fetch_all(read.connection())
    .await?;
    Ok(rows.into_iter().map(CaseRow::try_from).collect::<sqlx::Result<_>>()?)
}

/// A row as the table holds it.
pub(super) struct Stored {
    pub case_id: Uuid,
    pub organization: String,
    pub order_id: Uuid,
    pub round: i32,
    pub state: Json<ApprovalCase>,
    pub decided_at: Vec<DateTime<Utc>>,
    pub course: Json<Vec<Happening>>,
    pub opened_at: DateTime<Utc>,
    pub stage_since: DateTime<Utc>,
    pub due_at: Option<DateTime<Utc>>,
    pub closed_at: Option<DateTime<Utc>>,
    pub version: i64,
    pub position: i64,
}

impl TryFrom<Stored> for CaseRow {
    type Error = sqlx::Error;

    fn try_from(row: Stored) -> sqlx::Result<Self> {
        Ok(Self {
            id: CaseId(row.case_id),
            organization: organization(&row.organization)?,
            order: OrderId(row.order_id),
            round: narrow(row.round)?,
            state: row.state.0,
            decided_at: row.decided_at,
            course: row.course.0,
            opened_at: row.opened_at,
            stage_since: row.stage_since,
            due_at: row.due_at,
            closed_at: row.closed_at,
            version: row.version,
            position: Position(row.position),
        })
    }
}
