//! What changed about an order since it was approved, or since it was submitted before.

use async_graphql::{Context, Enum, Result};
use domain::approvals::Decision;
use domain::ordering::order::difference as compared;
use domain::vocabulary::{PersonId, Revision};
use projections::approvals::CaseRow;
use projections::ordering::OrderRevisionRow;

use crate::graphql::related::{CasesOf, RevisionsOf, related, scope};
use crate::graphql::standpoint::Standpoint;
use crate::ordering::difference::OrderDifference;

/// With what an order is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum)]
pub enum DifferenceSince {
    /// With what was submitted before, as it was last.
    #[default]
    PreviousRound,
    /// With what whoever asks last approved, or another in their place.
    MyApproval,
    /// With what anybody last approved.
    AnyApproval,
}

/// What is different between what a case is about now and what was before; nothing when there
/// was nothing before.
pub async fn difference_since(
    ctx: &Context<'_>,
    standpoint: Standpoint,
    case: &CaseRow,
    since: DifferenceSince,
) -> Result<Option<OrderDifference>> {
    let revisions = related(ctx, RevisionsOf(standpoint, case.order)).await?.unwrap_or_default();
    let cases = related(ctx, CasesOf(standpoint, case.order)).await?.unwrap_or_default();
    let now =
        revisions.iter().rfind(|row| row.round == case.round && case.state.revision() == Some(row.revision));
    let me = scope(ctx, standpoint).await?.person();
    let before = match since {
        DifferenceSince::PreviousRound => revisions.iter().rfind(|row| row.round < case.round),
        DifferenceSince::MyApproval => approved(&cases, &revisions, case.round, Some(me)),
        DifferenceSince::AnyApproval => approved(&cases, &revisions, case.round, None),
    };
    let (Some(before), Some(now)) = (before, now) else { return Ok(None) };
    Ok(Some(compared(&before.content(), &now.content()).into()))
}

/// What was last approved up to a round, by a person or by anybody: after the cuts, if the
/// approval made some.
fn approved<'a>(
    cases: &[CaseRow],
    revisions: &'a [OrderRevisionRow],
    round: u32,
    by: Option<PersonId>,
) -> Option<&'a OrderRevisionRow> {
    let until = cases.iter().filter(|case| case.round <= round);
    let mut decisions = until.flat_map(|case| case.state.decisions().iter().map(move |it| (case.round, it)));
    let is_of = |person: PersonId, others: &[domain::approvals::OnBehalf]| {
        by.is_none_or(|by| by == person || others.iter().any(|other| other.person == by))
    };
    let (round, last) =
        decisions.rfind(|(_, it)| it.decision == Decision::Approve && is_of(it.by, &it.on_behalf_of))?;
    let seen = place(revisions, round, last.revision)?;
    revisions.get(if last.cuts.is_empty() { seen } else { seen + 1 })
}

fn place(revisions: &[OrderRevisionRow], round: u32, revision: Revision) -> Option<usize> {
    revisions.iter().rposition(|row| row.round == round && row.revision == revision)
}
