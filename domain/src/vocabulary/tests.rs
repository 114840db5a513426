//! Numbers and rates as they are read and written.

use rust_decimal::Decimal;

use super::{Currency, Money, MoneyError, Percent, Quantity, QuantityError, VatRate, to_hundredths};

#[test]
fn a_quantity_is_positive_bounded_and_has_three_places() {
    let quantity = |text: &str| text.parse::<Quantity>();
    assert_eq!(quantity("0"), Err(QuantityError::NotPositive));
    assert_eq!(quantity("-1"), Err(QuantityError::NotPositive));
    assert_eq!(quantity("1.0001"), Err(QuantityError::TooFine));
    assert_eq!(quantity("1000000.001"), Err(QuantityError::TooLarge));
    assert_eq!(quantity("a dozen"), Err(QuantityError::NotANumber));
    assert_eq!(quantity("1.500").unwrap().to_string(), "1.5");
    assert_eq!(quantity("1.50000").unwrap().to_string(), "1.5");
}

#[test]
fn a_quantity_from_storage_is_checked_too() {
    assert_eq!(serde_json::from_str::<Quantity>("\"2.500\"").unwrap().to_string(), "2.5");
    assert_eq!(serde_json::to_string(&Quantity::ONE).unwrap(), "\"1\"");
    assert!(serde_json::from_str::<Quantity>("\"-2\"").is_err());
}

#[test]
fn a_rate_of_vat_has_a_stable_form() {
    for percent in VatRate::KNOWN {
        let rate = VatRate::of_percent(percent).unwrap();
        assert_eq!(serde_json::to_string(&rate).unwrap(), format!("\"{percent}\""));
        assert_eq!(percent.to_string().parse(), Ok(rate));
    }
    assert_eq!(serde_json::to_string(&VatRate::WITHOUT).unwrap(), "\"none\"");
    assert_eq!(serde_json::from_str::<VatRate>("\"none\"").unwrap(), VatRate::WITHOUT);
    for wrong in ["19", "", "22%", "-5", "022x"] {
        assert!(wrong.parse::<VatRate>().is_err(), "{wrong}");
    }
}

#[test]
fn a_rate_of_vat_is_said_in_both_languages() {
    let rate = VatRate::of_percent(22).unwrap();
    assert_eq!((rate.in_russian(), rate.in_english()), ("22 %".to_owned(), "22%".to_owned()));
    assert_eq!(VatRate::WITHOUT.in_russian(), "без НДС");
}

#[test]
fn a_percent_lies_between_nothing_and_the_whole() {
    assert!(Percent::new("100.01".parse().unwrap()).is_err());
    assert!(Percent::new("-0.01".parse().unwrap()).is_err());
    assert!(Percent::new("3.125".parse().unwrap()).is_err());
    assert_eq!(Percent::new("12.50".parse().unwrap()).unwrap().rest(), "87.5".parse().unwrap());
}

#[test]
fn money_is_put_together_in_one_currency_only() {
    let found = Currency::try_from("EUR".to_owned()).unwrap();
    let (ruble, euro) = (Money::new(Decimal::ONE, Currency::RUB), Money::new(Decimal::ONE, found));
    let differs = MoneyError::CurrencyDiffers { expected: Currency::RUB, found };
    assert_eq!(ruble.plus(euro), Err(differs));
    assert_eq!(ruble.compare(euro), Err(differs));
    assert_eq!(Money::sum(Currency::RUB, [ruble, ruble]), Ok(Money::new(Decimal::TWO, Currency::RUB)));
    assert_eq!(ruble.minus(ruble), Ok(Money::zero(Currency::RUB)));
    let most = Money::new(Decimal::MAX, Currency::RUB);
    assert_eq!(most.plus(most), Err(MoneyError::TooLarge));
}

#[test]
fn hundredths_are_rounded_half_away_from_zero() {
    let rounded = |text: &str| to_hundredths(text.parse().unwrap()).to_string();
    assert_eq!(
        [rounded("0.005"), rounded("0.0049"), rounded("2.5"), rounded("-0.005")],
        ["0.01", "0.00", "2.50", "-0.01"]
    );
}
