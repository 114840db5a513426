//! The journal → what each person was told.

use std::collections::BTreeSet;

use domain::accounts::reconciliation::ReconciliationEvent;
use domain::approvals::{ApprovalCase, CaseEvent, DelegationEvent, DelegationLink};
use domain::journal::{Fact, Recorded};
use domain::ordering::OrderEvent;
use domain::vocabulary::{CaseId, DelegationId, OrderId, PersonId, ReconciliationId};
use sqlx::PgConnection;
use uuid::Uuid;

use super::about_account;
use super::about_case;
use super::about_delegation;
use super::about_order;
use super::known::{CaseKnown, DelegationKnown, Known, OrderKnown, ReconciliationKnown, Wanted};
use super::telling::{About, Telling, Told, told};
use crate::projection::{Projecting, Projection, ProjectionError, Table};
use crate::stored::column;

/// The projection.
pub struct Notifications;

impl Projection for Notifications {
    fn name(&self) -> &'static str {
        "notifications"
    }

    fn version(&self) -> i32 {
        2
    }

    fn tables(&self) -> &'static [Table] {
        &[
            Table { name: "notifications", definition: include_str!("notifications.sql") },
            Table { name: "notified_orders", definition: include_str!("notified_orders.sql") },
            Table { name: "notified_cases", definition: include_str!("notified_cases.sql") },
            Table { name: "notified_delegations", definition: include_str!("notified_delegations.sql") },
            Table {
                name: "notified_reconciliations",
                definition: include_str!("notified_reconciliations.sql"),
            },
        ]
    }

    fn project<'a>(&'a self, page: &'a [Recorded], tables: &'a mut PgConnection) -> Projecting<'a> {
        Box::pin(async move {
            let Some(wanted) = wanted(page)? else { return Ok(()) };
            let mut known = Known::of(tables, &wanted).await?;
            let mut rows = Vec::new();
            for recorded in page {
                rows.extend(fold(&mut known, recorded)?);
            }
            known.keep(tables).await?;
            write(tables, &rows).await?;
            Ok(())
        })
    }
}

/// What a page is about; nothing when nobody is told anything of it.
fn wanted(page: &[Recorded]) -> Result<Option<Wanted>, ProjectionError> {
    let since = page.iter().map(|recorded| recorded.occurred_at).min().unwrap_or_default();
    let mut wanted = Wanted { since, ..Wanted::default() };
    for recorded in page {
        match &recorded.fact {
            Ok(Fact::Order(_)) => wanted.orders.push(id(recorded)?),
            Ok(Fact::Exposure(event)) => {
                wanted.orders.extend(about_account::stopped(event).map(OrderId::uuid));
            }
            Ok(Fact::Reconciliation(_)) => wanted.reconciliations.push(id(recorded)?),
            Ok(Fact::ApprovalDelegation(_)) => wanted.delegations.push(id(recorded)?),
            Ok(Fact::ApprovalCase(_)) => {
                wanted.cases.push(id(recorded)?);
                wanted.organizations.insert(recorded.tenant.to_string());
            }
            _ => {}
        }
    }
    let of_approvals = wanted.cases.len() + wanted.delegations.len();
    let nothing = wanted.orders.len() + wanted.reconciliations.len() + of_approvals == 0;
    Ok((!nothing).then_some(wanted))
}

fn id(recorded: &Recorded) -> Result<Uuid, ProjectionError> {
    let Recorded { aggregate_type, aggregate_id, .. } = recorded;
    let wrong =
        |_| ProjectionError::Impossible(format!("'{aggregate_id}' is not the id of a {aggregate_type}"));
    aggregate_id.parse().map_err(wrong)
}

fn orphaned(recorded: &Recorded) -> ProjectionError {
    let Recorded { aggregate_type, aggregate_id, sequence, .. } = recorded;
    ProjectionError::Impossible(format!(
        "event {sequence} of {aggregate_type} {aggregate_id} has no beginning before it"
    ))
}

/// A row of the table.
struct Row<'a> {
    recorded: &'a Recorded,
    about: About,
    person: PersonId,
    told: Told,
}

fn fold<'a>(known: &mut Known, recorded: &'a Recorded) -> Result<Vec<Row<'a>>, ProjectionError> {
    let by = recorded.actor.person();
    let (about, tellings, owners) = match &recorded.fact {
        Ok(Fact::Order(event)) => of_order(known, recorded, event)?,
        Ok(Fact::ApprovalCase(event)) => of_case(known, recorded, event)?,
        Ok(Fact::ApprovalDelegation(event)) => of_delegation(known, recorded, event)?,
        Ok(Fact::Exposure(event)) => match about_account::stopped(event) {
            Some(order) => of_waiting(known, recorded, order)?,
            None => return Ok(Vec::new()),
        },
        Ok(Fact::Reconciliation(event)) => of_statement(known, recorded, event)?,
        _ => return Ok(Vec::new()),
    };
    if tellings.is_empty() {
        return Ok(Vec::new());
    }
    let delegations = known.delegations_of(&recorded.tenant.to_string());
    let deputies = |giver| delegations.deputies_of(giver, recorded.occurred_at, &owners);
    let row = |(person, told)| Row { recorded, about, person, told };
    Ok(told(&tellings, by, deputies).into_iter().map(row).collect())
}

/// What it is about, whom it tells what, and who is nobody's deputy in it.
type Heard = (About, Vec<Telling>, BTreeSet<PersonId>);

fn of_order(known: &mut Known, recorded: &Recorded, event: &OrderEvent) -> Result<Heard, ProjectionError> {
    let order = OrderId(id(recorded)?);
    if let OrderEvent::Drafted { author, placed_by, .. } = event {
        let organization = recorded.tenant.to_string();
        let (author, placed_by) = (*author, *placed_by);
        let fresh =
            OrderKnown { organization, author, placed_by, submitter: None, wishes: None, waits: false };
        known.orders.insert(order, fresh);
    }
    let of_it = known.orders.get_mut(&order).ok_or_else(|| orphaned(recorded))?;
    let tellings = about_order::tellings(event, of_it);
    let by = recorded.on_behalf_of.as_ref().unwrap_or(&recorded.actor).person();
    about_order::remember(of_it, event, by);
    Ok((About { order: Some(order), ..About::default() }, tellings, BTreeSet::new()))
}

fn of_waiting(known: &mut Known, recorded: &Recorded, order: OrderId) -> Result<Heard, ProjectionError> {
    let of_it = known.orders.get_mut(&order).ok_or_else(|| orphaned(recorded))?;
    let tellings = about_account::waiting(of_it);
    Ok((About { order: Some(order), ..About::default() }, tellings, BTreeSet::new()))
}

fn of_statement(
    known: &mut Known,
    recorded: &Recorded,
    event: &ReconciliationEvent,
) -> Result<Heard, ProjectionError> {
    let id = ReconciliationId(id(recorded)?);
    if let ReconciliationEvent::Requested { .. } = event {
        let (organization, requester) = (recorded.tenant.to_string(), recorded.actor.person());
        known.reconciliations.insert(id, ReconciliationKnown { organization, requester });
    }
    let of_it = known.reconciliations.get(&id).ok_or_else(|| orphaned(recorded))?;
    let tellings = about_account::of_statement(event, of_it);
    Ok((About { reconciliation: Some(id), ..About::default() }, tellings, BTreeSet::new()))
}

fn of_case(known: &mut Known, recorded: &Recorded, event: &CaseEvent) -> Result<Heard, ProjectionError> {
    let case = CaseId(id(recorded)?);
    if let CaseEvent::Opened(_) = event {
        let organization = recorded.tenant.to_string();
        known.cases.insert(case, CaseKnown { organization, state: ApprovalCase::default() });
    }
    let state = &mut known.cases.get_mut(&case).ok_or_else(|| orphaned(recorded))?.state;
    let tellings = about_case::tellings(event, state);
    cqrs_es::Aggregate::apply(state, event.clone());
    let order = state.opening().map(|opening| opening.order);
    Ok((About { order, case: Some(case), ..About::default() }, tellings, about_case::owners(state)))
}

fn of_delegation(
    known: &mut Known,
    recorded: &Recorded,
    event: &DelegationEvent,
) -> Result<Heard, ProjectionError> {
    let delegation = DelegationId(id(recorded)?);
    if let DelegationEvent::Granted { from, to, starts, until, .. } = event {
        let link = DelegationLink { delegation, from: *from, to: *to, starts: *starts, until: *until };
        let organization = recorded.tenant.to_string();
        known.delegations.insert(delegation, DelegationKnown { organization, link, revoked: false });
    }
    let of_it = known.delegations.get_mut(&delegation).ok_or_else(|| orphaned(recorded))?;
    let tellings = about_delegation::tellings(event, of_it);
    if let DelegationEvent::Revoked { .. } = event {
        of_it.revoked = true;
    }
    Ok((About { delegation: Some(delegation), ..About::default() }, tellings, BTreeSet::new()))
}

async fn write(tables: &mut PgConnection, rows: &[Row<'_>]) -> sqlx::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    sqlx::query_file!(
        "src/notifications/write_notifications.sql",
        &column(rows, |row| row.person.uuid()),
        &column(rows, |row| row.recorded.tenant.to_string()),
        &column(rows, |row| row.recorded.position.0),
        &column(rows, |row| row.recorded.event_id),
        &column(rows, |row| row.told.kind.to_string()),
        &column(rows, |row| row.about.order.map(OrderId::uuid)) as &[Option<Uuid>],
        &column(rows, |row| row.about.case.map(CaseId::uuid)) as &[Option<Uuid>],
        &column(rows, |row| row.about.delegation.map(DelegationId::uuid)) as &[Option<Uuid>],
        &column(rows, |row| row.told.text.map(domain::vocabulary::TextId::uuid)) as &[Option<Uuid>],
        &column(rows, |row| row.told.in_place_of.map(PersonId::uuid)) as &[Option<Uuid>],
        &column(rows, |row| row.recorded.actor.to_string()),
        &column(rows, |row| row.recorded.occurred_at),
        &column(rows, |row| row.about.reconciliation.map(ReconciliationId::uuid)) as &[Option<Uuid>],
    )
    .execute(tables)
    .await?;
    Ok(())
}
