//! Who may decide in a case now, and why may I not?
//!
//! The case says whom it asks; the access rows say who of them still may.

use std::collections::{BTreeMap, BTreeSet};

use domain::approvals::CaseError;
use domain::organizations::{Access, Action, Extent, UnknownRole};
use domain::vocabulary::{CaseId, PersonId};
use uuid::Uuid;

use super::case_card::CaseRow;
use crate::page::ReadError;
use crate::scoped_read::{Scope, ScopedRead};

/// Why whoever reads may not decide in a case now; nothing if they may.
pub fn why_not(scope: &Scope, case: &CaseRow) -> Option<CaseError> {
    if scope.organization() != Some(case.organization) {
        return Some(CaseError::NotAnApprover);
    }
    let lost = scope.extent(Action::DecideOrder) == Extent::None;
    case.state.why_not(scope.person()).or_else(|| lost.then_some(CaseError::NoLongerApprover))
}

/// The people who may decide in each of the cases now.
pub async fn who_may_act(
    read: &mut ScopedRead,
    cases: &[CaseRow],
) -> Result<BTreeMap<CaseId, BTreeSet<PersonId>>, ReadError> {
    let organizations: BTreeSet<_> = cases.iter().map(|case| case.organization.to_string()).collect();
    let people: BTreeSet<_> = cases.iter().flat_map(|case| case.state.who_may_act()).collect();
    let rows = sqlx::query!(
        "SELECT person, organization, roles, epoch FROM organizations.access
          WHERE organization = ANY($1) AND person = ANY($2)
            AND NOT member_blocked AND NOT organization_blocked",
        &organizations.into_iter().collect::<Vec<_>>(),
        &people.into_iter().map(PersonId::uuid).collect::<Vec<Uuid>>()
    )
    .fetch_all(read.connection())
    .await?;
    let mut able = BTreeSet::new();
    for row in rows {
        let roles = row.roles.iter().map(|role| role.parse()).collect::<Result<_, UnknownRole>>();
        let roles = roles.map_err(|error| sqlx::Error::Decode(Box::new(error)))?;
        let access = Access { roles, epoch: row.epoch, ..Access::default() };
        if access.extent(Action::DecideOrder) != Extent::None {
            able.insert((row.organization, PersonId(row.person)));
        }
    }
    let may = |case: &CaseRow| {
        let mut people = case.state.who_may_act();
        people.retain(|person| able.contains(&(case.organization.to_string(), *person)));
        (case.id, people)
    };
    Ok(cases.iter().map(may).collect())
}
