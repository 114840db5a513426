//! Differences between two contents of an order.

use uuid::Uuid;

use super::{Content, Difference, LineFate, difference};
use crate::ordering::order::delivery::{Delivery, DeliveryTariff};
use crate::ordering::order::line::{Goods, Line};
use crate::ordering::pricing::Quote;
use crate::vocabulary::{Currency, Money, Percent, ProductId, VatRate};

fn rubles(text: &str) -> Money {
    Money::new(text.parse().unwrap(), Currency::RUB)
}

fn vat() -> VatRate {
    VatRate::of_percent(22).unwrap()
}

fn line(number: u128, quantity: &str, price: &str) -> Line {
    let product = ProductId(Uuid::from_u128(number));
    let named = |text: &str| text.to_owned();
    let goods = Goods { product, article: named("B-8"), name: named("Болт"), unit: named("шт") };
    let quote = Quote {
        price: rubles(price),
        price_type: Uuid::from_u128(9).into(),
        price_type_name: named("Оптовая"),
        vat_included: true,
        vat_rate: vat(),
        discount: Percent::ZERO,
    };
    Line::priced(Currency::RUB, goods, quantity.parse().unwrap(), quote).unwrap()
}

fn courier(price: &str, address: u128) -> Delivery {
    let tariff = DeliveryTariff {
        way: Uuid::from_u128(5).into(),
        name: "Курьер".to_owned(),
        pick_up: false,
        price: rubles(price),
        vat_included: true,
        vat_rate: vat(),
        free_from: None,
    };
    let cost = tariff.cost(rubles("1")).unwrap();
    Delivery { tariff, address: Some(Uuid::from_u128(address).into()), cost }
}

fn between(before: &[Line], after: &[Line]) -> Difference {
    delivered(before, None, after, None)
}

fn delivered(before: &[Line], was: Option<&Delivery>, after: &[Line], is: Option<&Delivery>) -> Difference {
    let total = rubles("0");
    let content = |lines, delivery| Content { lines, delivery, cost_centre: None, total };
    difference(&content(before, was), &content(after, is))
}

#[test]
fn the_same_content_does_not_differ_and_the_order_of_lines_does_not_count() {
    let (bolts, nuts) = (line(1, "10", "2.00"), line(2, "5", "1.00"));
    let found = between(&[bolts.clone(), nuts.clone()], &[nuts, bolts]);
    assert!(found.is_empty() && found.only_lowers());
}

#[test]
fn an_added_a_removed_and_a_changed_line_are_told_apart() {
    let before = [line(1, "10", "2.00"), line(2, "5", "1.00")];
    let after = [line(3, "1", "7.00"), line(1, "12", "2.50")];
    let found = between(&before, &after);
    let fates: Vec<_> =
        found.lines.iter().map(|line| (line.goods.product.0.as_u128(), line.fate())).collect();
    assert_eq!(fates, [(3, LineFate::Added), (1, LineFate::Changed), (2, LineFate::Removed)]);
    let figures = (found.lines[1].before.unwrap(), found.lines[1].after.unwrap());
    assert_eq!((figures.0.price, figures.1.price), (rubles("2"), rubles("2.5")));
    assert_eq!((figures.0.quantity.to_string(), figures.1.quantity.to_string()), ("10".into(), "12".into()));
    assert_eq!(found.raised_lines().count(), 2);
}

#[test]
fn dropped_lines_smaller_quantities_and_lower_prices_only_lower() {
    let before = [line(1, "10", "2.00"), line(2, "5", "1.00")];
    for after in [vec![line(1, "9", "2.00")], vec![line(1, "10", "1.99"), line(2, "5", "1.00")], vec![]] {
        assert!(between(&before, &after).only_lowers(), "{after:?}");
    }
    for after in [vec![line(1, "10.001", "1.00")], vec![line(1, "1", "2.01")], vec![line(3, "1", "0.01")]] {
        assert!(!between(&before, &after).only_lowers(), "{after:?}");
    }
}

#[test]
fn another_rate_of_vat_or_another_cost_centre_is_not_less_of_the_same() {
    let before = [line(1, "10", "2.00")];
    let mut taxed = before.clone();
    taxed[0].quote.vat_rate = VatRate::of_percent(10).unwrap();
    assert!(!between(&before, &taxed).only_lowers());
    let mut booked = before.clone();
    booked[0].cost_centre = Some(Uuid::from_u128(77).into());
    assert!(!between(&before, &booked).only_lowers());
}

#[test]
fn a_new_a_dearer_or_a_redirected_delivery_touches_the_delivery_and_a_cheaper_one_does_not() {
    let lines = [line(1, "10", "2.00")];
    let was = courier("300", 1);
    for is in [courier("300.01", 1), courier("100", 2)] {
        let found = delivered(&lines, Some(&was), &lines, Some(&is));
        assert!(found.touches_delivery() && !found.only_lowers(), "{is:?}");
    }
    assert!(delivered(&lines, None, &lines, Some(&was)).touches_delivery());
    for is in [Some(courier("299", 1)), None] {
        let found = delivered(&lines, Some(&was), &lines, is.as_ref());
        assert!(!found.touches_delivery() && found.only_lowers() && !found.is_empty(), "{is:?}");
    }
}

#[test]
fn a_price_without_vat_is_compared_with_its_vat() {
    let before = [line(1, "10", "1.22")];
    let mut after = before.clone();
    after[0].quote.vat_included = false;
    after[0].quote.price = rubles("1.00");
    assert!(between(&before, &after).lines.is_empty());
}
