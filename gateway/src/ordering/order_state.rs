//! A step in the history of an order.

use async_graphql::{Context, Object, Result};
use chrono::{DateTime, Utc};
use domain::refusal::Language;
use projections::ordering::OrderStateRow;

use super::order_words::{OrderHold, OrderStatusWord};
use crate::graphql::related::{TextOf, related};
use crate::graphql::standpoint::Standpoint;
use crate::identity::Actor;
use crate::visitor::Visitor;

/// A state of an order, seen from somewhere.
pub struct OrderState {
    /// What is known of it.
    pub row: OrderStateRow,
    /// From where.
    pub standpoint: Standpoint,
}

/// A state that an order went through.
#[Object]
impl OrderState {
    /// The version of the order from which on it was so.
    async fn version(&self) -> i64 {
        self.row.sequence
    }

    /// The name of the event that led there.
    async fn event(&self) -> &str {
        &self.row.event
    }

    /// Where the order stood since.
    async fn status(&self) -> OrderStatusWord {
        self.row.status.into()
    }

    /// Where the order stood since, in the language of the request.
    #[expect(clippy::unused_async, reason = "resolvers are async functions")]
    async fn status_words(&self, ctx: &Context<'_>) -> Result<&'static str> {
        Ok(match Visitor::of(ctx)?.language {
            Language::Russian => self.row.status.in_russian(),
            Language::English => self.row.status.in_english(),
        })
    }

    /// How often the order had been submitted.
    async fn round(&self) -> u32 {
        self.row.round
    }

    /// The hold that was put or released, if it was that.
    async fn hold(&self) -> Option<OrderHold> {
        self.row.hold.map(Into::into)
    }

    /// The code of the reason, where the supplier could not confirm it.
    async fn code(&self) -> Option<&str> {
        self.row.code.as_deref()
    }

    /// What somebody wrote about it; null when nobody did, and when it was erased.
    async fn comment(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.row.comment {
            Some(text) => related(ctx, TextOf(self.standpoint, text)).await,
            None => Ok(None),
        }
    }

    /// When it happened.
    async fn at(&self) -> DateTime<Utc> {
        self.row.at
    }

    /// Who brought it about.
    async fn actor(&self) -> Actor {
        Actor { actor: self.row.actor.clone(), standpoint: self.standpoint }
    }

    /// For whom, if for somebody else.
    async fn on_behalf_of(&self) -> Option<Actor> {
        let actor = self.row.on_behalf_of.clone()?;
        Some(Actor { actor, standpoint: self.standpoint })
    }
}
