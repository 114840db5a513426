//! Objects that could not be taken in: kept with the reason, so that somebody can mend them in 1C.

use sqlx::PgConnection;

use super::Run;
use super::batch::column;
use crate::catalogue::{Reason, RecordKind};

/// How many objects of one run are kept at most: a file of nothing but nonsense is told by its
/// counts.
const KEPT: usize = 10_000;
/// How long an object stays that no run has met again.
const DAYS: i32 = 90;

/// What waits to be kept.
#[derive(Default)]
pub struct Quarantine {
    waiting: Vec<(RecordKind, Reason, String)>,
    kept: usize,
}

impl Quarantine {
    /// Puts an object aside, if somebody has to look at it.
    pub fn put(&mut self, kind: RecordKind, reason: Reason, object: &str) {
        if reason.is_defect() && self.kept < KEPT {
            self.kept += 1;
            self.waiting.push((kind, reason, object.to_owned()));
        }
    }

    /// Writes what waits.
    pub async fn write(
        &mut self,
        connection: &mut PgConnection,
        run: Run,
        file: &str,
    ) -> Result<(), sqlx::Error> {
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.sort();
        waiting.dedup();
        if waiting.is_empty() {
            return Ok(());
        }
        sqlx::query!(
            "insert into catalogue.quarantine (kind, reason, object, file, first_run, last_run, since, last_seen)
             select g.kind, g.reason, g.object, $4, $5, $5, $6, $6
             from unnest($1::text[], $2::text[], $3::text[]) as g (kind, reason, object)
             on conflict (kind, object, reason) do update set
               file = excluded.file, last_run = excluded.last_run, last_seen = excluded.last_seen",
            &column(&waiting, |one| one.0.to_string()),
            &column(&waiting, |one| one.1.to_string()),
            &column(&waiting, |one| one.2.clone()),
            file,
            run.id.uuid(),
            run.at,
        )
        .execute(connection)
        .await?;
        Ok(())
    }
}

/// Lets go of what a complete run did not meet again, and of what nobody met for long.
pub async fn clear(connection: &mut PgConnection, run: Run, complete: bool) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from catalogue.quarantine
         where last_run <> $1 and ($2 or last_seen < $3::timestamptz - make_interval(days => $4))",
        run.id.uuid(),
        complete,
        run.at,
        DAYS,
    )
    .execute(connection)
    .await?;
    Ok(())
}
