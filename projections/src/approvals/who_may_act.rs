//! Who may decide in a case now, and why may I not?
//!
//! The case and the electorate are asked by the rules of a decision itself.

use std::collections::BTreeSet;

use domain::approvals::case::{CaseStep, Electorate, Standing};
use domain::approvals::{Acting, CaseError};
use domain::organizations::Role;
use domain::vocabulary::PersonId;

use super::case_card::CaseRow;
use crate::scoped_read::Scope;

/// In which places whoever reads may decide in a case now, or why in none.
pub fn standing(scope: &Scope, case: &CaseRow, electorate: &Electorate) -> Result<Standing, CaseError> {
    if scope.organization() == Some(case.organization) {
        case.state.standing(scope.person(), electorate)
    } else {
        Err(CaseError::NotAnApprover)
    }
}

/// Why whoever reads may not decide in a case now; nothing if they may.
pub fn why_not(scope: &Scope, case: &CaseRow, electorate: &Electorate) -> Option<CaseError> {
    standing(scope, case, electorate).err()
}

/// The people who may decide in a case now.
pub fn who_may_act(case: &CaseRow, electorate: &Electorate) -> BTreeSet<PersonId> {
    case.state.deciders_now(electorate)
}

/// What the case lets whoever reads do with it now; what their roles let them is another
/// question.
pub fn case_steps(scope: &Scope, case: &CaseRow, electorate: &Electorate) -> BTreeSet<CaseStep> {
    let Scope::Member { person, organization, access } = scope else { return BTreeSet::new() };
    if *organization != case.organization {
        return BTreeSet::new();
    }
    let member = |role: &Role| match role {
        Role::Member(role) => Some(*role),
        Role::Staff(_) => None,
    };
    let by = Acting { person: *person, roles: access.roles.iter().filter_map(member).collect() };
    case.state.steps(&by, electorate)
}
