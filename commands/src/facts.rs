//! What only read models know of orders and accounts: approval policies and credit ask for it.
//!
//! A read model is a moment behind the journal. Two things make an answer safe to decide by:
//! it is unknown unless the read model has passed the head of the organization's journal
//! that [`Turn`](crate::ordering::Turn) saw, and the submission that was decided by it is
//! written only if nobody submitted for the same member since.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::accounts::exposure::{CreditAccount, Receivables};
use domain::accounts::reconciliation::Scope;
use domain::journal::{Known, Position};
use domain::vocabulary::ids::AddressId;
use domain::vocabulary::{Currency, Money, OrderId, OrganizationId, PersonId, Span};
use rust_decimal::Decimal;

/// About whom something is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// The organization that buys.
    pub organization: OrganizationId,
    /// The member whose orders are looked at: the policy's requester.
    pub member: PersonId,
    /// The order that is being submitted. It is not counted: the caller adds it.
    pub except: Option<OrderId>,
    /// How far the read model must have come; otherwise the answer is unknown.
    pub at_least: Position,
}

/// The future of an answer. Whatever fails is an unknown fact.
pub type Answering<'a, T> = Pin<Box<dyn Future<Output = Known<T>> + Send + 'a>>;

/// The future of several answers, in the order of what was asked. Each is known or unknown by
/// itself.
pub type AnsweringEach<'a, T> = Pin<Box<dyn Future<Output = Vec<Known<T>>> + Send + 'a>>;

/// What only read models know of orders.
pub trait OrderingFacts: Send + Sync {
    /// Whether no order of the member was ever approved and not cancelled.
    fn first_order(&self, about: About) -> Answering<'_, bool>;

    /// What the member's orders that were last submitted in each of some stretches of time cost
    /// with VAT and delivery. They are asked together, because a policy asks for several and each
    /// look at the read models costs more than the sum.
    ///
    /// Orders that wait for approval count like approved ones, so that a purchase cannot be
    /// split into orders that each stay below a threshold. Drafts, returned, rejected and
    /// cancelled orders do not count. An order in another currency makes it unknown.
    fn spent(&self, about: About, within: Vec<(Span, Currency)>) -> AnsweringEach<'_, Money>;

    /// Those of the addresses to which an order of the organization, whoever's it was, was
    /// approved and not cancelled.
    fn addresses_used(
        &self,
        about: About,
        addresses: BTreeSet<AddressId>,
    ) -> Answering<'_, BTreeSet<AddressId>>;
}

/// About whose account something is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AboutAccount {
    /// The organization and the currency.
    pub account: CreditAccount,
    /// The orders of which it is asked what was invoiced.
    pub orders: BTreeSet<OrderId>,
    /// How far the read model must have come; otherwise the answer is unknown.
    pub at_least: Position,
    /// When it is asked.
    pub now: DateTime<Utc>,
}

/// Of which balance something is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AboutBalance {
    /// The account, and the period at whose end the balance is.
    pub scope: Scope,
    /// As it was known at this moment.
    pub known_at: DateTime<Utc>,
    /// How far the read model must have come; otherwise the answer is unknown.
    pub at_least: Position,
}

/// What only read models know of accounts.
pub trait AccountFacts: Send + Sync {
    /// What an organization owes and paid, and what was invoiced of some orders, all of it at
    /// one moment.
    fn receivables(&self, about: AboutAccount) -> Answering<'_, Receivables>;

    /// What was owed under a contract after the last day of a period.
    fn balance(&self, about: AboutBalance) -> Answering<'_, Decimal>;
}

/// Everybody who can be asked for what only read models know. Cheap to clone.
#[derive(Clone)]
pub struct Facts {
    /// About orders.
    pub ordering: Arc<dyn OrderingFacts>,
    /// About accounts.
    pub accounts: Arc<dyn AccountFacts>,
}

impl Default for Facts {
    /// Nobody knows anything.
    fn default() -> Self {
        Self { ordering: Arc::new(NothingKnown), accounts: Arc::new(NothingKnown) }
    }
}

/// Knows nothing: for commands that run without read models.
#[derive(Clone, Copy, Debug)]
pub struct NothingKnown;

impl OrderingFacts for NothingKnown {
    fn first_order(&self, _: About) -> Answering<'_, bool> {
        Box::pin(async { Known::Unknown })
    }

    fn spent(&self, _: About, within: Vec<(Span, Currency)>) -> AnsweringEach<'_, Money> {
        Box::pin(async move { vec![Known::Unknown; within.len()] })
    }

    fn addresses_used(&self, _: About, _: BTreeSet<AddressId>) -> Answering<'_, BTreeSet<AddressId>> {
        Box::pin(async { Known::Unknown })
    }
}

impl AccountFacts for NothingKnown {
    fn receivables(&self, _: AboutAccount) -> Answering<'_, Receivables> {
        Box::pin(async { Known::Unknown })
    }

    fn balance(&self, _: AboutBalance) -> Answering<'_, Decimal> {
        Box::pin(async { Known::Unknown })
    }
}
