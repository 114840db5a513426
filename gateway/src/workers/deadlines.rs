//! Deadlines of approvals → what their rules say: a reminder, more people, a return.
//!
//! What is due stands in a table that is written with the cases, so nothing is lost while no
//! service runs. Several services may look at once: the first moves the deadline, and the
//! others find nothing to do.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use commands::approvals::{PassDeadlines, overdue_cases};
use commands::{CommandError, Commands, Request, Requester};
use domain::vocabulary::{CaseId, OrganizationId};
use tokio::sync::watch;

use crate::http::metrics::{note_deadline, note_overdue};

/// The name under which deadlines are passed.
const NAME: &str = "pass_deadlines";
/// The most cases that are read at once.
const PAGE: i64 = 100;
/// How often to look. One probe of an index, so it is the same whether something is due or not.
const LOOK: Duration = Duration::from_secs(1);
/// How long a case is left alone that failed, so that it does not hold the others up.
const SET_ASIDE: TimeDelta = TimeDelta::minutes(1);

/// Passes deadlines until it is told to stop.
pub async fn run(commands: Commands, mut stopping: watch::Receiver<bool>) {
    let mut deadlines = Deadlines::over(commands);
    while !*stopping.borrow() {
        if let Err(error) = deadlines.pass_all(&stopping).await {
            tracing::error!(%error, "the deadlines of approvals could not be looked up");
        }
        tokio::select! {
            _ = stopping.changed() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

/// What is due, and what could not be passed.
pub struct Deadlines {
    commands: Commands,
    /// The cases that failed, and until when they are left alone.
    set_aside: BTreeMap<CaseId, DateTime<Utc>>,
}

impl Deadlines {
    /// Over everything that can be asked, and its clock.
    pub const fn over(commands: Commands) -> Self {
        Self { commands, set_aside: BTreeMap::new() }
    }

    /// Passes all that is due now, each case once, unless it is told to stop.
    pub async fn pass_all(&mut self, stopping: &watch::Receiver<bool>) -> Result<(), CommandError> {
        let mut taken = BTreeSet::new();
        loop {
            let now = self.commands.ports().clock.now();
            self.set_aside.retain(|_, until| *until > now);
            let most = PAGE + i64::try_from(self.set_aside.len()).unwrap_or(i64::MAX - PAGE);
            let due = overdue_cases(self.commands.pool(), now, most).await?;
            note_overdue(due.len());
            let is_last = i64::try_from(due.len()).is_ok_and(|found| found < most);
            let fresh = |case: &(OrganizationId, CaseId)| {
                !self.set_aside.contains_key(&case.1) && taken.insert(case.1)
            };
            let due: Vec<_> = due.into_iter().filter(fresh).collect();
            for (organization, case) in &due {
                if *stopping.borrow() {
                    return Ok(());
                }
                self.pass(*organization, *case, now).await;
            }
            if is_last || due.is_empty() {
                return Ok(());
            }
        }
    }

    async fn pass(&mut self, organization: OrganizationId, case: CaseId, now: DateTime<Utc>) {
        let requester = Requester::process(NAME, organization.into());
        let request = Request::new(self.commands.ports().ids.next());
        let passed = self.commands.execute(&requester, &request, &PassDeadlines { case }).await;
        match passed {
            Ok(done) => {
                note_deadline(true);
                tracing::debug!(%case, position = done.position.0, "a deadline was passed");
            }
            // Others were busy with the case; the next look finds it again.
            Err(CommandError::Conflict) => {}
            Err(error) => {
                note_deadline(false);
                tracing::error!(%case, %error, "a deadline could not be passed; it is tried again in a minute");
                self.set_aside.insert(case, now + SET_ASIDE);
            }
        }
    }
}
