//! Prices, VAT and totals, against hand-made figures and against whole numbers of kopecks.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{Amounts, PricingError, Quote, Totals};
use crate::vocabulary::{Currency, Money, MoneyError, Percent, PriceTypeId, Quantity, VatRate};

fn rate(percent: u8) -> VatRate {
    VatRate::of_percent(percent).unwrap()
}

fn quote(price: &str, vat_included: bool, vat_rate: VatRate) -> Quote {
    Quote {
        price: Money::new(price.parse().unwrap(), Currency::RUB),
        price_type: PriceTypeId::default(),
        price_type_name: "Розничная".to_owned(),
        vat_included,
        vat_rate,
        discount: Percent::ZERO,
    }
}

fn cost(quantity: &str, quote: &Quote) -> (String, String, String) {
    let amounts = Amounts::of(quantity.parse().unwrap(), quote).unwrap();
    (amounts.net.to_string(), amounts.vat.to_string(), amounts.gross.to_string())
}

fn three(net: &str, vat: &str, gross: &str) -> (String, String, String) {
    (net.to_owned(), vat.to_owned(), gross.to_owned())
}

#[test]
fn vat_is_taken_out_of_a_price_that_contains_it() {
    assert_eq!(cost("10", &quote("12.20", true, rate(22))), three("100.00", "22.00", "122.00"));
    assert_eq!(cost("1", &quote("100", true, rate(20))), three("83.33", "16.67", "100.00"));
    assert_eq!(cost("3", &quote("0.11", true, rate(10))), three("0.30", "0.03", "0.33"));
}

#[test]
fn vat_is_put_on_top_of_a_price_without_it() {
    assert_eq!(cost("10", &quote("12.20", false, rate(22))), three("122.00", "26.84", "148.84"));
    assert_eq!(cost("1", &quote("0.25", false, rate(10))), three("0.25", "0.03", "0.28"));
}

#[test]
fn without_vat_and_at_zero_percent_there_is_no_tax_but_two_different_rates() {
    assert_eq!(cost("2", &quote("9.99", true, rate(0))), three("19.98", "0.00", "19.98"));
    assert_eq!(cost("2", &quote("9.99", false, VatRate::WITHOUT)), three("19.98", "0.00", "19.98"));
    assert_ne!(rate(0), VatRate::WITHOUT);
}

#[test]
fn half_a_kopeck_is_rounded_up_in_every_line() {
    assert_eq!(cost("0.5", &quote("0.01", true, VatRate::WITHOUT)).2, "0.01");
    assert_eq!(cost("1", &quote("1.005", true, VatRate::WITHOUT)).2, "1.01");
    assert_eq!(cost("1", &quote("1.0049", true, VatRate::WITHOUT)).2, "1.00");
}

#[test]
fn a_discount_lowers_the_line_before_it_is_rounded() {
    let mut quote = quote("33.33", true, VatRate::WITHOUT);
    quote.discount = Percent::new("12.5".parse().unwrap()).unwrap();
    assert_eq!(cost("3", &quote).2, "87.49");
}

#[test]
fn prices_that_cannot_be_are_refused() {
    let outcome = |price| Amounts::of(Quantity::ONE, &quote(price, true, VatRate::WITHOUT));
    assert_eq!(outcome("0"), Err(PricingError::PriceNotPositive));
    assert_eq!(outcome("-1"), Err(PricingError::PriceNotPositive));
    assert_eq!(outcome("1000000000.01"), Err(PricingError::PriceTooHigh));
    assert_eq!(outcome("1.00001"), Err(PricingError::PriceTooFine));
    assert!(outcome("1.000000").is_ok());
}

#[test]
fn totals_are_sums_by_rate_and_not_computed_anew() {
    let line = |price, rate| (rate, Amounts::of(Quantity::ONE, &quote(price, true, rate)).unwrap());
    let lines =
        [line("0.10", rate(22)), line("5", VatRate::WITHOUT), line("0.10", rate(22)), line("1", rate(10))];
    let totals = Totals::of(Currency::RUB, lines).unwrap();
    let shares: Vec<_> =
        totals.by_rate.iter().map(|share| (share.rate.to_string(), share.sum.vat.to_string())).collect();
    let expected = [("22", "0.04"), ("10", "0.09"), ("none", "0.00")];
    assert_eq!(shares, expected.map(|(rate, vat)| (rate.to_owned(), vat.to_owned())));
    assert_eq!(totals.sum.gross, "6.20".parse().unwrap());
}

#[test]
fn lines_in_another_currency_are_not_summed() {
    let found = Currency::try_from("USD".to_owned()).unwrap();
    let error = MoneyError::CurrencyDiffers { expected: Currency::RUB, found };
    assert_eq!(Totals::of(Currency::RUB, [(rate(22), Amounts::zero(found))]), Err(error));
    let quote = Quote { price: Money::new(Decimal::ONE, found), ..quote("1", true, rate(22)) };
    assert_eq!(quote.cost_in(Currency::RUB, Quantity::ONE), Err(PricingError::Money(error)));
}

fn half_up(numerator: i128, denominator: i128) -> i128 {
    (2 * numerator + denominator) / (2 * denominator)
}

fn kopecks(amount: Decimal) -> i128 {
    assert_eq!(amount.scale(), 2);
    amount.mantissa()
}

prop_compose! {
    fn any_quote()(
        price in 1..=10_000_000_000_000_i64,
        vat_included: bool,
        rate in prop::sample::select(vec!["22", "20", "18", "10", "7", "5", "0", "none"]),
        discount in 0..=10_000_i64,
    ) -> Quote {
        Quote {
            price: Money::new(Decimal::new(price, 4), Currency::RUB),
            discount: Percent::new(Decimal::new(discount, 2)).unwrap(),
            ..quote("1", vat_included, rate.parse().unwrap())
        }
    }
}

prop_compose! {
    fn any_quantity()(thousandths in 1..=1_000_000_000_i64) -> Quantity {
        Quantity::new(Decimal::new(thousandths, 3)).unwrap()
    }
}

proptest! {
    #[test]
    fn a_line_costs_what_whole_numbers_say(quantity in any_quantity(), quote in any_quote()) {
        let amounts = Amounts::of(quantity, &quote).unwrap();
        let scaled = |number: Decimal, scale| (number * Decimal::from(10_i64.pow(scale))).trunc().mantissa();
        let whole = scaled(quote.price.amount.normalize(), 4)
            * scaled(quantity.number(), 3)
            * scaled(quote.discount.rest(), 2);
        let cost = half_up(whole, 10_i128.pow(4 + 3 + 2));
        let percent = i128::from(quote.vat_rate.percent().unwrap_or(0));
        let vat = half_up(cost * percent, if quote.vat_included { 100 + percent } else { 100 });
        prop_assert_eq!(kopecks(amounts.vat), vat);
        prop_assert_eq!(kopecks(if quote.vat_included { amounts.gross } else { amounts.net }), cost);
        prop_assert_eq!(amounts.net + amounts.vat, amounts.gross);
    }

    #[test]
    fn totals_equal_the_sum_of_the_lines(lines in prop::collection::vec((any_quantity(), any_quote()), 0..40)) {
        let priced: Vec<_> = lines
            .iter()
            .map(|(quantity, quote)| (quote.vat_rate, Amounts::of(*quantity, quote).unwrap()))
            .collect();
        let totals = Totals::of(Currency::RUB, priced.clone()).unwrap();
        prop_assert_eq!(totals.sum.net, priced.iter().map(|(_, line)| line.net).sum());
        prop_assert_eq!(totals.sum.vat, priced.iter().map(|(_, line)| line.vat).sum());
        prop_assert_eq!(totals.sum.gross, priced.iter().map(|(_, line)| line.gross).sum());
        prop_assert_eq!(totals.sum.net + totals.sum.vat, totals.sum.gross);
        prop_assert_eq!(totals.by_rate.iter().map(|share| share.sum.vat).sum::<Decimal>(), totals.sum.vat);
    }
}
