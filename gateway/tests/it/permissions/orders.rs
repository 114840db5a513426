//! How orders of the world come into the state that something needs.

use commands::Requester;
use commands::approvals::AskAuthor;
use commands::ordering::{
    CarriageAsked, ConfirmOrder, CreateDraft, CreateDraftForCustomer, DecisionAsked, DeliverOrder, HoldOrder,
    RequestCancellation, SaveOrderTemplate, SetCartLine, ShipOrder, SubmitOrder, TakeOrderIntoProcessing,
    TemplateSource,
};
use domain::ordering::order::Hold;
use domain::vocabulary::ids::OrderTemplateId;
use domain::vocabulary::{OrderId, Quantity};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::trade::{Place, Trade, person_of};
use crate::world::PRODUCTS;

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// A draft that the manager wrote for its author.
    Placed,
    Draft,
    Pending,
    /// Waiting for approval, with a question to its author.
    Questioned,
    Held,
    Confirmed,
    /// In processing, and the buyer asks for a cancellation.
    Wished,
    Processing,
    Shipped,
    Delivered,
}

pub fn bolts() -> Quantity {
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
        if state == State::Questioned {
            let approver = self.member(place.approver, place.organization).await;
            self.ask(&approver, &AskAuthor { order, question: "зачем?".to_owned() }).await;
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
        let member = person_of(&self.world, place.author).await;
        let draft = CreateDraftForCustomer { member, contract, lines };
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
        if state == State::Wished {
            let author = self.member(place.author, place.organization).await;
            let reason = "передумали".to_owned();
            self.ask(&author, &RequestCancellation { order, lines: vec![(PRODUCTS[0], bolts())], reason })
                .await;
        }
        if state > State::Processing {
            self.ask(&manager, &ShipOrder { order, lines: Vec::new(), carriage: CarriageAsked::default() })
                .await;
        }
        if state > State::Shipped {
            self.ask(&manager, &DeliverOrder { order }).await;
        }
    }

    pub(super) async fn hold(&self, place: Place, order: OrderId) {
        let manager = self.manager(place.organization).await;
        self.ask(&manager, &HoldOrder { order, hold: Hold::Credit, reason: Some("ждём оплату".to_owned()) })
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
