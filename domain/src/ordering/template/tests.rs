//! What may be kept in a template, and what becomes of its lines.

use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{Fate, Filled, MOST_LINES, TemplateError, TemplateName, checked, fill};
use crate::ordering::cart::CartLine;
use crate::ordering::order::Goods;
use crate::ordering::{Offer, Quote};
use crate::vocabulary::{Currency, Money, Percent, PriceTypeId, ProductId, Quantity, VatRate};

fn product(number: u128) -> ProductId {
    ProductId(Uuid::from_u128(number))
}

fn units(number: i64) -> Quantity {
    Quantity::new(Decimal::from(number)).unwrap()
}

fn priced() -> Offer {
    Offer::Priced(Quote {
        price: Money::new(Decimal::from(100), Currency::RUB),
        price_type: PriceTypeId(Uuid::from_u128(9)),
        price_type_name: "Оптовая".to_owned(),
        vat_included: false,
        vat_rate: VatRate::WITHOUT,
        discount: Percent::ZERO,
    })
}

fn line(number: u128, quantity: i64, offer: Option<Offer>) -> CartLine {
    let product = product(number);
    let goods = offer.as_ref().map(|_| Goods {
        product,
        article: String::new(),
        name: format!("Товар {number}"),
        unit: "шт".to_owned(),
    });
    CartLine { product, quantity: units(quantity), goods, offer, stock: None }
}

fn fates(filled: &[Filled]) -> Vec<Fate> {
    filled.iter().map(|line| line.fate).collect()
}

#[test]
fn whatever_can_be_ordered_is_taken_and_each_other_line_says_why_not() {
    let lines = [
        line(1, 2, Some(priced())),
        line(2, 3, Some(priced())),
        line(3, 1, Some(Offer::Unpriced)),
        line(4, 1, Some(Offer::Withdrawn)),
        line(5, 1, None),
    ];
    let filled = fill(Currency::RUB, &[(product(2), units(4))], &lines);
    let expected = [
        Fate::Added { now: units(2) },
        Fate::Raised { was: units(4), now: units(7) },
        Fate::Unpriced,
        Fate::Withdrawn,
        Fate::Unknown,
    ];
    assert_eq!(fates(&filled), expected);
    assert_eq!(filled[1].cost.unwrap().gross, Decimal::from(300), "today's price of what is asked");
    assert_eq!(filled[2].cost, None);
}

#[test]
fn a_line_that_finds_no_room_or_would_be_too_large_is_left_out() {
    let full: Vec<_> = (0..MOST_LINES as u128).map(|number| (product(1_000 + number), units(1))).collect();
    let filled = fill(Currency::RUB, &full, &[line(1, 1, Some(priced())), line(1_000, 1, Some(priced()))]);
    assert_eq!(fates(&filled), [Fate::NoRoom, Fate::Raised { was: units(1), now: units(2) }]);
    let filled = fill(Currency::RUB, &[(product(1), units(999_999))], &[line(1, 2, Some(priced()))]);
    assert_eq!(fates(&filled), [Fate::TooLarge]);
}

#[test]
fn another_currency_is_no_price() {
    let filled = fill("EUR".parse().unwrap(), &[], &[line(1, 1, Some(priced()))]);
    assert_eq!(fates(&filled), [Fate::Unpriced]);
}

#[test]
fn a_name_is_one_line_of_text_and_its_case_does_not_matter() {
    let name: TemplateName = "  Канцелярия на месяц ".parse().unwrap();
    assert_eq!(name.as_str(), "Канцелярия на месяц");
    assert_eq!(name.key(), "КАНЦЕЛЯРИЯ НА МЕСЯЦ".parse::<TemplateName>().unwrap().key());
    let refused = Err(TemplateError::NotAName { limit: TemplateName::MOST });
    for text in ["", "   ", "две\nстроки", &"я".repeat(TemplateName::MOST + 1)] {
        assert_eq!(text.parse::<TemplateName>(), refused);
    }
}

#[test]
fn a_template_has_lines_but_not_too_many_and_no_product_twice() {
    assert_eq!(checked(Vec::new()), Err(TemplateError::Empty));
    let twice = vec![(product(1), units(1)), (product(1), units(2))];
    assert_eq!(checked(twice), Err(TemplateError::RepeatedProduct));
    let many = (0..=MOST_LINES as u128).map(|number| (product(number), units(1))).collect();
    assert_eq!(checked(many), Err(TemplateError::TooManyLines { limit: MOST_LINES }));
}

proptest! {
    #[test]
    fn every_line_is_told_of_and_what_is_taken_is_what_was_there_and_what_was_asked(
        held in prop::collection::btree_map(0_u128..6, 1_i64..1_000_000, 0..6),
        asked in prop::collection::btree_map(0_u128..9, (1_i64..1_000_000, 0_u8..4), 0..9),
    ) {
        let held: Vec<_> = held.into_iter().map(|(number, some)| (product(number), units(some))).collect();
        let offer = |kind| match kind {
            0 => None,
            1 => Some(Offer::Withdrawn),
            2 => Some(Offer::Unpriced),
            _ => Some(priced()),
        };
        let lines: Vec<_> =
            asked.into_iter().map(|(number, (some, kind))| line(number, some, offer(kind))).collect();
        let filled = fill(Currency::RUB, &held, &lines);
        prop_assert_eq!(filled.len(), lines.len());
        for (filled, line) in filled.iter().zip(&lines) {
            let was = held.iter().find(|(product, _)| *product == line.product).map(|(_, was)| *was);
            let sum = was.map_or(Decimal::ZERO, Quantity::number) + line.quantity.number();
            let fits = sum <= Quantity::MAX && line.verdict(Currency::RUB).can_be_ordered();
            prop_assert_eq!(filled.fate.now().map(Quantity::number), fits.then_some(sum));
        }
    }
}
