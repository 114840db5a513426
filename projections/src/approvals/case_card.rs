//! What was asked in an approval case, who decided what, and how did it end?

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use cqrs_es::Aggregate;
use domain::approvals::case::{ApprovalCase, CaseEvent, Opening, RecordedDecision};
use domain::journal::{Fact, Position, Recorded};
use domain::organizations::{Action, Extent};
use domain::vocabulary::{CaseId, OrderId, OrganizationId, PersonId};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use crate::page::ReadError;
use crate::projection::{Projecting, Projection, ProjectionError, Table};
use crate::scoped_read::{Scope, ScopedRead};
use crate::stored::{column, joined, narrow, organization};

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
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// When its current stage began.
    pub stage_since: DateTime<Utc>,
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

    fn owners(&self) -> BTreeSet<PersonId> {
        let own = |opening: &Opening| {
            let mut owners = opening.authors.clone();
            owners.insert(opening.requester);
            owners
        };
        self.opening().map(own).unwrap_or_default()
    }
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
    let mut cases: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for case in visible(read, &[], &orders).await? {
        cases.entry(case.order).or_default().push(case);
    }
    Ok(cases)
}

async fn visible(read: &mut ScopedRead, ids: &[Uuid], orders: &[Uuid]) -> Result<Vec<CaseRow>, ReadError> {
    let action = match read.scope() {
        Scope::Person(_) => return Ok(Vec::new()),
        Scope::Member { .. } => Action::ReadOrders,
        Scope::Staff { .. } => Action::ReadAllOrders,
    };
    let owner = match read.scope().extent(action) {
        Extent::None => return Ok(Vec::new()),
        Extent::Own => Some(read.scope().person().uuid()),
        Extent::All => None,
    };
    let organization = read.scope().organization().map(|id| id.to_string());
    let rows = sqlx::query_as!(
        Stored,
        r#"SELECT case_id, organization, order_id, round, state AS "state: Json<ApprovalCase>", decided_at,
                  opened_at, stage_since, closed_at, version, position
             FROM approval_cases
            WHERE (case_id = ANY($1) OR order_id = ANY($2))
              AND ($3::text IS NULL OR organization = $3) AND ($4::uuid IS NULL OR $4 = ANY(owners))
            ORDER BY order_id, round"#,
        ids,
        orders,
        organization,
        owner
    )
    .fetch_all(read.connection())
    .await?;
    Ok(rows.into_iter().map(CaseRow::try_from).collect::<sqlx::Result<_>>()?)
}

/// The projection.
pub struct ApprovalCases;

impl Projection for ApprovalCases {
    fn name(&self) -> &'static str {
        "approval_cases"
    }

    fn version(&self) -> i32 {
        2
    }

    fn tables(&self) -> &'static [Table] {
        &[Table { name: "approval_cases", definition: include_str!("approval_cases.sql") }]
    }

    fn project<'a>(&'a self, page: &'a [Recorded], tables: &'a mut PgConnection) -> Projecting<'a> {
        Box::pin(async move {
            let mut events = Vec::new();
            for recorded in page {
                if let Ok(Fact::ApprovalCase(event)) = &recorded.fact {
                    events.push((id(recorded)?, recorded, event));
                }
            }
            let touched: BTreeSet<_> = events.iter().map(|(id, ..)| id.uuid()).collect();
            let mut rows = held(tables, &touched.into_iter().collect::<Vec<_>>()).await?;
            for (id, recorded, event) in events {
                fold(&mut rows, id, recorded, event)?;
            }
            write(tables, &rows.into_values().collect::<Vec<_>>()).await
        })
    }
}

fn id(recorded: &Recorded) -> Result<CaseId, ProjectionError> {
    recorded.aggregate_id.parse().map_err(|_| {
        ProjectionError::Impossible(format!("'{}' is not the id of a case", recorded.aggregate_id))
    })
}

fn fold(
    rows: &mut BTreeMap<CaseId, CaseRow>,
    id: CaseId,
    recorded: &Recorded,
    event: &CaseEvent,
) -> Result<(), ProjectionError> {
    if let CaseEvent::Opened(opening) = event {
        rows.insert(id, opened(id, recorded, opening));
    }
    let row = rows.get_mut(&id).ok_or_else(|| {
        ProjectionError::Impossible(format!(
            "event {} of case {id} has no opening before it",
            recorded.sequence
        ))
    })?;
    let at = recorded.occurred_at;
    match event {
        CaseEvent::Decided { .. } => row.decided_at.push(at),
        CaseEvent::StageStarted { .. } | CaseEvent::StageCompleted { .. } => row.stage_since = at,
        CaseEvent::Granted {}
        | CaseEvent::Returned {}
        | CaseEvent::Rejected {}
        | CaseEvent::Withdrawn { .. }
        | CaseEvent::Voided {} => row.closed_at = Some(at),
        _ => {}
    }
    row.state.apply(event.clone());
    row.version = recorded.sequence;
    row.position = recorded.position;
    Ok(())
}

fn opened(id: CaseId, recorded: &Recorded, opening: &Opening) -> CaseRow {
    CaseRow {
        id,
        organization: opening.organization,
        order: opening.order,
        round: opening.round,
        state: ApprovalCase::default(),
        decided_at: Vec::new(),
        opened_at: recorded.occurred_at,
        stage_since: recorded.occurred_at,
        closed_at: None,
        version: recorded.sequence,
        position: recorded.position,
    }
}

/// A row as the table holds it.
pub(super) struct Stored {
    pub case_id: Uuid,
    pub organization: String,
    pub order_id: Uuid,
    pub round: i32,
    pub state: Json<ApprovalCase>,
    pub decided_at: Vec<DateTime<Utc>>,
    pub opened_at: DateTime<Utc>,
    pub stage_since: DateTime<Utc>,
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
            opened_at: row.opened_at,
            stage_since: row.stage_since,
            closed_at: row.closed_at,
            version: row.version,
            position: Position(row.position),
        })
    }
}

async fn held(connection: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<BTreeMap<CaseId, CaseRow>> {
    let rows = sqlx::query_as!(
        Stored,
        r#"SELECT case_id, organization, order_id, round, state AS "state: Json<ApprovalCase>", decided_at,
                  opened_at, stage_since, closed_at, version, position
             FROM approval_cases WHERE case_id = ANY($1)"#,
        ids
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| CaseRow::try_from(row).map(|row| (row.id, row))).collect()
}

async fn write(connection: &mut PgConnection, rows: &[CaseRow]) -> Result<(), ProjectionError> {
    if rows.is_empty() {
        return Ok(());
    }
    let states = rows.iter().map(|row| serde_json::to_value(&row.state)).collect::<Result<Vec<_>, _>>()?;
    sqlx::query_file!(
        "src/approvals/write_approval_cases.sql",
        &column(rows, |row| row.id.uuid()),
        &column(rows, |row| row.organization.to_string()),
        &column(rows, |row| row.order.uuid()),
        &column(rows, |row| i64::from(row.round)),
        &column(rows, |row| joined(row.owners())),
        &column(rows, |row| joined(row.state.who_may_act())),
        &states,
        &column(rows, |row| joined(row.decided_at.iter().map(DateTime::to_rfc3339))),
        &column(rows, |row| row.opened_at),
        &column(rows, |row| row.stage_since),
        &column(rows, |row| row.closed_at) as &[Option<DateTime<Utc>>],
        &column(rows, |row| row.version),
        &column(rows, |row| row.position.0),
    )
    .execute(connection)
    .await?;
    Ok(())
}
