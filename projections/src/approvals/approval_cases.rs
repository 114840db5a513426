//! The read table of approval cases, folded from their events.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use cqrs_es::Aggregate;
use domain::approvals::case::{ApprovalCase, CaseEvent, Opening};
use domain::approvals::policy::Group;
use domain::journal::{Fact, Recorded};
use domain::vocabulary::{CaseId, PersonId};
use serde::Serialize;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::case_card::{CaseRow, Happening, Stored};
use crate::projection::{Projecting, Projection, ProjectionError, Table};
use crate::stored::{column, joined};

/// The projection.
pub struct ApprovalCases;

impl Projection for ApprovalCases {
    fn name(&self) -> &'static str {
        "approval_cases"
    }

    fn version(&self) -> i32 {
        3
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
        CaseEvent::StageStarted { .. } | CaseEvent::StageCompleted { .. } => row.stage_since = at,
        CaseEvent::Granted {}
        | CaseEvent::Returned {}
        | CaseEvent::Rejected {}
        | CaseEvent::Withdrawn { .. }
        | CaseEvent::Voided {} => row.closed_at = Some(at),
        _ => {}
    }
    match event {
        CaseEvent::Opened(_) => {}
        CaseEvent::Decided { .. } => row.decided_at.push(at),
        event => row.course.push(Happening { at, event: event.clone() }),
    }
    row.state.apply(event.clone());
    row.due_at = row.state.next_due();
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
        course: Vec::new(),
        opened_at: recorded.occurred_at,
        stage_since: recorded.occurred_at,
        due_at: None,
        closed_at: None,
        version: recorded.sequence,
        position: recorded.position,
    }
}

async fn held(connection: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<BTreeMap<CaseId, CaseRow>> {
    let rows = sqlx::query_as!(
        Stored,
        r#"SELECT case_id, organization, order_id, round, state AS "state: Json<ApprovalCase>", decided_at,
                  course AS "course: Json<Vec<Happening>>", opened_at, stage_since, due_at, closed_at, version,
                  position
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
    let json = |value: fn(&CaseRow) -> serde_json::Result<serde_json::Value>| {
        rows.iter().map(value).collect::<Result<Vec<_>, _>>()
    };
    sqlx::query_file!(
        "src/approvals/write_approval_cases.sql",
        &column(rows, |row| row.id.uuid()),
        &column(rows, |row| row.organization.to_string()),
        &column(rows, |row| row.order.uuid()),
        &column(rows, |row| i64::from(row.round)),
        &column(rows, |row| joined(row.owners())),
        &column(rows, |row| row.opening().map(|opening| opening.requester.uuid()).unwrap_or_default()),
        &column(rows, |row| joined(row.opening().map(Opening::forbidden).unwrap_or_default())),
        &column(rows, |row| joined(row.state.who_may_act())),
        &column(rows, |row| joined(decided(row))),
        &json(|row| serde_json::to_value(asked(row)))?,
        &json(|row| serde_json::to_value(&row.state))?,
        &column(rows, |row| joined(row.decided_at.iter().map(DateTime::to_rfc3339))),
        &json(|row| serde_json::to_value(&row.course))?,
        &column(rows, |row| row.opened_at),
        &column(rows, |row| row.stage_since),
        &column(rows, |row| row.due_at) as &[Option<DateTime<Utc>>],
        &column(rows, |row| row.closed_at) as &[Option<DateTime<Utc>>],
        &column(rows, |row| row.version),
        &column(rows, |row| row.position.0),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A group of the current stage, for the inbox of administrators.
#[derive(Serialize)]
struct Asked {
    needed: u16,
    people: Vec<Uuid>,
}

/// The groups that have to agree now; none in a case that is suspended. Those whose own order
/// it is cannot agree.
fn asked(row: &CaseRow) -> Vec<Asked> {
    let groups = if row.state.is_suspended() { &[] } else { row.state.current_groups() };
    let may = |person: &&PersonId| row.opening().is_some_and(|opening| !opening.forbids(**person));
    let asked = |group: &Group| Asked {
        needed: group.needed.get(),
        people: group.people.iter().filter(may).map(|person| person.uuid()).collect(),
    };
    groups.iter().map(asked).collect()
}

/// Those who decided in the current stage.
fn decided(row: &CaseRow) -> BTreeSet<PersonId> {
    let here = row.state.decisions().iter().filter(|it| Some(it.stage) == row.state.current_stage());
    here.map(|decision| decision.by).collect()
}
