//! How orders of the world come into the state that something needs.

use std::collections::BTreeMap;

use commands::Requester;
use commands::ordering::{
    ConfirmOrder, CreateDraft, CreateDraftForCustomer, DecisionAsked, DeliverOrder, HoldOrder,
    SaveOrderTemplate, SetCartLine, ShipOrder, SubmitOrder, TakeOrderIntoProcessing, TemplateSource,
};
use domain::ordering::order::Hold;
use domain::vocabulary::ids::OrderTemplateId;
use domain::vocabulary::{OrderId, Quantity};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::trade::{HOME, Place, Trade};
use crate::world::PRODUCTS;

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// A draft that the manager wrote for its author.
    Placed,
    Draft,
    Pending,
    Held,
    Confirmed,
    Processing,
    Shipped,
    Delivered,
}

fn bolts() -> Quantity {
    Quantity::new(Decimal::from(3)).unwrap()
}

impl Trade {
    /// A new order in a state.
    pub async fn order_in(&self, place: Place, state: State) -> OrderId {
        if state == State::Placed {
            return self.placed(place).await;
        }
        let author = self.member(place.author, place.organization).await;
        let draft = CreateDraft { contract: place.contract, lines: vec![(PRODUCTS[0], bolts())] };
        let order = self.ask(&author, &draft).await.order;
        if state > State::Draft {
            self.ask(&author, &SubmitOrder { order, accepted_total: None }).await;
        }
        if state == State::Held {
            self.hold(place, order).await;
        }
        if state > State::Held {
            self.go_on(place, order, state).await;
        }
        order
    }

    async fn placed(&self, place: Place) -> OrderId {
        let manager = self.manager(place.organization).await;
        let (contract, lines) = (place.contract, vec![(PRODUCTS[0], bolts())]);
        let draft = CreateDraftForCustomer { member: place.author, contract, lines };
        self.ask(&manager, &draft).await.order
    }

    async fn go_on(&self, place: Place, order: OrderId, state: State) {
        self.decide(place, order, DecisionAsked::Approve { comment: None, cuts: Vec::new() }).await;
        // The reaction does it as well; whoever is second finds it done.
        let service = Requester::process("confirm_approved_order", place.organization.into());
        self.ask(&service, &ConfirmOrder { order }).await;
        let manager = self.manager(place.organization).await;
        if state > State::Confirmed {
            self.ask(&manager, &TakeOrderIntoProcessing { order }).await;
        }
        if state > State::Processing {
            self.ask(&manager, &ShipOrder { order, lines: Vec::new(), carriage: Default::default() }).await;
        }
        if state > State::Shipped {
            self.ask(&manager, &DeliverOrder { order }).await;
        }
    }

    async fn hold(&self, place: Place, order: OrderId) {
        let manager = self.manager(place.organization).await;
        self.ask(&manager, &HoldOrder { order, hold: Hold::Credit, reason: None }).await;
    }

    /// An order that was returned with a comment and submitted again.
    pub(super) async fn told_order(&self, place: Place, comment: &str) -> OrderId {
        let order = self.order_in(place, State::Pending).await;
        self.decide(
            place,
            order,
            DecisionAsked::Return { comment: comment.to_owned(), line_comments: BTreeMap::new() },
        )
        .await;
        let author = self.member(place.author, place.organization).await;
        self.ask(&author, &SubmitOrder { order, accepted_total: None }).await;
        order
    }

    /// So the service tries to confirm it, and notes why it cannot.
    pub(super) async fn approve_under_a_hold(&self, order: OrderId) {
        self.hold(HOME, order).await;
        self.decide(
            HOME,
            order,
            DecisionAsked::Approve { comment: Some("берём".to_owned()), cuts: Vec::new() },
        )
        .await;
    }

    /// The cart of the author, with its version.
    pub(super) async fn fill_cart(&self, place: Place) -> (Uuid, i64) {
        let author = self.member(place.author, place.organization).await;
        let line = SetCartLine { product: PRODUCTS[0], quantity: Some(bolts()), add: false };
        self.ask(&author, &line).await;
        let cart = "SELECT id, version FROM ordering.carts WHERE organization = $1 AND person = $2";
        let row =
            sqlx::query_as(cart).bind(place.organization.to_string()).bind(author.person().unwrap().uuid());
        row.fetch_one(&self.world.server.database).await.unwrap()
    }

    /// A template of the author, shared in the organization.
    pub(super) async fn keep_template(&self, place: Place) -> OrderTemplateId {
        let author = self.member(place.author, place.organization).await;
        let name = format!("Шаблон {}", self.world.server.commands.ports().ids.next());
        let source = TemplateSource::Lines(vec![(PRODUCTS[0], bolts())]);
        let save = SaveOrderTemplate { name: name.parse().unwrap(), source, shared: true };
        self.ask(&author, &save).await.template
    }
}
