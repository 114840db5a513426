//! A budget as its history left it.

use std::collections::BTreeMap;

use cqrs_es::{Aggregate, event_sink::EventSink};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::command::BudgetCommand;
use super::decide::decide;
use super::error::BudgetError;
use super::event::{BudgetEvent, Restoration, Stage};
use super::place::BudgetPlace;
use super::share::Share;
use super::terms::BudgetTerms;
use super::touch::Touch;
use crate::journal::{Stream, Tenant, record};
use crate::vocabulary::OrderId;

/// A budget as its history left it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    place: Option<BudgetPlace>,
    terms: Option<BudgetTerms>,
    orders: BTreeMap<OrderId, Taken>,
    reserved: Decimal,
    consumed: Decimal,
}

/// What one order takes of a budget.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// What it takes.
    pub share: Share,
    /// Whether the supplier accepted it: then it is consumed, else reserved.
    pub accepted: bool,
}

impl Budget {
    /// What it is of; nothing before it was set.
    pub const fn place(&self) -> Option<&BudgetPlace> {
        self.place.as_ref()
    }

    /// What may be spent; nothing before it was set and after it was cleared.
    pub const fn terms(&self) -> Option<&BudgetTerms> {
        self.terms.as_ref()
    }

    /// What orders take that wait.
    pub const fn reserved(&self) -> Decimal {
        self.reserved
    }

    /// What orders take that the supplier accepted.
    pub const fn consumed(&self) -> Decimal {
        self.consumed
    }

    /// What an order takes of it, if it takes anything.
    pub fn taken(&self, order: OrderId) -> Option<&Taken> {
        self.orders.get(&order)
    }

    /// What an order would do to it that takes so much, under terms that are in force. What
    /// the same order takes already does not count.
    pub fn touched(
        &self,
        place: BudgetPlace,
        terms: BudgetTerms,
        order: Option<OrderId>,
        takes: Decimal,
    ) -> Touch {
        let own = order.and_then(|order| self.taken(order)).map_or(Decimal::ZERO, |own| own.share.total());
        let used = self.reserved.saturating_add(self.consumed).saturating_sub(own);
        Touch { place, terms, used, takes }
    }
}

impl Stream for Budget {
    fn tenant(&self) -> Option<Tenant> {
        self.place.map(|place| Tenant::Organization(place.organization))
    }
}

impl Aggregate for Budget {
    const TYPE: &'static str = "budget";
    type Command = BudgetCommand;
    type Event = BudgetEvent;
    type Error = BudgetError;
    type Services = ();

    async fn handle(
        &mut self,
        command: BudgetCommand,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), BudgetError> {
        record(decide(self, command)?, self, sink).await;
        Ok(())
    }

    fn apply(&mut self, event: BudgetEvent) {
        match event {
            BudgetEvent::Set { place, terms } | BudgetEvent::CarriedOn { place, terms, .. } => {
                (self.place, self.terms) = (Some(place), Some(terms));
            }
            BudgetEvent::Cleared { place } => (self.place, self.terms) = (Some(place), None),
            BudgetEvent::Reserved { order, share } => {
                self.reserved = self.reserved.saturating_add(share.total());
                self.orders.entry(order).or_default().share.add(&share);
            }
            BudgetEvent::Consumed { order, share } => {
                let amount = share.total();
                self.reserved = self.reserved.saturating_sub(amount);
                self.consumed = self.consumed.saturating_add(amount);
                self.orders.entry(order).or_default().accepted = true;
            }
            BudgetEvent::Restored { order, share, out_of, why } => {
                let stage = match out_of {
                    Stage::Reserved => &mut self.reserved,
                    Stage::Consumed => &mut self.consumed,
                };
                *stage = stage.saturating_sub(share.total());
                self.give_back(order, &share, why);
            }
        }
    }
}

impl Budget {
    fn give_back(&mut self, order: OrderId, share: &Share, why: Restoration) {
        if why != Restoration::Changed {
            self.orders.remove(&order);
        } else if let Some(taken) = self.orders.get_mut(&order) {
            taken.share.take(share);
        }
    }
}
