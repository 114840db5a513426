//! What goes with the goods of a draft: remarks, cost centres, delivery, the wanted date.

use chrono::Days;
use uuid::Uuid;

use super::sample::{
    BOLTS, NUTS, WASHERS, at, bolts_and_nuts, case, contract, courier, courier_tariff, draft, events, line,
    needing, order, product, quantity, quote, rubles, same_offers, text, today,
};
use crate::ordering::order::{
    ChosenDelivery, DeliveryTariff, Detail, LineEdit, LineQuantity, Order, OrderCommand, OrderError,
    OrderEvent, OrderStatus,
};
use crate::specification::{ask, given};
use crate::vocabulary::{CostCentreId, Money};

fn set(details: Vec<Detail>) -> OrderCommand {
    OrderCommand::SetDetails { details, today: today() }
}

fn workshop() -> CostCentreId {
    Uuid::from_u128(0xcc01).into()
}

fn by_courier() -> Detail {
    let chosen = ChosenDelivery { tariff: courier_tariff(), address: courier().address };
    Detail::Delivery(Some(Box::new(chosen)))
}

fn edit(edit: LineEdit) -> OrderCommand {
    OrderCommand::EditLines { edits: vec![edit] }
}

fn submit(tariff: Option<DeliveryTariff>, accepted_total: Option<Money>) -> OrderCommand {
    OrderCommand::Submit {
        number: "1".parse().unwrap(),
        contract: Box::new(contract()),
        offers: same_offers(),
        tariff: tariff.map(Box::new),
        accepted_total,
        approval: needing(case(1)),
    }
}

#[track_caller]
fn costs(order: &Order, goods_and_delivery: &str, delivery: &str) {
    assert_eq!(order.totals().unwrap().sum.gross(), rubles(goods_and_delivery));
    assert_eq!(order.delivery().unwrap().cost.gross(), rubles(delivery));
    let by_rate = &order.totals().unwrap().by_rate;
    assert_eq!(
        by_rate.iter().map(|share| share.sum.gross).sum::<rust_decimal::Decimal>(),
        order.totals().unwrap().sum.gross
    );
}

#[test]
fn a_draft_keeps_remarks_cost_centres_and_the_wanted_date_through_its_edits() {
    let day = today().checked_add_days(Days::new(7)).unwrap();
    let details = vec![
        Detail::Comment(Some(text())),
        Detail::CostCentre(Some(workshop())),
        Detail::WantedOn(Some(day)),
        Detail::LineComment(product(BOLTS), Some(text())),
        Detail::LineCostCentre(product(BOLTS), Some(workshop())),
    ];
    let more = LineQuantity { product: product(BOLTS), quantity: quantity("20") };
    let kept = order(vec![bolts_and_nuts(), set(details), edit(LineEdit::SetQuantity(more))]);
    assert_eq!(
        (kept.comment(), kept.cost_centre(), kept.wanted_on()),
        (Some(&text()), Some(workshop()), Some(day))
    );
    let bolts = kept.line(product(BOLTS)).unwrap();
    assert_eq!((bolts.comment.as_ref(), bolts.cost_centre), (Some(&text()), Some(workshop())));
    let mut submitted = kept;
    ask(&mut submitted, submit(None, None)).unwrap();
    let bolts = submitted.line(product(BOLTS)).unwrap();
    assert_eq!((bolts.comment.as_ref(), bolts.cost_centre), (Some(&text()), Some(workshop())));
    assert_eq!(submitted.cost_centre(), Some(workshop()));
}

#[test]
fn what_is_set_so_already_changes_nothing_and_clearing_takes_it_back() {
    let mut order = order(vec![bolts_and_nuts()]);
    let nothing = vec![
        Detail::Comment(None),
        Detail::CostCentre(None),
        Detail::Delivery(None),
        Detail::WantedOn(None),
        Detail::LineComment(product(NUTS), None),
        Detail::LineCostCentre(product(NUTS), None),
    ];
    assert_eq!(ask(&mut order, set(nothing.clone())), Ok(vec![]));
    let before = order.clone();
    let something = vec![
        Detail::Comment(Some(text())),
        Detail::CostCentre(Some(workshop())),
        by_courier(),
        Detail::WantedOn(Some(today())),
        Detail::LineComment(product(NUTS), Some(text())),
        Detail::LineCostCentre(product(NUTS), Some(workshop())),
    ];
    assert_eq!(ask(&mut order, set(something)).unwrap().len(), 6);
    assert_eq!(ask(&mut order, set(vec![Detail::CostCentre(Some(workshop())), by_courier()])), Ok(vec![]));
    assert_eq!(ask(&mut order, set(nothing)).unwrap().len(), 6);
    assert_eq!(order, before);
}

#[test]
fn the_delivery_counts_in_the_totals_until_the_goods_are_worth_a_free_one() {
    let mut order = order(vec![bolts_and_nuts(), set(vec![by_courier()])]);
    costs(&order, "457.50", "305");
    ask(&mut order, edit(LineEdit::Add(line(WASHERS, "10000", "1.00")))).unwrap();
    costs(&order, "10152.50", "0");
    ask(&mut order, edit(LineEdit::Remove(product(WASHERS)))).unwrap();
    costs(&order, "457.50", "305");
    ask(&mut order, set(vec![Detail::Delivery(None)])).unwrap();
    assert_eq!(order.totals().unwrap().sum.gross(), rubles("152.50"));
}

#[test]
fn a_delivery_at_another_rate_of_vat_is_a_share_of_its_own() {
    let mut tariff = courier_tariff();
    (tariff.vat_rate, tariff.vat_included) = (crate::vocabulary::VatRate::of_percent(10).unwrap(), false);
    let chosen = ChosenDelivery { tariff, address: courier().address };
    let order = order(vec![bolts_and_nuts(), set(vec![Detail::Delivery(Some(Box::new(chosen)))])]);
    costs(&order, "488.00", "335.50");
    assert_eq!(order.totals().unwrap().by_rate.len(), 2);
}

#[test]
fn an_address_goes_with_a_way_that_brings_the_goods_and_only_with_such_a_one() {
    let fetched = DeliveryTariff { pick_up: true, price: rubles("0"), ..courier_tariff() };
    let choose = |tariff: DeliveryTariff, address| {
        set(vec![Detail::Delivery(Some(Box::new(ChosenDelivery { tariff, address })))])
    };
    let history = || events(vec![bolts_and_nuts()]);
    let way = || "Курьер".to_owned();
    given::<Order>(history())
        .when(choose(courier_tariff(), None))
        .then_refused(OrderError::DeliveryAddressMissing { way: way() });
    given::<Order>(history())
        .when(choose(fetched.clone(), courier().address))
        .then_refused(OrderError::DeliveryAddressSuperfluous { way: way() });
    costs(&order(vec![bolts_and_nuts(), choose(fetched, None)]), "152.50", "0");
}

#[test]
fn a_delivery_is_paid_in_the_currency_of_the_contract() {
    let dollars = crate::vocabulary::Currency::try_from("USD".to_owned()).unwrap();
    let tariff = DeliveryTariff { price: Money::new(1.into(), dollars), ..courier_tariff() };
    let chosen = ChosenDelivery { tariff, address: courier().address };
    let refused =
        ask(&mut order(vec![bolts_and_nuts()]), set(vec![Detail::Delivery(Some(Box::new(chosen)))]));
    assert!(matches!(refused, Err(OrderError::DeliveryNotPriceable { .. })), "{refused:?}");
}

#[test]
fn nothing_is_wanted_on_a_day_that_is_over() {
    given::<Order>(events(vec![bolts_and_nuts()]))
        .when(set(vec![Detail::WantedOn(today().pred_opt())]))
        .then_refused(OrderError::WantedInThePast { today: today() });
}

#[test]
fn details_are_set_all_or_none_and_only_of_lines_that_are_there() {
    let mut order = order(vec![bolts_and_nuts()]);
    let before = order.clone();
    let details = vec![Detail::CostCentre(Some(workshop())), Detail::LineComment(product(WASHERS), None)];
    assert_eq!(ask(&mut order, set(details)), Err(OrderError::LineUnknown(product(WASHERS))));
    assert_eq!(order, before);
}

#[test]
fn the_delivery_is_frozen_with_the_submission_at_its_price_of_then() {
    let mut order = order(vec![bolts_and_nuts(), set(vec![by_courier()])]);
    let dearer = DeliveryTariff { price: rubles("366"), ..courier_tariff() };
    let refused = ask(&mut order, submit(Some(dearer.clone()), None)).unwrap_err();
    let OrderError::Repriced(difference) = &refused else { panic!("{refused:?}") };
    assert!(difference.lines.is_empty() && difference.touches_delivery(), "{difference:?}");
    let happened = ask(&mut order, submit(Some(dearer), Some(rubles("518.50")))).unwrap();
    let [OrderEvent::Submitted { delivery: Some(delivery), .. }] = &happened[..] else {
        panic!("{happened:?}")
    };
    assert_eq!(delivery.cost.gross(), rubles("366"));
    costs(&order, "518.50", "366");
}

#[test]
fn a_way_of_delivery_that_is_not_offered_any_more_stops_the_submission() {
    let withdrawn = OrderError::DeliveryWithdrawn { way: "Курьер".to_owned() };
    let history = || events(vec![bolts_and_nuts(), set(vec![by_courier()])]);
    given::<Order>(history()).when(submit(None, None)).then_refused(withdrawn.clone());
    let another = DeliveryTariff { way: Uuid::from_u128(0xde02).into(), ..courier_tariff() };
    given::<Order>(history()).when(submit(Some(another), None)).then_refused(withdrawn);
}

#[test]
fn details_are_set_in_a_returned_order_and_not_in_a_submitted_one() {
    let change = || set(vec![Detail::CostCentre(Some(workshop()))]);
    assert_eq!(ask(&mut at(OrderStatus::Returned, None).unwrap(), change()).unwrap().len(), 1);
    let refused = ask(&mut at(OrderStatus::PendingApproval, None).unwrap(), change());
    assert_eq!(refused, Err(OrderError::NotEditable(OrderStatus::PendingApproval)));
}

#[test]
fn a_line_that_is_quoted_anew_is_worth_another_delivery() {
    let mut order = order(vec![draft(vec![line(WASHERS, "1000", "9.00")]), set(vec![by_courier()])]);
    costs(&order, "9305", "305");
    let OrderCommand::Submit { mut offers, number, contract, tariff, approval, .. } =
        submit(Some(courier_tariff()), None)
    else {
        unreachable!("the sample submits")
    };
    offers.insert(
        product(WASHERS),
        super::sample::offered(WASHERS, crate::ordering::pricing::Offer::Priced(quote("10.00"))),
    );
    let accepted_total = Some(rubles("10000"));
    ask(&mut order, OrderCommand::Submit { offers, number, contract, tariff, accepted_total, approval })
        .unwrap();
    costs(&order, "10000", "0");
}
