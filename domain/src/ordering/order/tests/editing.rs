//! Drafting and changing lines.

use super::sample::{
    BOLTS, NUTS, WASHERS, at, bolts_and_nuts, contract, draft, events, line, order, product, quantity, rubles,
};
use crate::ordering::order::{
    Line, LineEdit, LineQuantity, Order, OrderCommand, OrderError, OrderEvent, OrderStatus,
};
use crate::ordering::pricing::PricingError;
use crate::refusal::Refusal;
use crate::specification::{ask, given};
use crate::vocabulary::{Currency, Money, MoneyError, ProductId};

fn edit(edits: Vec<LineEdit>) -> OrderCommand {
    OrderCommand::EditLines { edits }
}

fn set(number: u128, count: &str) -> LineEdit {
    LineEdit::SetQuantity(LineQuantity { product: product(number), quantity: quantity(count) })
}

#[test]
fn a_draft_keeps_contract_lines_and_totals() {
    let order = order(vec![bolts_and_nuts()]);
    assert_eq!(order.status(), Some(OrderStatus::Draft));
    assert_eq!(order.contract(), Some(&contract()));
    assert_eq!(order.lines().len(), 2);
    assert_eq!(order.totals().unwrap().sum.gross(), rubles("152.50"));
    assert_eq!(order.totals().unwrap().sum.vat(), rubles("27.50"));
}

#[test]
fn a_draft_may_be_empty() {
    assert_eq!(order(vec![draft(vec![])]).totals().unwrap().sum.gross(), rubles("0"));
}

#[test]
fn every_change_of_a_line_tells_the_new_totals() {
    let edits =
        vec![LineEdit::Add(line(WASHERS, "100", "1.00")), set(BOLTS, "1"), LineEdit::Remove(product(NUTS))];
    let events = events(vec![bolts_and_nuts(), edit(edits)]);
    let gross = |event: &OrderEvent| match event {
        OrderEvent::Drafted { totals, .. }
        | OrderEvent::LineAdded { totals, .. }
        | OrderEvent::LineQuantityChanged { totals, .. }
        | OrderEvent::LineRemoved { totals, .. } => totals.sum.gross.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(events.iter().map(gross).collect::<Vec<_>>(), ["152.50", "252.50", "142.70", "112.20"]);
}

#[test]
fn setting_the_quantity_that_a_line_has_changes_nothing() {
    given::<Order>(events(vec![bolts_and_nuts()]))
        .when(edit(vec![set(BOLTS, "10.000")]))
        .then_it_is_already_so();
}

#[test]
fn changes_are_made_all_or_none() {
    let mut order = order(vec![bolts_and_nuts()]);
    let before = order.clone();
    let outcome = ask(&mut order, edit(vec![set(BOLTS, "1"), set(WASHERS, "1")]));
    assert_eq!(outcome, Err(OrderError::LineUnknown(product(WASHERS))));
    assert_eq!(order, before);
}

#[test]
fn a_product_has_one_line() {
    let twice = OrderError::LineDuplicate { goods: "«Болт М8» (B-8)".to_owned() };
    given::<Order>(events(vec![bolts_and_nuts()]))
        .when(edit(vec![LineEdit::Add(line(BOLTS, "1", "1"))]))
        .then_refused(twice.clone());
    given::<Order>([]).when(draft(vec![line(BOLTS, "1", "1"), line(BOLTS, "2", "1")])).then_refused(twice);
}

#[test]
fn an_order_has_a_thousand_lines_and_not_one_more() {
    let numbered = |number: u128| {
        let mut line = line(WASHERS, "1", "1");
        line.goods.product = ProductId(uuid::Uuid::from_u128(number));
        line
    };
    let mut order = order(vec![draft((1..=1_000).map(numbered).collect())]);
    let outcome = ask(&mut order, edit(vec![LineEdit::Add(numbered(1_001))]));
    assert_eq!(outcome, Err(OrderError::TooManyLines { limit: Line::MOST }));
}

#[test]
fn everything_is_ordered_in_the_currency_of_the_contract() {
    let dollars = Currency::try_from("USD".to_owned()).unwrap();
    let mut imported = line(BOLTS, "1", "1");
    imported.quote.price = Money::new(imported.quote.price.amount, dollars);
    let why = PricingError::Money(MoneyError::CurrencyDiffers { expected: Currency::RUB, found: dollars });
    let refusal = OrderError::LineNotPriceable { goods: "«Болт М8» (B-8)".to_owned(), why };
    given::<Order>([]).when(draft(vec![imported])).then_refused(refusal);
}

#[test]
fn the_lines_of_a_returned_order_can_be_changed_and_those_of_a_submitted_one_cannot() {
    let change = || edit(vec![set(BOLTS, "3")]);
    assert_eq!(ask(&mut at(OrderStatus::Returned, None).unwrap(), change()).unwrap().len(), 1);
    let refusal = ask(&mut at(OrderStatus::PendingApproval, None).unwrap(), change()).unwrap_err();
    assert_eq!(refusal.code(), "ORDER_NOT_EDITABLE");
    assert_eq!(refusal.in_russian(), "Менять заказ нельзя: он на согласовании.");
}
