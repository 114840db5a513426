//! What a cost centre may spend: reserved, spent and given back in the append of the order.

use std::collections::{BTreeMap, BTreeSet};

use commands::accounts::{ClearBudget, SetBudget};
use commands::approvals::Previewed;
use commands::ordering::{
    Asked, CancelOrder, CancelOrderLines, ConfirmOrder, ConfirmOrdersOf, CreateDraft, DecideOrder,
    DecisionAsked, DetailsAsked, LineDetailsAsked, SetOrderDetails, SubmitOrder, TakeOrderIntoProcessing,
    WithdrawOrder,
};
use commands::organizations::OpenCostCentre;
use commands::{CommandError, Request, Requester};
use domain::accounts::budget::{Budget, BudgetPlace, Enforcement};
use domain::approvals::case::LineCut;
use domain::approvals::policy::{RuleId, Verdict};
use domain::journal::Tenant;
use domain::ordering::OrderStatus;
use domain::organizations::MemberRole;
use domain::vocabulary::{CostCentreId, Currency, OrderId, Period, PersonId};
use rust_decimal::Decimal;

use crate::shop::{Shop, refusal_of, units};
use crate::writing::new_id;

/// A shop whose organization has a cost centre. Ten bolts cost 1,200 with VAT.
struct Office {
    shop: Shop,
    centre: CostCentreId,
}

impl Office {
    async fn open() -> Self {
        let shop = Shop::open().await;
        let centre = centre(&shop, "200").await;
        Self { shop, centre }
    }

    fn place(&self, centre: CostCentreId, first_day: &str) -> BudgetPlace {
        BudgetPlace {
            organization: self.shop.organization,
            cost_centre: centre,
            period: Period::Month,
            first_day: first_day.parse().expect("a day"),
            currency: Currency::RUB,
        }
    }

    fn budget(&self, amount: Option<i64>, enforcement: Enforcement) -> SetBudget {
        SetBudget {
            cost_centre: self.centre,
            period: Period::Month,
            currency: Currency::RUB,
            on: None,
            amount: amount.map(Decimal::from),
            enforcement,
            carries_on: true,
        }
    }

    async fn set(&self, amount: i64, enforcement: Enforcement) {
        let set = self.budget(Some(amount), enforcement);
        self.shop.ask(&self.administrator().await, &set).await.expect("a budget");
    }

    async fn administrator(&self) -> Requester {
        self.shop.member(self.shop.administrator).await
    }

    /// What is reserved and consumed in March of the first cost centre.
    async fn used(&self) -> (Decimal, Decimal) {
        self.used_of(self.centre).await
    }

    async fn used_of(&self, centre: CostCentreId) -> (Decimal, Decimal) {
        let id = self.place(centre, "2026-03-01").id();
        let budget = self.shop.load::<Budget>(id.uuid()).await;
        (budget.reserved(), budget.consumed())
    }

    /// A draft of ten bolts for the cost centre.
    async fn draft(&self) -> OrderId {
        let order = self.shop.draft().await;
        self.charge(order, self.shop.purchaser).await;
        order
    }

    async fn charge(&self, order: OrderId, author: PersonId) {
        let details = DetailsAsked { cost_centre: Asked::Set(self.centre), ..DetailsAsked::default() };
        let set = SetOrderDetails { order, details };
        self.shop.ask(&self.shop.member(author).await, &set).await.expect("a cost centre");
    }

    async fn submit(&self, order: OrderId) -> Result<(), CommandError> {
        let submit = SubmitOrder { order, accepted_total: None };
        self.shop.ask(&self.shop.member(self.shop.purchaser).await, &submit).await.map(drop)
    }

    async fn submitted(&self) -> OrderId {
        let order = self.draft().await;
        self.submit(order).await.expect("submitted");
        order
    }

    async fn decide(&self, order: OrderId, decision: DecisionAsked) {
        let revision = self.shop.revision(order).await;
        let decide = DecideOrder { order, stage: None, decision, revision };
        self.shop.ask(&self.shop.member(self.shop.approver).await, &decide).await.expect("decided");
    }

    async fn approve(&self, order: OrderId) {
        self.decide(order, DecisionAsked::Approve { comment: None, cuts: Vec::new() }).await;
    }

    fn service(&self) -> Requester {
        Requester::process("confirm_approved_order", Tenant::from(self.shop.organization))
    }

    async fn confirmed(&self) -> OrderId {
        let order = self.submitted().await;
        self.approve(order).await;
        self.shop.ask(&self.service(), &ConfirmOrder { order }).await.expect("confirmed");
        order
    }
}

async fn centre(shop: &Shop, code: &str) -> CostCentreId {
    let open = OpenCostCentre {
        organization: shop.organization,
        code: code.to_owned(),
        name: format!("Цех {code}"),
        owner: shop.administrator,
    };
    shop.ask(&shop.member(shop.administrator).await, &open).await.expect("a cost centre")
}

fn rubles(reserved: i64, consumed: i64) -> (Decimal, Decimal) {
    (reserved.into(), consumed.into())
}

#[tokio::test]
async fn without_a_budget_nothing_is_counted() {
    let office = Office::open().await;
    office.confirmed().await;
    let of_budgets = "SELECT count(*) FROM journal.events WHERE aggregate_type = 'budget'";
    assert_eq!(office.shop.database.number(of_budgets).await, 0);
}

#[tokio::test]
async fn a_blocking_budget_refuses_with_what_is_left_and_the_order_stays_a_draft() {
    let office = Office::open().await;
    office.set(2_000, Enforcement::Block).await;
    office.submitted().await;
    let second = office.draft().await;
    let refused = office.submit(second).await.expect_err("800 are left");
    assert_eq!(refusal_of(&refused), "BUDGET_EXCEEDED");
    assert!(refused.to_string().contains("800"), "{refused}");
    assert_eq!(office.shop.status(second).await, OrderStatus::Draft);
    assert_eq!(office.used().await, rubles(1_200, 0));
}

#[tokio::test]
async fn a_budget_of_nothing_takes_nothing_and_no_limit_takes_all() {
    let office = Office::open().await;
    office.set(0, Enforcement::Block).await;
    let order = office.draft().await;
    assert_eq!(refusal_of(&office.submit(order).await.expect_err("nothing")), "BUDGET_EXCEEDED");
    let unlimited = office.budget(None, Enforcement::Block);
    office.shop.ask(&office.administrator().await, &unlimited).await.expect("no limit");
    office.submit(order).await.expect("submitted");
    assert_eq!(office.used().await, rubles(1_200, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_submissions_at_once_cannot_overspend() {
    for (amount, fit) in [(2_399, 1), (2_400, 2)] {
        let office = Office::open().await;
        office.set(amount, Enforcement::Block).await;
        let (first, second) = (office.draft().await, office.draft().await);
        let who = office.shop.member(office.shop.purchaser).await;
        let other = office.shop.another_node();
        let submit = |order| SubmitOrder { order, accepted_total: None };
        let (request, submits) = (Request::new(new_id()), (submit(first), submit(second)));
        let ended = tokio::join!(
            office.shop.node.execute(&who, &request, &submits.0),
            other.execute(&who, &request, &submits.1)
        );
        let ended = [ended.0.map(drop), ended.1.map(drop)];
        for refused in ended.iter().filter_map(|ended| ended.as_ref().err()) {
            assert_eq!(refusal_of(refused), "BUDGET_EXCEEDED");
        }
        assert_eq!(ended.iter().filter(|ended| ended.is_ok()).count(), fit, "{ended:?}");
        assert_eq!(office.used().await, (Decimal::from(1_200 * fit), Decimal::ZERO));
    }
}

#[tokio::test]
async fn what_is_reserved_is_consumed_with_the_confirmation_in_one_append() {
    let office = Office::open().await;
    office.set(5_000, Enforcement::Block).await;
    office.confirmed().await;
    assert_eq!(office.used().await, rubles(0, 1_200));
    for events in ["'Submitted', 'Reserved'", "'Confirmed', 'Consumed'"] {
        let together = format!(
            "SELECT count(DISTINCT correlation_id) FROM journal.events WHERE event_type IN ({events})"
        );
        assert_eq!(office.shop.database.number(&together).await, 1);
    }
}

#[tokio::test]
async fn what_comes_back_is_reserved_no_more() {
    let office = Office::open().await;
    office.set(1_200, Enforcement::Block).await;
    let order = office.submitted().await;
    let author = office.shop.member(office.shop.purchaser).await;
    office.shop.ask(&author, &WithdrawOrder { order }).await.expect("withdrawn");
    assert_eq!(office.used().await, rubles(0, 0));
    office.submit(order).await.expect("submitted again");
    let comment = "Меньше".to_owned();
    office.decide(order, DecisionAsked::Return { comment, line_comments: BTreeMap::new() }).await;
    assert_eq!(office.used().await, rubles(0, 0));
    office.submit(order).await.expect("submitted again");
    office.decide(order, DecisionAsked::Reject { reason: "Не нужно".to_owned() }).await;
    assert_eq!(office.used().await, rubles(0, 0));
    let called_off = office.submitted().await;
    let cancel = CancelOrder { order: called_off, reason: "Передумали".to_owned() };
    office.shop.ask(&author, &cancel).await.expect("cancelled");
    assert_eq!(office.used().await, rubles(0, 0));
    let rows = "SELECT count(*) FROM accounts.budget_orders";
    assert_eq!(office.shop.database.number(rows).await, 0);
}

#[tokio::test]
async fn what_an_approver_cuts_and_the_supplier_calls_off_is_free_again() {
    let office = Office::open().await;
    office.set(1_200, Enforcement::Block).await;
    let order = office.submitted().await;
    let cuts = vec![LineCut { product: office.shop.products[0], quantity: Some(units(6)) }];
    office.decide(order, DecisionAsked::Approve { comment: None, cuts }).await;
    assert_eq!(office.used().await, rubles(720, 0));
    office.shop.ask(&office.service(), &ConfirmOrder { order }).await.expect("confirmed");
    let manager = office.shop.manager().await;
    office.shop.ask(&manager, &TakeOrderIntoProcessing { order }).await.expect("taken");
    let lines = vec![(office.shop.products[0], units(1))];
    let some = CancelOrderLines { order, lines, reason: "Брак".to_owned() };
    office.shop.ask(&manager, &some).await.expect("one less");
    assert_eq!(office.used().await, rubles(0, 600));
    let all = CancelOrderLines { order, lines: Vec::new(), reason: "Нет".to_owned() };
    office.shop.ask(&manager, &all).await.expect("called off");
    assert_eq!(office.used().await, rubles(0, 0));
}

#[tokio::test]
async fn each_line_takes_of_the_budget_of_its_own_cost_centre() {
    let office = Office::open().await;
    let other = centre(&office.shop, "300").await;
    for centre in [office.centre, other] {
        let set = SetBudget { cost_centre: centre, ..office.budget(Some(5_000), Enforcement::Block) };
        office.shop.ask(&office.administrator().await, &set).await.expect("a budget");
    }
    let author = office.shop.member(office.shop.purchaser).await;
    let [bolts, nuts] = office.shop.products;
    let lines = vec![(bolts, units(10)), (nuts, units(2))];
    let draft = CreateDraft { contract: office.shop.contract, lines };
    let order = office.shop.ask(&author, &draft).await.expect("a draft").order;
    let line = LineDetailsAsked { product: nuts, comment: Asked::Keep, cost_centre: Asked::Set(other) };
    let details =
        DetailsAsked { cost_centre: Asked::Set(office.centre), lines: vec![line], ..DetailsAsked::default() };
    office.shop.ask(&author, &SetOrderDetails { order, details }).await.expect("details");
    office.submit(order).await.expect("submitted");
    assert_eq!(office.used().await, rubles(1_200, 0));
    assert_eq!(office.used_of(other).await, rubles(600, 0));
}

#[tokio::test]
async fn beyond_a_budget_that_asks_an_administrator_agrees_whom_no_rule_would_ask() {
    let office = Office::open().await;
    let (boss, second) = (office.shop.administrator, PersonId(new_id()));
    office.shop.join(second, MemberRole::Administrator).await;
    office.set(1_000, Enforcement::RequireApproval).await;
    let who = office.administrator().await;
    let draft =
        CreateDraft { contract: office.shop.contract, lines: vec![(office.shop.products[0], units(10))] };
    let order = office.shop.ask(&who, &draft).await.expect("a draft").order;
    office.charge(order, boss).await;
    let preview = office.shop.node.preview_approval(&who, &Previewed::Order(order)).await.expect("a preview");
    let Some(Verdict::Required(route)) = preview.verdict else { panic!("{preview:?}") };
    assert_eq!(route.rules, [RuleId::BEYOND_BUDGET]);
    assert_eq!(route.stages[0][0].people, BTreeSet::from([second]));
    let touch = preview.budgets[0].touch;
    assert_eq!((touch.before(), touch.after()), (Some(1_000.into()), Some((-200).into())));
    let submit = SubmitOrder { order, accepted_total: None };
    office.shop.ask(&who, &submit).await.expect("submitted");
    assert_eq!(office.shop.status(order).await, OrderStatus::PendingApproval);
    let approve = office.shop.approval(order).await;
    let own = office.shop.ask(&who, &approve).await.expect_err("the own order");
    assert_eq!(refusal_of(&own), "OWN_ORDER");
    office.shop.ask(&office.shop.member(second).await, &approve).await.expect("approved");
    assert_eq!(office.used().await, rubles(1_200, 0));
}

#[tokio::test]
async fn a_warning_lets_the_order_go_on_and_is_seen_before() {
    let office = Office::open().await;
    office.set(1_000, Enforcement::Warn).await;
    let order = office.draft().await;
    let who = office.shop.member(office.shop.purchaser).await;
    let preview = office.shop.node.preview_approval(&who, &Previewed::Order(order)).await.expect("a preview");
    assert!(preview.obstacles.is_empty() && preview.budgets[0].touch.exceeds());
    assert_eq!(preview.budgets[0].cost_centre, "Цех 200");
    office.submit(order).await.expect("submitted");
    assert_eq!(office.used().await, rubles(1_200, 0));
}

#[tokio::test]
async fn orders_of_the_period_before_the_budget_count_in_it() {
    let office = Office::open().await;
    office.confirmed().await;
    let waits = office.submitted().await;
    office.set(3_000, Enforcement::Block).await;
    assert_eq!(office.used().await, rubles(1_200, 1_200));
    let third = office.draft().await;
    assert_eq!(refusal_of(&office.submit(third).await.expect_err("600 are left")), "BUDGET_EXCEEDED");
    let author = office.shop.member(office.shop.purchaser).await;
    office.shop.ask(&author, &WithdrawOrder { order: waits }).await.expect("withdrawn");
    assert_eq!(office.used().await, rubles(0, 1_200));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_budget_that_is_set_while_orders_come_and_go_counts_each_of_them_once() {
    for _ in 0..3 {
        let office = Office::open().await;
        let (leaves, comes) = (office.submitted().await, office.draft().await);
        let (boss, author) = (office.administrator().await, office.shop.member(office.shop.purchaser).await);
        let (other, third) = (office.shop.another_node(), office.shop.another_node());
        let request = Request::new(new_id());
        let set = office.budget(Some(5_000), Enforcement::Block);
        let (submit, withdraw) =
            (SubmitOrder { order: comes, accepted_total: None }, WithdrawOrder { order: leaves });
        let ended = tokio::join!(
            office.shop.node.execute(&boss, &request, &set),
            other.execute(&author, &request, &submit),
            third.execute(&author, &request, &withdraw)
        );
        ended.0.expect("set");
        ended.1.expect("submitted");
        ended.2.expect("withdrawn");
        assert_eq!(office.used().await, rubles(1_200, 0));
    }
}

#[tokio::test]
async fn several_orders_of_one_budget_are_confirmed_in_one_append() {
    let office = Office::open().await;
    office.set(5_000, Enforcement::Block).await;
    for _ in 0..2 {
        let order = office.submitted().await;
        office.approve(order).await;
    }
    let all = ConfirmOrdersOf { organization: office.shop.organization };
    office.shop.ask(&office.service(), &all).await.expect("confirmed");
    assert_eq!(office.used().await, rubles(0, 2_400));
}

#[tokio::test]
async fn a_budget_is_set_for_now_and_later_and_carries_on_until_it_is_cleared() {
    let office = Office::open().await;
    let boss = office.administrator().await;
    let clear =
        ClearBudget { cost_centre: office.centre, period: Period::Month, currency: Currency::RUB, on: None };
    office.shop.ask(&boss, &clear).await.expect("there is none");
    let of_budgets = "SELECT count(*) FROM journal.events WHERE aggregate_type = 'budget'";
    assert_eq!(office.shop.database.number(of_budgets).await, 0);
    let on = "2026-02-28".parse().ok();
    let late = SetBudget { on, ..office.budget(Some(1), Enforcement::Block) };
    assert_eq!(refusal_of(&office.shop.ask(&boss, &late).await.expect_err("over")), "BUDGET_PERIOD_OVER");
    let on = "2026-05-10".parse().ok();
    let may = SetBudget { on, ..office.budget(Some(1), Enforcement::Block) };
    let id = office.shop.ask(&boss, &may).await.expect("set");
    assert_eq!(id, office.place(office.centre, "2026-05-01").id());
    office.submitted().await;
    office.set(1_300, Enforcement::Block).await;
    office.shop.ask(&boss, &clear).await.expect("cleared");
    office.submitted().await;
    assert_eq!(office.used().await, rubles(1_200, 0), "nothing is counted any more");
}

#[tokio::test]
async fn who_may_not_manage_budgets_sets_none() {
    let office = Office::open().await;
    let set = office.budget(Some(1), Enforcement::Block);
    for person in [office.shop.purchaser, office.shop.approver] {
        let who = office.shop.member(person).await;
        assert!(matches!(office.shop.ask(&who, &set).await, Err(CommandError::Forbidden)));
    }
    let stranger = office.shop.stranger().await;
    let foreign = office.shop.ask(&stranger, &set).await.expect_err("of another organization");
    assert_eq!(refusal_of(&foreign), "COST_CENTRE_UNKNOWN");
}
