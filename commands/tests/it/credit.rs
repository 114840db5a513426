//! Orders and the credit of their organization: checked, held, waiting, freed.

use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use commands::accounts::{
    Arrival, Arrived, GrantCreditException, LiftCreditLimit, SetCreditLimit, SetCreditTerms, settle,
};
use commands::journal::{Loaded, load};
use commands::ordering::{
    AmendOrder, CancelForCustomer, CancelOrder, ConfirmOrder, LineAmendment, ReleaseOrder, SubmitOrder,
};
use commands::organizations::{BlockOrganization, UnblockOrganization};
use commands::ports::{AboutAccount, AccountFacts, Answering};
use commands::{Command, CommandError, Request, Requester, processes};
use domain::accounts::exposure::{
    CreditAccount, CreditOutcome, CreditTerms, Exposure, OverdueSum, OverdueTerms, Receivables, StaleTerms,
};
use domain::accounts::settlement::{Entry, EntryKind, Side};
use domain::journal::{Fact, Known, Tenant};
use domain::ordering::order::Hold;
use domain::ordering::{OrderEvent, OrderStatus};
use domain::organizations::BlockReason;
use domain::vocabulary::{Currency, Money, OrderId};
use rust_decimal::Decimal;

use crate::clock::noon;
use crate::shop::{Shop, refusal_of, units};
use crate::writing::new_id;

/// Ten bolts with VAT: what every order of the shop costs.
const ORDER: i64 = 1_200;

/// A ledger that says what it is told to say.
#[derive(Default)]
struct Ledger(Mutex<Option<Receivables>>);

impl AccountFacts for Ledger {
    fn receivables(&self, about: AboutAccount) -> Answering<'_, Receivables> {
        let said = self.0.lock().expect("nobody panics here").clone();
        Box::pin(
            async move { said.map_or(Known::Unknown, |value| Known::Read { value, as_of: about.at_least }) },
        )
    }
}

/// The shop with a ledger, where goods are paid two weeks after they left.
struct Desk {
    shop: Shop,
    ledger: Arc<Ledger>,
}

impl Desk {
    async fn open() -> Self {
        let mut shop = Shop::open().await;
        let ledger = Arc::new(Ledger::default());
        shop.node = shop.node.clone().knowing_accounts(ledger.clone());
        let deferred =
            r#"UPDATE organizations.contracts SET payment_terms = '{"kind":"deferred","days":14}'"#;
        shop.execute(deferred).await;
        let desk = Self { shop, ledger };
        desk.owes(0);
        desk
    }

    fn owes(&self, open: i64) {
        self.says(Receivables {
            open: open.into(),
            overdue: vec![],
            advances: Decimal::ZERO,
            invoiced: [].into(),
            as_of: noon(),
            last_exchange: Some(noon()),
        });
    }

    fn says(&self, receivables: Receivables) {
        *self.ledger.0.lock().expect("nobody panics here") = Some(receivables);
    }

    fn account(&self) -> CreditAccount {
        CreditAccount { organization: self.shop.organization, currency: Currency::RUB }
    }

    /// Something that the manager asks for, and all that follows by itself.
    async fn agree<C: Command>(&self, command: C) {
        self.shop.ask(&self.shop.manager().await, &command).await.expect("agreed");
        self.follow().await;
    }

    async fn limit(&self, amount: i64) {
        let (account, amount) = (self.account(), amount.into());
        // Every node of the tests has a clock of its own that begins at noon.
        self.agree(SetCreditLimit { account, amount, from: Some(noon()), until: None }).await;
    }

    /// An order that the approver let pass, and all that follows.
    async fn approved(&self) -> OrderId {
        let order = self.shop.approved().await;
        self.follow().await;
        order
    }

    /// Everything that follows by itself, until nothing does.
    async fn follow(&self) {
        let reactions = processes::all();
        let mut seen = 0;
        loop {
            let history = self.shop.history().await;
            if history.len() == seen {
                return;
            }
            for event in &history[seen..] {
                for reaction in reactions.iter().filter(|reaction| reaction.concerns(event)) {
                    reaction.react(event, &self.shop.node).await.expect("no failure");
                }
            }
            seen = history.len();
        }
    }

    async fn exposure(&self) -> Loaded<Exposure> {
        load::load(&self.shop.database.pool, self.account()).await.expect("the exposure")
    }

    async fn held(&self, order: OrderId) -> Option<Decimal> {
        self.exposure().await.holds().get(&order).map(|held| held.amount)
    }

    async fn frees(&self, order: OrderId) -> Option<Decimal> {
        self.exposure().await.stopped_by(order).and_then(|decision| decision.frees)
    }

    /// Where an order stands, and whether it is held for credit.
    async fn stands(&self, order: OrderId) -> (OrderStatus, bool) {
        let order = self.shop.order(order).await;
        (order.status().expect("an order"), order.holds().contains(&Hold::Credit))
    }

    /// 1C posts a document that pays.
    async fn payment_arrives(&self, amount: i64) {
        let entry = Entry {
            organization: self.shop.organization,
            contract: self.shop.contract,
            currency: Currency::RUB,
            kind: EntryKind::Payment,
            side: Side::Credit,
            number: "П-1".to_owned(),
            effective: noon().date_naive(),
            amount: amount.into(),
            due: None,
            order: None,
            allocations: vec![],
        };
        self.arrives(entry).await;
    }

    async fn arrives(&self, entry: Entry) {
        let (requester, request) = (Requester::console(Tenant::Supplier), Request::new(new_id()));
        let base = "ut".parse().expect("a name");
        let id = new_id().to_string();
        let arrived = vec![Arrived { id, version: 1, what: Arrival::Posted(Box::new(entry)) }];
        let mut transaction = self.shop.database.pool.begin().await.expect("a transaction");
        let ports = self.shop.node.ports();
        settle(&mut transaction, ports, &requester, &request, &base, arrived).await.expect("taken in");
        transaction.commit().await.expect("committed");
        self.follow().await;
    }

    async fn submit(&self) -> Result<OrderId, CommandError> {
        let order = self.shop.draft().await;
        let who = self.shop.member(self.shop.purchaser).await;
        self.shop.ask(&who, &SubmitOrder { order, accepted_total: None }).await?;
        Ok(order)
    }
}

#[tokio::test]
async fn where_no_credit_was_agreed_orders_go_on_as_ever_and_nothing_is_held() {
    let desk = Desk::open().await;
    let order = desk.approved().await;
    assert_eq!(desk.stands(order).await, (OrderStatus::Confirmed, false));
    assert_eq!(desk.exposure().await.sequence, 0);
    let checks = |event: &OrderEvent| matches!(event, OrderEvent::CreditChecked { .. });
    let history = desk.shop.history().await;
    assert!(!history.iter().any(|event| matches!(&event.fact, Ok(Fact::Order(fact)) if checks(fact))));
}

#[tokio::test]
async fn an_order_over_the_limit_waits_and_goes_on_by_itself_when_the_limit_is_raised() {
    let desk = Desk::open().await;
    desk.limit(2_000).await;
    let (first, second) = (desk.approved().await, desk.approved().await);
    assert_eq!(desk.stands(first).await, (OrderStatus::Confirmed, false));
    assert_eq!(desk.held(first).await, Some(ORDER.into()));
    assert_eq!(desk.stands(second).await, (OrderStatus::Approved, true));
    assert_eq!(desk.frees(second).await, Some(400.into()));
    desk.limit(2_399).await;
    assert_eq!(desk.frees(second).await, Some(1.into()), "what is missing is told anew");
    desk.limit(2_400).await;
    assert_eq!(desk.stands(second).await, (OrderStatus::Confirmed, false));
    assert_eq!(desk.held(second).await, Some(ORDER.into()));
}

#[tokio::test]
async fn an_order_that_waits_goes_on_when_a_payment_arrives_the_oldest_first() {
    let desk = Desk::open().await;
    desk.limit(2_000).await;
    desk.owes(2_000);
    let (first, second) = (desk.approved().await, desk.approved().await);
    assert_eq!(desk.frees(first).await, Some(ORDER.into()));
    desk.owes(700);
    desk.payment_arrives(1_300).await;
    assert_eq!(desk.stands(first).await, (OrderStatus::Confirmed, false), "it waited longer");
    assert_eq!(desk.stands(second).await, (OrderStatus::Approved, true));
    assert_eq!(desk.frees(second).await, Some((700 + 2 * ORDER - 2_000).into()));
}

#[tokio::test]
async fn what_is_decided_about_an_order_and_its_credit_is_one_append() {
    let desk = Desk::open().await;
    desk.limit(0).await;
    desk.approved().await;
    let history = desk.shop.history().await;
    let stopped = history.iter().find(|event| event.aggregate_type == "exposure" && event.sequence == 2);
    let held = history.iter().find(|event| {
        matches!(&event.fact, Ok(Fact::Order(OrderEvent::PutOnHold { hold: Hold::Credit, .. })))
    });
    let (stopped, held) = (stopped.expect("stopped"), held.expect("held"));
    assert_eq!((stopped.occurred_at, stopped.causation_id), (held.occurred_at, held.causation_id));
}

#[tokio::test]
async fn credit_is_checked_at_the_submission_and_what_it_said_is_noted() {
    let desk = Desk::open().await;
    desk.limit(1_000).await;
    let order = desk.submit().await.expect("it can be submitted and waits later");
    let noted = desk.shop.history().await.into_iter().find_map(|event| match event.fact {
        Ok(Fact::Order(OrderEvent::CreditChecked { decision })) => Some(decision),
        _ => None,
    });
    let noted = noted.expect("the check");
    assert_eq!((noted.outcome, noted.frees), (CreditOutcome::Hold, Some(200.into())));
    assert_eq!((noted.before, noted.after), (Some(1_000.into()), Some((-200).into())));
    assert!(noted.position.is_some(), "it can be explained later");
    assert_eq!(desk.shop.status(order).await, OrderStatus::PendingApproval);
    assert_eq!(desk.exposure().await.holds().len(), 0, "nothing is held before the confirmation");
}

#[tokio::test]
async fn where_credit_blocks_the_submission_is_refused_with_what_would_free_it() {
    let desk = Desk::open().await;
    desk.limit(10_000).await;
    let overdue = OverdueTerms { floor: 100.into(), days: 30, then: CreditOutcome::Block };
    let terms = CreditTerms { overdue: Some(overdue), ..CreditTerms::default() };
    desk.agree(SetCreditTerms { account: desk.account(), terms }).await;
    let due = noon().date_naive() - TimeDelta::days(31);
    let debt = Receivables {
        open: 500.into(),
        overdue: vec![OverdueSum { due, open: 500.into() }],
        advances: Decimal::ZERO,
        invoiced: [].into(),
        as_of: noon(),
        last_exchange: Some(noon()),
    };
    desk.says(debt);
    let refused = desk.submit().await.unwrap_err();
    assert_eq!(refusal_of(&refused), "CREDIT_BLOCKED");
    assert!(refused.to_string().contains("400.00 RUB"), "{refused}");
    desk.owes(500);
    desk.submit().await.expect("nothing is overdue");
}

#[tokio::test]
async fn what_nobody_knows_holds_the_order_that_nobody_approved_and_no_other() {
    let desk = Desk::open().await;
    desk.limit(10_000).await;
    *desk.ledger.0.lock().expect("nobody panics here") = None;
    let approved = desk.approved().await;
    assert_eq!(desk.stands(approved).await, (OrderStatus::Confirmed, false), "somebody looked at it");
    let who = desk.shop.member(desk.shop.administrator).await;
    let draft = commands::ordering::CreateDraft {
        contract: desk.shop.contract,
        lines: vec![(desk.shop.products[0], units(1))],
    };
    let order = desk.shop.ask(&who, &draft).await.expect("a draft").order;
    let submitted = desk.shop.ask(&who, &SubmitOrder { order, accepted_total: None }).await;
    assert_eq!(submitted.expect("submitted").case, None, "nobody has to approve it");
    desk.follow().await;
    assert_eq!(desk.stands(order).await, (OrderStatus::Approved, true));
    let warn = StaleTerms { hours: 24, then: CreditOutcome::Warn };
    let terms = CreditTerms { stale: warn, ..CreditTerms::default() };
    desk.agree(SetCreditTerms { account: desk.account(), terms }).await;
    assert_eq!(desk.stands(order).await, (OrderStatus::Confirmed, false));
}

#[tokio::test]
async fn an_exception_lets_one_order_pass_and_no_other() {
    let desk = Desk::open().await;
    desk.limit(0).await;
    let (one, another) = (desk.approved().await, desk.approved().await);
    let amount = Money::new(ORDER.into(), Currency::RUB);
    desk.agree(GrantCreditException { order: one, amount, until: None }).await;
    assert_eq!(desk.stands(one).await, (OrderStatus::Confirmed, false));
    assert_eq!(desk.stands(another).await, (OrderStatus::Approved, true));
    let again = GrantCreditException { order: one, amount, until: None };
    let refused = desk.shop.ask(&desk.shop.manager().await, &again).await.unwrap_err();
    assert_eq!(refusal_of(&refused), "CREDIT_ORDER_GONE_ON");
}

#[tokio::test]
async fn whoever_releases_an_order_that_waits_for_credit_lets_it_pass() {
    let desk = Desk::open().await;
    desk.limit(0).await;
    let order = desk.approved().await;
    desk.agree(ReleaseOrder { order, hold: Hold::Credit, note: None }).await;
    assert_eq!(desk.stands(order).await, (OrderStatus::Confirmed, false));
    assert_eq!(desk.held(order).await, Some(ORDER.into()));
}

#[tokio::test]
async fn what_is_called_off_is_not_held_any_more_and_frees_the_next() {
    let desk = Desk::open().await;
    desk.limit(ORDER).await;
    let (first, second) = (desk.approved().await, desk.approved().await);
    assert_eq!(desk.stands(second).await, (OrderStatus::Approved, true));
    desk.agree(CancelForCustomer { order: first, reason: "Нет товара".to_owned() }).await;
    assert_eq!(desk.held(first).await, None);
    assert_eq!(desk.stands(second).await, (OrderStatus::Confirmed, false));
}

#[tokio::test]
async fn a_waiting_order_that_is_called_off_does_not_wait_any_more() {
    let desk = Desk::open().await;
    desk.limit(0).await;
    let order = desk.approved().await;
    let who = desk.shop.member(desk.shop.purchaser).await;
    let cancel = CancelOrder { order, reason: "Передумали".to_owned() };
    desk.shop.ask(&who, &cancel).await.expect("cancelled");
    desk.follow().await;
    assert_eq!(desk.exposure().await.stopped(), []);
    desk.limit(100_000).await;
    assert_eq!(desk.shop.status(order).await, OrderStatus::Cancelled);
}

#[tokio::test]
async fn an_amended_order_holds_what_it_costs_now() {
    let desk = Desk::open().await;
    desk.limit(10_000).await;
    let order = desk.approved().await;
    let changes = vec![LineAmendment::SetQuantity(desk.shop.products[0], units(5))];
    desk.agree(AmendOrder { order, changes, reason: "Осталось пять".to_owned() }).await;
    assert_eq!(desk.held(order).await, Some((ORDER / 2).into()));
}

#[tokio::test]
async fn what_was_confirmed_before_the_first_limit_is_held_from_then_on() {
    let desk = Desk::open().await;
    let before = desk.approved().await;
    desk.limit(2_000).await;
    assert_eq!(desk.held(before).await, Some(ORDER.into()));
    let after = desk.approved().await;
    assert_eq!(desk.stands(after).await, (OrderStatus::Approved, true));
    desk.agree(LiftCreditLimit { account: desk.account() }).await;
    assert_eq!(desk.stands(after).await, (OrderStatus::Confirmed, false));
}

#[tokio::test]
async fn an_invoice_is_noted_beside_the_hold_that_it_replaces() {
    let desk = Desk::open().await;
    desk.limit(10_000).await;
    let order = desk.approved().await;
    let invoice = Entry {
        organization: desk.shop.organization,
        contract: desk.shop.contract,
        currency: Currency::RUB,
        kind: EntryKind::Invoice,
        side: Side::Debit,
        number: "РТ-1".to_owned(),
        effective: noon().date_naive(),
        amount: 700.into(),
        due: None,
        order: Some(order),
        allocations: vec![],
    };
    desk.arrives(invoice).await;
    let exposure = desk.exposure().await;
    let replaced: Vec<_> = exposure.holds()[&order].replaced.values().copied().collect();
    assert_eq!(replaced, [700.into()]);
    assert_eq!(exposure.holds()[&order].amount, ORDER.into(), "what is left of it the ledger says");
}

#[tokio::test]
async fn orders_of_a_blocked_organization_wait_for_its_unblocking_and_then_for_credit() {
    let desk = Desk::open().await;
    desk.limit(0).await;
    let order = desk.approved().await;
    let organization = desk.shop.organization;
    desk.agree(BlockOrganization { organization, reason: BlockReason::OverdueDebt }).await;
    desk.limit(10_000).await;
    assert_eq!(desk.stands(order).await, (OrderStatus::Approved, true));
    desk.agree(UnblockOrganization { organization }).await;
    assert_eq!(desk.stands(order).await, (OrderStatus::Confirmed, false));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_orders_confirmed_at_once_only_what_fits_goes_on() {
    let desk = Desk::open().await;
    desk.limit(ORDER).await;
    let orders = [desk.shop.approved().await, desk.shop.approved().await];
    let nodes = [(); 2].map(|()| desk.shop.another_node().knowing_accounts(desk.ledger.clone()));
    let confirm = async |number: usize| {
        let requester = Requester::process("confirm", desk.shop.organization.into());
        let command = ConfirmOrder { order: orders[number] };
        nodes[number].execute(&requester, &Request::new(new_id()), &command).await.expect("decided");
    };
    tokio::join!(confirm(0), confirm(1));
    let exposure = desk.exposure().await;
    assert_eq!((exposure.holds().len(), exposure.stopped().len()), (1, 1));
}

#[tokio::test]
async fn only_the_supplier_agrees_credit_and_only_with_who_exists() {
    let desk = Desk::open().await;
    let set = SetCreditLimit { account: desk.account(), amount: 1.into(), from: None, until: None };
    let member = desk.shop.member(desk.shop.administrator).await;
    assert!(matches!(desk.shop.ask(&member, &set).await, Err(CommandError::Forbidden)));
    let elsewhere = Requester::console(Tenant::Organization(new_id().into()));
    assert!(matches!(desk.shop.ask(&elsewhere, &set).await, Err(CommandError::NotFound)));
}
