//! Orders with which much happened, so that nearly every field has something to say.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

use chrono::{NaiveDate, TimeDelta};
use commands::Requester;
use commands::accounts::reconciliation::Statement;
use commands::accounts::{
    AgreeReconciliation, AnswerReconciliation, GrantCreditException, MarkReconciliationSent,
    RequestReconciliation, SetCreditLimit, SetCreditTerms,
};
use commands::approvals::{AnswerQuestion, ForceApproval, GrantDelegation, RemindApprovers};
use commands::ordering::{
    AmendOrder, AnswerCancellation, Asked, CarriageAsked, DecisionAsked, DeliverShipment, DeliveryAsked,
    DetailsAsked, LineAmendment, LineDetailsAsked, SetDetailsForCustomer, SetExpectedDate, ShipOrder,
    SubmitForCustomer, SubmitOrder,
};
use domain::accounts::exposure::{CreditAccount, CreditOutcome, CreditTerms, OverdueTerms, StaleTerms};
use domain::accounts::reconciliation::StatementLine;
use domain::accounts::settlement::{Entry, EntryKind, Side};
use domain::approvals::case::LineCut;
use domain::vocabulary::{
    BatchId, ContractId, Currency, DelegationId, Money, OrderId, OrganizationId, ReconciliationId,
};
use serde_json::json;

use super::orders::{State, bolts};
use super::trade::{ABROAD, BY_CAR, HOME, Place, Trade, person_of};
use crate::exchange::base::{Base, batch, contract};
use crate::ledger::{day, entry, posted, send, settling};
use crate::world::{PRODUCTS, STRANGE};

impl Trade {
    /// A delegation of the deputy to the approver of a place, at a time of its own.
    pub async fn delegate(&self, place: Place) -> DelegationId {
        let deputy = if place.organization == STRANGE { "locum" } else { "deputy" };
        let number = self.delegated.fetch_add(1, Ordering::SeqCst);
        let starts = self.world.server.commands.ports().clock.now() + TimeDelta::days(2 * number);
        let grant = GrantDelegation {
            from: None,
            to: person_of(&self.world, place.approver).await,
            starts: Some(starts),
            until: starts + TimeDelta::days(1),
            reason: Some("в отпуске".to_owned()),
        };
        let by = self.member(deputy, place.organization).await;
        DelegationId(self.ask(&by, &grant).await)
    }

    /// A batch that 1C sent, with a document that was refused.
    pub(super) async fn exchanged(&self) -> BatchId {
        let base = Base::of(&self.world.server, "ut-moscow").await;
        let answer = base.send(&batch("b-1", &[contract("k-1", "c-1", 1)])).await;
        assert_eq!(answer["counts"]["refused"], 1, "{answer}");
        let mut nothing = contract("k-2", "c-1", 1);
        nothing["date"] = json!("завтра");
        let answer = base.send(&batch("b-2", &[nothing])).await;
        answer["id"].as_str().expect("an id").parse().expect("an id of a batch")
    }

    /// An order with which everything happened that can after the acceptance.
    pub(super) async fn accepted_order(&self) {
        let order = self.order_in(HOME, State::Wished).await;
        let manager = self.manager(HOME.organization).await;
        let answer = Some("уже собрано".to_owned());
        self.ask(&manager, &AnswerCancellation { order, granted: false, answer }).await;
        let expected_on = NaiveDate::from_ymd_opt(2026, 12, 1);
        self.ask(&manager, &SetExpectedDate { order, expected_on }).await;
        let changes = vec![LineAmendment::Add(PRODUCTS[1], bolts())];
        self.ask(&manager, &AmendOrder { order, changes, reason: "ещё и гайки".to_owned() }).await;
        let changes = vec![LineAmendment::Remove(PRODUCTS[1])];
        self.ask(&manager, &AmendOrder { order, changes, reason: "без гаек".to_owned() }).await;
        let (carrier, tracking) = (Some("Почта".to_owned()), Some("26-1".to_owned()));
        let carriage = CarriageAsked { carrier, tracking, expected_on };
        let shipped = self.ask(&manager, &ShipOrder { order, lines: Vec::new(), carriage }).await;
        self.ask(&manager, &DeliverShipment { order, shipment: shipped.shipment }).await;
    }

    /// What may be ordered on credit, at home and abroad: everything that is ordered there.
    pub(super) async fn agree_credit(&self) {
        for organization in [HOME.organization, ABROAD.organization] {
            let manager = self.manager(organization).await;
            let account = CreditAccount { organization, currency: Currency::RUB };
            let (from, amount) = (None, 100_000_000.into());
            let until = Some(self.world.server.commands.ports().clock.now() + TimeDelta::days(900));
            self.ask(&manager, &SetCreditLimit { account, amount, from, until }).await;
            let overdue = OverdueTerms { floor: 100.into(), days: 10, then: CreditOutcome::Warn };
            let stale = StaleTerms { hours: 24, then: CreditOutcome::Warn };
            let terms = CreditTerms { exceeded: CreditOutcome::Hold, overdue: Some(overdue), stale };
            self.ask(&manager, &SetCreditTerms { account, terms }).await;
        }
    }

    /// An order that may pass whatever credit says.
    pub(super) async fn let_pass(&self, order: OrderId) {
        let manager = self.manager(HOME.organization).await;
        let until = Some(self.world.server.commands.ports().clock.now() + TimeDelta::days(900));
        let amount = Money::new(500.into(), Currency::RUB);
        self.ask(&manager, &GrantCreditException { order, amount, until }).await;
    }

    /// What an organization owes: an invoice about an order, a payment of a part of it.
    pub(super) async fn owe(&self, place: Place, order: OrderId) {
        let account = (place.organization, place.contract);
        let number = |name: &str| format!("{name}-{}", place.author);
        let invoice = entry(account, EntryKind::Invoice, &number("УТ"), "2026-01-10", 1000);
        let (due, order) = (Some(day("2026-01-31")), Some(order));
        let invoice = Entry { due, order, ..invoice };
        let payment = entry(account, EntryKind::Payment, &number("П"), "2026-02-25", 400);
        let payment = settling(payment, &invoice.number, 300);
        send(&self.world.server, vec![posted(1, invoice), posted(1, payment)]).await;
        self.state_another_balance(account).await;
        self.upload(place.organization, order).await;
    }

    /// 1C says its number of an order, and uploads a document about it.
    async fn upload(&self, organization: OrganizationId, order: Option<OrderId>) {
        let said = "WITH content AS (
                        INSERT INTO documents.contents (sha256, body, kept_at) VALUES (sha256($2), $2, now())
                        RETURNING sha256),
                    uploaded AS (
                        INSERT INTO documents.files (id, base, source, version, organization, order_id, kind, number,
                                                     date, name, media, size, sha256, received_at)
                        SELECT gen_random_uuid(), 'stating', $1, 1, $1, $3, 'invoice', '1', '2026-03-01', '1.pdf',
                               'application/pdf', 5, sha256, now() FROM content)
                    INSERT INTO exchange.order_statuses
                           (base, id, version, organization, order_id, status, number, stated_at)
                    VALUES ('stating', $1, 1, $1, $3, 'accepted', 'УТ-1', now())";
        let organization = organization.to_string();
        let body = format!("%PDF-{organization}").into_bytes();
        let said = sqlx::query(said).bind(&organization).bind(body).bind(order.map(OrderId::uuid));
        said.execute(&self.world.server.database).await.unwrap();
    }

    /// 1C says a balance that its documents do not add up to.
    async fn state_another_balance(&self, (organization, contract): (OrganizationId, ContractId)) {
        let stated = "WITH base AS (INSERT INTO exchange.bases (name, added_at) VALUES ('stating', now())
                                    ON CONFLICT DO NOTHING)
                      INSERT INTO exchange.balances
                             (base, organization, contract, currency, amount, as_of, received_at)
                      VALUES ('stating', $1, $2, 'RUB', 1, $3, $3)";
        let before = self.world.server.commands.ports().clock.now() - TimeDelta::hours(1);
        let stated = sqlx::query(stated).bind(organization.to_string()).bind(contract.uuid()).bind(before);
        stated.execute(&self.world.server.database).await.unwrap();
    }

    /// A statement that 1C was asked for, fetched and answered; the administrator agreed with our
    /// ledger, and then a document came. It follows [`owe`](Self::owe).
    pub(super) async fn reconcile(&self, place: Place) -> ReconciliationId {
        let tied = "INSERT INTO exchange.contracts (base, id, version, organization, contract, changed_at)
                    VALUES ('stating', $2::text, 1, $1, $2, now())";
        let tied = sqlx::query(tied).bind(place.organization.to_string()).bind(place.contract.uuid());
        tied.execute(&self.world.server.database).await.unwrap();
        let author = if place.organization == STRANGE { "stranger" } else { "administrator" };
        let by = self.member(author, place.organization).await;
        let (from, to) = (day("2026-01-01"), day("2026-03-01"));
        let id = self.ask(&by, &RequestReconciliation { contract: place.contract, from, to }).await;
        let erp = Requester::process("exchange", place.organization.into());
        self.ask(&erp, &MarkReconciliationSent { reconciliation: id }).await;
        let line = |number: &str, side, amount: i64| StatementLine {
            source: None,
            date: day(if side == Side::Debit { "2026-01-10" } else { "2026-02-25" }),
            number: number.to_owned(),
            side,
            amount: amount.into(),
        };
        let now = self.world.server.commands.ports().clock.now();
        let (made_at, known_at) = (now, now);
        let lines = vec![line("УТ-1", Side::Debit, 1000), line("П-1", Side::Credit, 400)];
        let answer = Ok(Statement { opening: 0.into(), closing: 600.into(), lines, made_at });
        self.ask(&erp, &AnswerReconciliation { reconciliation: id, answer }).await;
        let closing = Money::new(600.into(), Currency::RUB);
        self.ask(&by, &AgreeReconciliation { reconciliation: id, known_at, closing }).await;
        self.world.server.clock.advance(TimeDelta::minutes(1));
        let account = (place.organization, place.contract);
        let late = entry(account, EntryKind::Invoice, &format!("УТ-5-{}", place.author), "2026-02-20", 5);
        send(&self.world.server, vec![posted(1, late)]).await;
        id
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

    /// An order that the manager wrote and submitted for a member, with all that goes with it.
    pub(super) async fn placed_order(&self) {
        let order = self.order_in(HOME, State::Placed).await;
        let manager = self.manager(HOME.organization).await;
        let (cost_centre, address) = self.belongings[0];
        let wanted_on = (self.world.server.commands.ports().clock.now() + TimeDelta::days(30)).date_naive();
        let line = LineDetailsAsked {
            product: PRODUCTS[0],
            comment: Asked::Set("оцинкованные".to_owned()),
            cost_centre: Asked::Set(cost_centre),
        };
        let details = DetailsAsked {
            comment: Asked::Set("звонил покупатель".to_owned()),
            cost_centre: Asked::Set(cost_centre),
            delivery: Asked::Set(DeliveryAsked { way: BY_CAR, address: Some(address) }),
            wanted_on: Asked::Set(wanted_on),
            lines: vec![line],
        };
        self.ask(&manager, &SetDetailsForCustomer { order, details }).await;
        self.ask(&manager, &SubmitForCustomer { order, accepted_total: None }).await;
    }

    /// An order about which everybody talked until the administrator let it pass.
    pub(super) async fn forced_order(&self) {
        let order = self.order_in(HOME, State::Questioned).await;
        let author = self.member(HOME.author, HOME.organization).await;
        self.ask(&author, &AnswerQuestion { order, question: 1, answer: "пригодится".to_owned() }).await;
        self.ask(&author, &RemindApprovers { order }).await;
        let line_comments = BTreeMap::from([(PRODUCTS[0], "меньше".to_owned())]);
        self.decide(HOME, order, DecisionAsked::Return { comment: "много".to_owned(), line_comments }).await;
        self.ask(&author, &SubmitOrder { order, accepted_total: None }).await;
        let administrator = self.member("administrator", HOME.organization).await;
        let (revision, reason) = (self.revision(order).await, "срочно".to_owned());
        self.ask(&administrator, &ForceApproval { order, revision, reason }).await;
    }

    /// An order of which the approver took a part away.
    pub(super) async fn cut_order(&self) {
        let order = self.order_in(HOME, State::Pending).await;
        let cuts = vec![LineCut { product: PRODUCTS[0], quantity: Some("2".parse().unwrap()) }];
        self.decide(HOME, order, DecisionAsked::Approve { comment: None, cuts }).await;
    }
}
