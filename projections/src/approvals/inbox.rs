//! Which orders wait for my word?
//!
//! Read from the table of cases: a case that waits is a case, and two tables could differ.

use chrono::{DateTime, Utc};
use domain::approvals::case::ApprovalCase;
use domain::organizations::{Action, Extent};
use sqlx::types::Json;
use uuid::Uuid;

use super::case_card::{CaseRow, Stored};
use crate::page::{Cursor, PageRequest, ReadError, Slice};
use crate::scoped_read::{Scope, ScopedRead};

impl CaseRow {
    /// Where the case is in the inbox.
    pub fn inbox_cursor(&self) -> Cursor {
        Cursor::of(&(self.opened_at, self.id.uuid()))
    }
}

/// A page of the cases that wait for whoever reads, the oldest first.
pub async fn inbox(read: &mut ScopedRead, page: &PageRequest) -> Result<Slice<CaseRow>, ReadError> {
    let Some((organization, person)) = approver(read.scope()) else { return Ok(Slice::empty()) };
    let (after, after_id) = place(page.after.as_ref())?;
    let (before, before_id) = place(page.before.as_ref())?;
    let rows = sqlx::query_as!(
        Stored,
        r#"SELECT case_id, organization, order_id, round, state AS "state: Json<ApprovalCase>", decided_at,
                  opened_at, stage_since, closed_at, version, position
             FROM approval_cases
            WHERE organization = $1 AND closed_at IS NULL AND $2 = ANY(waits_for)
              AND ($3::timestamptz IS NULL OR (opened_at, case_id) > ($3, $4::uuid))
              AND ($5::timestamptz IS NULL OR (opened_at, case_id) < ($5, $6::uuid))
            ORDER BY CASE WHEN $7 THEN opened_at END DESC, CASE WHEN $7 THEN case_id END DESC, opened_at, case_id
            LIMIT $8"#,
        organization,
        person,
        after,
        after_id,
        before,
        before_id,
        page.from_end,
        page.limit()
    )
    .fetch_all(read.connection())
    .await?;
    Ok(Slice::cut(rows, page).try_map(CaseRow::try_from)?)
}

/// How many cases wait for whoever reads.
pub async fn inbox_count(read: &mut ScopedRead) -> Result<i64, ReadError> {
    let Some((organization, person)) = approver(read.scope()) else { return Ok(0) };
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM approval_cases
            WHERE organization = $1 AND closed_at IS NULL AND $2 = ANY(waits_for)"#,
        organization,
        person
    )
    .fetch_one(read.connection())
    .await?;
    Ok(count)
}

fn approver(scope: &Scope) -> Option<(String, Uuid)> {
    let organization = scope.organization()?;
    (scope.extent(Action::ReadApprovalInbox) != Extent::None)
        .then(|| (organization.to_string(), scope.person().uuid()))
}

type Place = (Option<DateTime<Utc>>, Option<Uuid>);

fn place(cursor: Option<&Cursor>) -> Result<Place, ReadError> {
    let key = cursor.map(Cursor::key::<(DateTime<Utc>, Uuid)>).transpose()?;
    Ok(key.map_or((None, None), |(at, id)| (Some(at), Some(id))))
}
