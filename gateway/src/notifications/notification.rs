//! Something that whoever is signed in was told.

use async_graphql::{Context, Object, Result};
use chrono::{DateTime, Utc};
use domain::vocabulary::{CaseId, DelegationId, NotificationId, OrderId, ReconciliationId};
use projections::notifications::NotificationRow;

use super::notification_kind::NotificationKindWord;
use crate::graphql::global_id::GlobalId;
use crate::graphql::position::PositionScalar;
use crate::graphql::related::{NameOf, OrderOf, TextOf, related};
use crate::graphql::standpoint::Standpoint;
use crate::identity::{Actor, Person};
use crate::locale::notifications::{Told, message};
use crate::ordering::Order;
use crate::organizations::Organization;
use crate::visitor::Visitor;

/// Something that whoever is signed in was told.
pub struct Notification {
    /// What is known of it.
    pub row: NotificationRow,
}

/// Something that whoever is signed in was told.
#[Object]
impl Notification {
    /// The id of the notification.
    async fn id(&self) -> GlobalId<NotificationId> {
        GlobalId(self.row.id)
    }

    /// What it is about.
    async fn kind(&self) -> NotificationKindWord {
        self.row.kind.into()
    }

    /// What it says, in the language of the request.
    async fn message(&self, ctx: &Context<'_>) -> Result<String> {
        let number = match self.row.order {
            Some(order) => related(ctx, OrderOf(self.standpoint(), order)).await?.and_then(|row| row.number),
            None => None,
        };
        let in_place_of = match self.row.in_place_of {
            Some(person) => related(ctx, NameOf(self.standpoint(), person)).await?,
            None => None,
        };
        let told = Told { kind: self.row.kind, number: number.map(|number| number.to_string()), in_place_of };
        Ok(message(&told, Visitor::of(ctx)?.language))
    }

    /// The organization in which it happened.
    async fn organization(&self) -> Organization {
        Organization { id: self.row.organization, standpoint: self.standpoint() }
    }

    /// Who did it.
    async fn actor(&self) -> Actor {
        Actor { actor: self.row.actor.clone(), standpoint: self.standpoint() }
    }

    /// In whose place whoever is told may decide; null when they are told in person.
    async fn in_place_of(&self) -> Option<Person> {
        self.row.in_place_of.map(|id| Person { id, standpoint: self.standpoint() })
    }

    /// When it happened.
    async fn at(&self) -> DateTime<Utc> {
        self.row.at
    }

    /// When it was read; null when it was not.
    async fn read_at(&self) -> Option<DateTime<Utc>> {
        self.row.read_at
    }

    /// The place in the history where it happened: everything up to it can be marked as read.
    async fn position(&self) -> PositionScalar {
        PositionScalar(self.row.position)
    }

    /// What somebody wrote about it: a reason, a question, an answer; null when nothing was, and
    /// when it was erased.
    async fn text(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.row.text {
            Some(text) => related(ctx, TextOf(self.standpoint(), text)).await,
            None => Ok(None),
        }
    }

    /// The id of the order that it is about; null when it is about none.
    async fn order_id(&self) -> Option<GlobalId<OrderId>> {
        self.row.order.map(GlobalId)
    }

    /// The order that it is about; null when it is about none, or not for whoever asks.
    async fn order(&self, ctx: &Context<'_>) -> Result<Option<Order>> {
        let Some(order) = self.row.order else { return Ok(None) };
        let standpoint = self.standpoint();
        let row = related(ctx, OrderOf(standpoint, order)).await?;
        Ok(row.map(|row| Order { row, standpoint }))
    }

    /// The id of the approval that it is about; null when it is about none.
    async fn approval_id(&self) -> Option<GlobalId<CaseId>> {
        self.row.case.map(GlobalId)
    }

    /// The id of the delegation that it is about; null when it is about none.
    async fn delegation_id(&self) -> Option<GlobalId<DelegationId>> {
        self.row.delegation.map(GlobalId)
    }

    /// The id of the reconciliation statement that it is about; null when it is about none.
    async fn reconciliation_id(&self) -> Option<GlobalId<ReconciliationId>> {
        self.row.reconciliation.map(GlobalId)
    }
}

impl Notification {
    const fn standpoint(&self) -> Standpoint {
        Standpoint::Member(self.row.organization)
    }
}
