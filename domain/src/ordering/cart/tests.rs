//! What a cart says about its lines.

use rust_decimal::Decimal;

use super::{CartError, CartLine, MOST_LINES, Verdict, put, sort, whole};
use crate::ordering::order::Goods;
use crate::ordering::pricing::{Offer, PricingError, Quote};
use crate::vocabulary::{
    Currency, Money, MoneyError, Percent, PriceTypeId, ProductId, Quantity, QuantityError, VatRate,
};

fn priced(price: &str) -> Offer {
    Offer::Priced(Quote {
        price: Money::new(price.parse().unwrap(), Currency::RUB),
        price_type: PriceTypeId::default(),
        price_type_name: "Розничная".to_owned(),
        vat_included: true,
        vat_rate: VatRate::of_percent(22).unwrap(),
        discount: Percent::ZERO,
    })
}

fn ten() -> Quantity {
    "10".parse().unwrap()
}

fn about(offer: Option<&Offer>, stock: Option<&str>) -> Verdict {
    Verdict::about(ten(), Currency::RUB, offer, stock.map(|stock| stock.parse().unwrap()))
}

fn line(number: u128, offer: Option<Offer>) -> CartLine {
    let product = ProductId(uuid::Uuid::from_u128(number));
    let goods =
        Goods { product, article: String::new(), name: "Болт".to_owned(), unit: "шт".to_owned() };
    CartLine { product, quantity: ten(), goods: Some(goods), offer, stock: Some(Decimal::ONE) }
}

#[test]
fn a_line_with_price_and_stock_is_available_and_says_what_it_costs() {
    let verdict = about(Some(&priced("12.20")), Some("10"));
    assert_eq!(verdict.code(), "AVAILABLE");
    assert_eq!(verdict.amounts().unwrap().gross, "122.00".parse().unwrap());
}

#[test]
fn a_shortage_of_stock_is_said_and_does_not_stop_the_order() {
    let verdict = about(Some(&priced("12.20")), Some("3.500"));
    assert!(verdict.can_be_ordered());
    assert_eq!(verdict.in_russian(), "На складе сейчас 3.5; можно заказать под поставку.");
    assert_eq!(about(Some(&priced("1")), Some("-2")).in_english().split(' ').next(), Some("0"));
}

#[test]
fn where_stock_is_not_kept_everything_is_available() {
    assert_eq!(about(Some(&priced("12.20")), None).code(), "AVAILABLE");
}

#[test]
fn what_cannot_be_ordered_says_why() {
    assert_eq!(about(None, None), Verdict::Unknown);
    assert_eq!(about(Some(&Offer::Withdrawn), Some("100")), Verdict::Withdrawn);
    assert_eq!(about(Some(&Offer::Unpriced), Some("100")), Verdict::Unpriced { why: None });
    let zero = Verdict::Unpriced { why: Some(PricingError::PriceNotPositive) };
    assert_eq!(about(Some(&priced("0")), None), zero);
    let dollars = Currency::try_from("USD".to_owned()).unwrap();
    let other = MoneyError::CurrencyDiffers { expected: dollars, found: Currency::RUB };
    let verdict = Verdict::about(ten(), dollars, Some(&priced("1")), None);
    assert_eq!(verdict, Verdict::Unpriced { why: Some(PricingError::Money(other)) });
}

#[test]
fn what_can_be_ordered_becomes_a_draft_and_the_rest_stays_with_its_reason() {
    let mut forgotten = line(4, Some(priced("1")));
    forgotten.goods = None;
    let lines = vec![line(1, Some(priced("1"))), line(2, Some(Offer::Withdrawn)), line(3, None), forgotten];
    let sorted = sort(Currency::RUB, lines);
    assert_eq!(sorted.ready.len(), 1);
    let left: Vec<_> =
        sorted.left.iter().map(|(product, verdict)| (product.uuid().as_u128(), verdict.code())).collect();
    assert_eq!(left, [(2, "WITHDRAWN"), (3, "UNKNOWN"), (4, "UNKNOWN")]);
}

#[test]
fn a_cart_becomes_an_order_whole_or_is_refused() {
    assert_eq!(whole(Currency::RUB, vec![]), Err(CartError::Empty));
    let good = || line(1, Some(priced("1")));
    assert_eq!(whole(Currency::RUB, vec![good()]).unwrap().len(), 1);
    let refusal = Err(CartError::NotOrderable { lines: 1 });
    assert_eq!(whole(Currency::RUB, vec![good(), line(2, Some(Offer::Unpriced))]), refusal);
}

#[test]
fn more_of_a_product_adds_to_what_is_there() {
    assert_eq!(put(Some(ten()), ten(), 1), Ok("20".parse().unwrap()));
    let most = Quantity::new(Quantity::MAX).unwrap();
    assert_eq!(put(Some(most), ten(), 1), Err(CartError::Quantity(QuantityError::TooLarge)));
}

#[test]
fn a_full_cart_takes_more_of_what_it_holds_and_nothing_new() {
    assert_eq!(put(Some(ten()), ten(), MOST_LINES), Ok("20".parse().unwrap()));
    assert_eq!(put(None, ten(), MOST_LINES), Err(CartError::TooManyLines { limit: MOST_LINES }));
}
