//! Whoever is asked may still decide when the events are written: a block or a lost role comes
//! before them, and they are decided anew, or after them, and its reaction finds the case.

use domain::approvals::ApprovalCase;
use sqlx::PgConnection;
use uuid::Uuid;

use super::open_cases::people;
use super::people::roles_that_decide;
use crate::journal::effect::Writing;
use crate::journal::{Append, Effect, EffectError};

/// The people who are newly asked. Their access rows are shared until the events are written.
pub(super) struct StillAble(Vec<Uuid>);

impl StillAble {
    /// Those who are asked in a case now and were not before; nothing when nobody is.
    pub(super) fn newly_asked(before: &ApprovalCase, now: &ApprovalCase) -> Option<Self> {
        let asked = |case: &ApprovalCase| case.opening().map(people).unwrap_or_default();
        let new: Vec<_> = asked(now).difference(&asked(before)).map(|person| person.uuid()).collect();
        (!new.is_empty()).then_some(Self(new))
    }
}

impl Effect for StillAble {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, append: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            let able = sqlx::query_scalar!(
                r#"SELECT count(*) AS "able!"
                     FROM (SELECT FROM organizations.access
                            WHERE organization = $1 AND person = ANY($2) AND roles && $3
                              AND NOT member_blocked AND NOT organization_blocked
                            ORDER BY person FOR SHARE) still"#,
                append.tenant.to_string(),
                &self.0,
                &roles_that_decide()
            )
            .fetch_one(transaction)
            .await?;
            let is_all = usize::try_from(able).is_ok_and(|able| able == self.0.len());
            if is_all { Ok(()) } else { Err(EffectError::Conflict) }
        })
    }
}
