//! Budgets as sentences: given what happened, when something is asked, then this follows.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{
    Budget, BudgetCommand, BudgetError, BudgetEvent, BudgetPlace, BudgetTerms, Enforcement, Reservation,
    Restoration, Share, Stage, Standing, shares_of,
};
use crate::ordering::order::tests::sample::{
    BOLTS, NUTS, bolts_and_nuts, courier_tariff, order, product, rubles, today,
};
use crate::ordering::order::{ChosenDelivery, Detail, OrderCommand};
use crate::specification::given;
use crate::vocabulary::{CostCentreId, Currency, OrderId, OrganizationId, Period, TimeZone};

fn centre(number: u128) -> CostCentreId {
    CostCentreId(Uuid::from_u128(0xcc00 + number))
}

fn november() -> BudgetPlace {
    BudgetPlace {
        organization: OrganizationId(Uuid::from_u128(0x7000)),
        cost_centre: centre(1),
        period: Period::Month,
        first_day: NaiveDate::from_ymd_opt(2026, 11, 1).unwrap(),
        currency: Currency::RUB,
    }
}

fn terms(amount: Option<i64>, enforcement: Enforcement) -> BudgetTerms {
    BudgetTerms { amount: amount.map(Decimal::from), enforcement, carries_on: true }
}

fn blocking(amount: i64) -> BudgetTerms {
    terms(Some(amount), Enforcement::Block)
}

fn set(terms: BudgetTerms) -> BudgetEvent {
    BudgetEvent::Set { place: november(), terms }
}

fn number(number: u128) -> OrderId {
    OrderId(Uuid::from_u128(0x9000 + number))
}

fn share(bolts: i64, nuts: i64) -> Share {
    let lines = [(BOLTS, bolts), (NUTS, nuts)];
    let lines = lines.into_iter().filter(|(_, cost)| *cost > 0);
    Share { lines: lines.map(|(goods, cost)| (product(goods), cost.into())).collect(), ..Share::default() }
}

fn reserve(order: u128, share: Share) -> BudgetCommand {
    BudgetCommand::Reserve(Box::new(Reservation {
        place: november(),
        terms: blocking(100),
        set_in: BudgetPlace { first_day: NaiveDate::from_ymd_opt(2026, 1, 1).unwrap(), ..november() }.id(),
        order: number(order),
        share,
        cost_centre: "Стройка".to_owned(),
    }))
}

fn reserved(order: u128, share: Share) -> BudgetEvent {
    BudgetEvent::Reserved { order: number(order), share }
}

fn consumed(order: u128, share: Share) -> BudgetEvent {
    BudgetEvent::Consumed { order: number(order), share }
}

fn follow(order: u128, standing: Standing) -> BudgetCommand {
    BudgetCommand::Follow { order: number(order), standing }
}

fn restored(order: u128, share: Share, out_of: Stage, why: Restoration) -> BudgetEvent {
    BudgetEvent::Restored { order: number(order), share, out_of, why }
}

fn exceeded(takes: &str, left: &str) -> BudgetError {
    BudgetError::Exceeded {
        cost_centre: "Стройка".to_owned(),
        first_day: november().first_day,
        last_day: NaiveDate::from_ymd_opt(2026, 11, 30).unwrap(),
        takes: rubles(takes),
        left: rubles(left),
    }
}

#[test]
fn the_first_order_of_a_period_finds_the_terms_of_an_earlier_one() {
    let from = BudgetPlace { first_day: NaiveDate::from_ymd_opt(2026, 1, 1).unwrap(), ..november() }.id();
    let carried = BudgetEvent::CarriedOn { place: november(), terms: blocking(100), from };
    given::<Budget>([]).when(reserve(1, share(60, 40))).then([carried, reserved(1, share(60, 40))]);
}

#[test]
fn a_blocking_budget_takes_an_order_that_fits_to_the_kopeck_and_none_beyond() {
    let history = || [set(blocking(100)), reserved(1, share(40, 0))];
    given::<Budget>(history()).when(reserve(2, share(60, 0))).then([reserved(2, share(60, 0))]);
    given::<Budget>(history()).when(reserve(2, share(61, 0))).then_refused(exceeded("61", "60"));
}

#[test]
fn a_budget_of_nothing_takes_nothing_and_one_without_a_limit_takes_everything() {
    given::<Budget>([set(blocking(0))]).when(reserve(1, share(1, 0))).then_refused(exceeded("1", "0"));
    let unlimited = terms(None, Enforcement::Block);
    given::<Budget>([set(unlimited)])
        .when(reserve(1, share(1_000_000, 0)))
        .then([reserved(1, share(1_000_000, 0))]);
}

#[test]
fn an_order_that_takes_nothing_passes_a_budget_that_is_overspent() {
    given::<Budget>([set(blocking(100)), reserved(1, share(90, 0)), set(blocking(10))])
        .when(reserve(2, share(0, 0)))
        .then([reserved(2, share(0, 0))]);
}

#[test]
fn only_a_blocking_budget_refuses() {
    for enforcement in [Enforcement::Warn, Enforcement::RequireApproval] {
        given::<Budget>([set(terms(Some(100), enforcement))])
            .when(reserve(1, share(101, 0)))
            .then([reserved(1, share(101, 0))]);
    }
}

#[test]
fn what_the_supplier_accepts_is_consumed() {
    given::<Budget>([set(blocking(100)), reserved(1, share(60, 20))])
        .when(follow(1, Standing::Accepted(share(60, 20))))
        .then([consumed(1, share(60, 20))]);
    given::<Budget>([set(blocking(100)), reserved(1, share(60, 20)), consumed(1, share(60, 20))])
        .when(follow(1, Standing::Accepted(share(60, 20))))
        .then_it_is_already_so();
}

#[test]
fn what_an_approver_cuts_comes_back_line_by_line() {
    given::<Budget>([set(blocking(100)), reserved(1, share(60, 20))])
        .when(follow(1, Standing::Waits(share(45, 0))))
        .then([restored(1, share(15, 20), Stage::Reserved, Restoration::Changed)]);
}

#[test]
fn an_order_that_ends_gives_back_what_it_took() {
    for why in [Restoration::Withdrawn, Restoration::Returned, Restoration::Rejected, Restoration::Cancelled]
    {
        given::<Budget>([set(blocking(100)), reserved(1, share(60, 20))])
            .when(follow(1, Standing::Over(why)))
            .then([restored(1, share(60, 20), Stage::Reserved, why)]);
    }
    given::<Budget>([set(blocking(100)), reserved(1, share(60, 20)), consumed(1, share(60, 20))])
        .when(follow(1, Standing::Over(Restoration::Cancelled)))
        .then([restored(1, share(60, 20), Stage::Consumed, Restoration::Cancelled)]);
}

#[test]
fn an_amendment_is_followed_beyond_the_budget_too() {
    given::<Budget>([set(blocking(100)), reserved(1, share(60, 20)), consumed(1, share(60, 20))])
        .when(follow(1, Standing::Accepted(share(150, 5))))
        .then([
            restored(1, share(0, 15), Stage::Consumed, Restoration::Changed),
            reserved(1, share(90, 0)),
            consumed(1, share(90, 0)),
        ]);
}

#[test]
fn what_an_order_never_took_cannot_come_back() {
    given::<Budget>([set(blocking(100))])
        .when(follow(1, Standing::Over(Restoration::Cancelled)))
        .then_it_is_already_so();
}

#[test]
fn orders_of_the_period_before_the_budget_was_set_count() {
    let earlier = vec![
        (number(1), Standing::Accepted(share(60, 0))),
        (number(2), Standing::Waits(share(70, 0))),
        (number(3), Standing::Over(Restoration::Cancelled)),
    ];
    let command = BudgetCommand::Set { place: november(), terms: blocking(100), earlier: earlier.clone() };
    let history = vec![
        set(blocking(100)),
        reserved(1, share(60, 0)),
        consumed(1, share(60, 0)),
        reserved(2, share(70, 0)),
    ];
    given::<Budget>([]).when(command.clone()).then(history.clone());
    given::<Budget>(history).when(command).then_it_is_already_so();
}

#[test]
fn an_amount_that_cannot_be_meant_is_refused() {
    let set = |amount: &str| {
        let terms = BudgetTerms { amount: Some(amount.parse().unwrap()), ..blocking(0) };
        BudgetCommand::Set { place: november(), terms, earlier: Vec::new() }
    };
    given::<Budget>([]).when(set("-0.01")).then_refused(BudgetError::AmountNegative);
    given::<Budget>([]).when(set("0.001")).then_refused(BudgetError::AmountTooFine);
    given::<Budget>([]).when(set("1000000000000.01")).then_refused(BudgetError::AmountTooLarge);
}

#[test]
fn a_budget_that_is_cleared_counts_on_and_limits_nothing() {
    let cleared = BudgetEvent::Cleared { place: november() };
    let history = [set(blocking(100)), reserved(1, share(60, 0))];
    given::<Budget>(history.clone()).when(BudgetCommand::Clear { place: november() }).then([cleared.clone()]);
    let [set, reserved] = history;
    given::<Budget>([set, reserved, cleared])
        .when(follow(1, Standing::Over(Restoration::Cancelled)))
        .then([restored(1, share(60, 0), Stage::Reserved, Restoration::Cancelled)]);
}

#[test]
fn each_line_is_borne_by_its_cost_centre_and_the_delivery_by_that_of_the_order() {
    let delivery = ChosenDelivery { tariff: courier_tariff(), address: Some(Uuid::from_u128(0xadd1).into()) };
    let details = vec![
        Detail::CostCentre(Some(centre(1))),
        Detail::LineCostCentre(product(NUTS), Some(centre(2))),
        Detail::Delivery(Some(Box::new(delivery))),
    ];
    let order = order(vec![bolts_and_nuts(), OrderCommand::SetDetails { details, today: today() }]);
    let shares = shares_of(order.lines(), order.delivery(), order.cost_centre());
    let kopecks = |hundredths| Decimal::new(hundredths, 2);
    let bolts = Share { lines: [(product(BOLTS), kopecks(12_200))].into(), delivery: kopecks(30_500) };
    let nuts = Share { lines: [(product(NUTS), kopecks(3_050))].into(), delivery: Decimal::ZERO };
    assert_eq!(shares, [(centre(1), bolts), (centre(2), nuts)].into());
    assert!(shares_of(order.lines(), order.delivery(), None).keys().eq([&centre(2)]));
}

#[test]
fn a_period_begins_by_the_calendar_of_the_organization() {
    let zone: TimeZone = "Asia/Vladivostok".parse().unwrap();
    let moment = "2026-11-30T15:00:00Z".parse().unwrap();
    let there = november().around(moment, zone.tz());
    assert_eq!(there.first_day, NaiveDate::from_ymd_opt(2026, 12, 1).unwrap(), "it is December there");
    assert_eq!(there.last_day(), NaiveDate::from_ymd_opt(2026, 12, 31).unwrap());
    assert_eq!(november().around(moment, TimeZone::moscow().tz()), november());
    assert_ne!(there.id(), november().id());
}
