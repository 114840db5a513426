//! What belongs to the things of a list, loaded once for the whole list.
//!
//! One loader a request, with the person who asks in it: it is never shared, so nothing
//! of one person can come to another. Every batch opens a read of its own.

mod budgets;
mod erp_numbers;

pub use budgets::BudgetsOf;
pub use erp_numbers::ErpNumberOf;

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::sync::Arc;

use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, Error, Result};
use chrono::{DateTime, Utc};
use domain::approvals::case::Electorate;
use domain::approvals::policy::Rule;
use domain::refusal::Language;
use domain::vocabulary::{CaseId, OrderId, OrganizationId, PersonId, TextId};
use projections::approvals::{
    CaseRow, approval_cases_by_ids, approval_cases_of_orders, electorate, rules_of_version,
};
use projections::history::texts;
use projections::identity::people;
use projections::ordering::{
    AmendmentRow, CancellationRow, OrderDetailsRow, OrderLineRow, OrderRevisionRow, OrderRow, OrderStateRow,
    ShipmentRow, order_amendments, order_cancellations, order_details, order_lines, order_revisions,
    order_shipments, order_states, orders_by_ids,
};
use projections::organizations::{OrganizationRow, organizations_by_ids};
use projections::{Reads, Scope, ScopedRead};

use super::errors::{ErrorCode, unread};
use super::services::Services;
use super::standpoint::{Standpoint, denied};
use crate::visitor::Visitor;

/// The lines of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LinesOf(pub Standpoint, pub OrderId);

/// What goes with the goods of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DetailsOf(pub Standpoint, pub OrderId);

/// The states that an order went through, the oldest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HistoryOf(pub Standpoint, pub OrderId);

/// The shipments of an order, the oldest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ShipmentsOf(pub Standpoint, pub OrderId);

/// The wishes of the buyer to call off an accepted order, the oldest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CancellationsOf(pub Standpoint, pub OrderId);

/// The changes of an accepted order, the oldest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AmendmentsOf(pub Standpoint, pub OrderId);

/// The approval cases of an order, in the order of their rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CasesOf(pub Standpoint, pub OrderId);

/// Who may decide on the orders of an organization now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ElectorateOf(pub Standpoint, pub OrganizationId);

/// The rules of a version of an organization's approval policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RulesOf(pub Standpoint, pub OrganizationId, pub u32);

/// The revisions of an order, the oldest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RevisionsOf(pub Standpoint, pub OrderId);

/// An approval case by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CaseOf(pub Standpoint, pub CaseId);

/// An order by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OrderOf(pub Standpoint, pub OrderId);

/// What a person is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NameOf(pub Standpoint, pub PersonId);

/// What a person wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TextOf(pub Standpoint, pub TextId);

/// The card of an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CardOf(pub Standpoint, pub OrganizationId);

/// What whoever asks may do there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ScopeAt(pub Standpoint);

/// Loads what belongs together for one request.
pub struct Related {
    reads: Reads,
    person: Option<PersonId>,
    language: Language,
    now: DateTime<Utc>,
}

impl Related {
    /// The loader of one request.
    pub fn of(services: &Services, visitor: &Visitor) -> DataLoader<Self> {
        let (reads, person, language) = (services.reads.clone(), visitor.person(), visitor.language);
        let now = services.commands.ports().clock.now();
        DataLoader::new(Self { reads, person, language, now }, tokio::spawn)
    }

    async fn open(&self, standpoint: Standpoint) -> Result<ScopedRead> {
        let person = self.person.ok_or_else(|| ErrorCode::Unauthenticated.error(self.language))?;
        standpoint.open(&self.reads, person).await.map_err(|error| denied(error, self.language))
    }
}

/// Loads one thing, together with the others of the request that are asked for now.
pub async fn related<K>(ctx: &Context<'_>, key: K) -> Result<Option<<Related as Loader<K>>::Value>>
where
    K: Send + Sync + Hash + Eq + Clone + 'static,
    Related: Loader<K, Error = Error>,
{
    ctx.data::<DataLoader<Related>>()?.load_one(key).await
}

/// What whoever asks may do there.
pub async fn scope(ctx: &Context<'_>, standpoint: Standpoint) -> Result<Scope> {
    let language = Visitor::of(ctx)?.language;
    related(ctx, ScopeAt(standpoint)).await?.ok_or_else(|| ErrorCode::NotFound.error(language))
}

fn by_standpoint<I>(keys: impl Iterator<Item = (Standpoint, I)>) -> BTreeMap<Standpoint, Vec<I>> {
    let mut groups: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (standpoint, id) in keys {
        groups.entry(standpoint).or_default().push(id);
    }
    groups
}

impl Loader<LinesOf> for Related {
    type Value = Vec<OrderLineRow>;
    type Error = Error;

    async fn load(&self, keys: &[LinesOf]) -> Result<HashMap<LinesOf, Self::Value>> {
        let mut found = HashMap::new();
        for (at, ids) in by_standpoint(keys.iter().map(|key| (key.0, key.1))) {
            let lines = order_lines(&mut self.open(at).await?, &ids).await.map_err(unread)?;
            found.extend(lines.into_iter().map(|(id, lines)| (LinesOf(at, id), lines)));
        }
        Ok(found)
    }
}

impl Loader<DetailsOf> for Related {
    type Value = OrderDetailsRow;
    type Error = Error;

    async fn load(&self, keys: &[DetailsOf]) -> Result<HashMap<DetailsOf, Self::Value>> {
        let mut found = HashMap::new();
        for (at, ids) in by_standpoint(keys.iter().map(|key| (key.0, key.1))) {
            let details = order_details(&mut self.open(at).await?, &ids).await.map_err(unread)?;
            found.extend(details.into_iter().map(|(id, details)| (DetailsOf(at, id), details)));
        }
        Ok(found)
    }
}

impl Loader<HistoryOf> for Related {
    type Value = Vec<OrderStateRow>;
    type Error = Error;

    async fn load(&self, keys: &[HistoryOf]) -> Result<HashMap<HistoryOf, Self::Value>> {
        let mut found = HashMap::new();
        for (at, ids) in by_standpoint(keys.iter().map(|key| (key.0, key.1))) {
            let states = order_states(&mut self.open(at).await?, &ids).await.map_err(unread)?;
            found.extend(states.into_iter().map(|(id, states)| (HistoryOf(at, id), states)));
        }
        Ok(found)
    }
}

impl Loader<ShipmentsOf> for Related {
    type Value = Vec<ShipmentRow>;
    type Error = Error;

    async fn load(&self, keys: &[ShipmentsOf]) -> Result<HashMap<ShipmentsOf, Self::Value>> {
        let mut found = HashMap::new();
        for (at, ids) in by_standpoint(keys.iter().map(|key| (key.0, key.1))) {
            let rows = order_shipments(&mut self.open(at).await?, &ids).await.map_err(unread)?;
            found.extend(rows.into_iter().map(|(id, rows)| (ShipmentsOf(at, id), rows)));
        }
        Ok(found)
    }
}

impl Loader<CancellationsOf> for Related {
    type Value = Vec<CancellationRow>;
    type Error = Error;

    async fn load(&self, keys: &[CancellationsOf]) -> Result<HashMap<CancellationsOf, Self::Value>> {
        let mut found = HashMap::new();
        for (at, ids) in by_standpoint(keys.iter().map(|key| (key.0, key.1))) {
            let rows = order_cancellations(&mut self.open(at).await?, &ids).await.map_err(unread)?;
            found.extend(rows.into_iter().map(|(id, rows)| (CancellationsOf(at, id), rows)));
        }
        Ok(found)
    }
}

impl Loader<AmendmentsOf> for Related {
    type Value = Vec<AmendmentRow>;
    type Error = Error;

    async fn load(&self, keys: &[AmendmentsOf]) -> Result<HashMap<AmendmentsOf, Self::Value>> {
        let mut found = HashMap::new();
        for (at, ids) in by_standpoint(keys.iter().map(|key| (key.0, key.1))) {
            let rows = order_amendments(&mut self.open(at).await?, &ids).await.map_err(unread)?;
            found.extend(rows.into_iter().map(|(id, rows)| (AmendmentsOf(at, id), rows)));
        }
        Ok(found)
    }
}

impl Loader<CasesOf> for Related {
    type Value = Vec<CaseRow>;
    type Error = Error;

    async fn load(&self, keys: &[CasesOf]) -> Result<HashMap<CasesOf, Self::Value>> {
        let mut found = HashMap::new();
        for (at, ids) in by_standpoint(keys.iter().map(|key| (key.0, key.1))) {
            let cases = approval_cases_of_orders(&mut self.open(at).await?, &ids).await.map_err(unread)?;
            found.extend(cases.into_iter().map(|(id, cases)| (CasesOf(at, id), cases)));
        }
        Ok(found)
    }
}

impl Loader<ElectorateOf> for Related {
    type Value = Arc<Electorate>;
    type Error = Error;

    async fn load(&self, keys: &[ElectorateOf]) -> Result<HashMap<ElectorateOf, Self::Value>> {
        let mut found = HashMap::new();
        for key in keys {
            let mut read = self.open(key.0).await?;
            let electorate = electorate(&mut read, key.1, self.now).await.map_err(unread)?;
            found.insert(*key, Arc::new(electorate));
        }
        Ok(found)
    }
}

impl Loader<RulesOf> for Related {
    type Value = Arc<Vec<Rule>>;
    type Error = Error;

    async fn load(&self, keys: &[RulesOf]) -> Result<HashMap<RulesOf, Self::Value>> {
        let mut found = HashMap::new();
        for key in keys {
            let mut read = self.open(key.0).await?;
            let rules = rules_of_version(&mut read, key.1, key.2).await.map_err(unread)?;
            found.insert(*key, Arc::new(rules));
        }
        Ok(found)
    }
}

impl Loader<RevisionsOf> for Related {
    type Value = Vec<OrderRevisionRow>;
    type Error = Error;

    async fn load(&self, keys: &[RevisionsOf]) -> Result<HashMap<RevisionsOf, Self::Value>> {
        let mut found = HashMap::new();
        for (at, ids) in by_standpoint(keys.iter().map(|key| (key.0, key.1))) {
            let revisions = order_revisions(&mut self.open(at).await?, &ids).await.map_err(unread)?;
            found.extend(revisions.into_iter().map(|(id, rows)| (RevisionsOf(at, id), rows)));
        }
        Ok(found)
    }
}

impl Loader<CaseOf> for Related {
    type Value = CaseRow;
    type Error = Error;

    async fn load(&self, keys: &[CaseOf]) -> Result<HashMap<CaseOf, Self::Value>> {
        let mut found = HashMap::new();
        for (at, ids) in by_standpoint(keys.iter().map(|key| (key.0, key.1))) {
            let cases = approval_cases_by_ids(&mut self.open(at).await?, &ids).await.map_err(unread)?;
            found.extend(cases.into_iter().map(|case| (CaseOf(at, case.id), case)));
        }
        Ok(found)
    }
}

impl Loader<OrderOf> for Related {
    type Value = OrderRow;
    type Error = Error;

    async fn load(&self, keys: &[OrderOf]) -> Result<HashMap<OrderOf, Self::Value>> {
        let mut found = HashMap::new();
        for (at, ids) in by_standpoint(keys.iter().map(|key| (key.0, key.1))) {
            let orders = orders_by_ids(&mut self.open(at).await?, &ids).await.map_err(unread)?;
            found.extend(orders.into_iter().map(|order| (OrderOf(at, order.id), order)));
        }
        Ok(found)
    }
}

impl Loader<NameOf> for Related {
    type Value = String;
    type Error = Error;

    async fn load(&self, keys: &[NameOf]) -> Result<HashMap<NameOf, Self::Value>> {
        let mut found = HashMap::new();
        for (at, ids) in by_standpoint(keys.iter().map(|key| (key.0, key.1))) {
            let people = people(&mut self.open(at).await?, &ids).await.map_err(unread)?;
            found.extend(people.into_iter().map(|(id, person)| (NameOf(at, id), person.full_name)));
        }
        Ok(found)
    }
}

impl Loader<TextOf> for Related {
    type Value = String;
    type Error = Error;

    async fn load(&self, keys: &[TextOf]) -> Result<HashMap<TextOf, Self::Value>> {
        let mut found = HashMap::new();
        for (at, ids) in by_standpoint(keys.iter().map(|key| (key.0, key.1))) {
            let texts = texts(&mut self.open(at).await?, &ids).await.map_err(unread)?;
            found.extend(texts.into_iter().map(|(id, body)| (TextOf(at, id), body)));
        }
        Ok(found)
    }
}

impl Loader<CardOf> for Related {
    type Value = OrganizationRow;
    type Error = Error;

    async fn load(&self, keys: &[CardOf]) -> Result<HashMap<CardOf, Self::Value>> {
        let mut found = HashMap::new();
        for (at, ids) in by_standpoint(keys.iter().map(|key| (key.0, key.1))) {
            let cards = organizations_by_ids(&mut self.open(at).await?, &ids).await.map_err(unread)?;
            found.extend(cards.into_iter().map(|card| (CardOf(at, card.id), card)));
        }
        Ok(found)
    }
}

impl Loader<ScopeAt> for Related {
    type Value = Scope;
    type Error = Error;

    async fn load(&self, keys: &[ScopeAt]) -> Result<HashMap<ScopeAt, Self::Value>> {
        let mut found = HashMap::new();
        for key in keys {
            found.insert(*key, self.open(key.0).await?.scope().clone());
        }
        Ok(found)
    }
}
