//! Money on the wire.

use async_graphql::{InputObject, SimpleObject};
use commands::CommandError;
use domain::ordering::Amounts;
use domain::refusal::Refusal;
use domain::vocabulary::Money;
use rust_decimal::Decimal;

/// An amount of money.
#[derive(Clone, Debug, PartialEq, Eq, SimpleObject)]
#[graphql(name = "Money")]
pub struct MoneyValue {
    /// The amount in units of the currency, as a decimal number in a string.
    pub amount: Decimal,
    /// The currency, by its code of ISO 4217.
    pub currency: String,
}

impl From<Money> for MoneyValue {
    fn from(money: Money) -> Self {
        Self { amount: money.amount, currency: money.currency.code().to_owned() }
    }
}

/// What something costs: net + VAT = gross.
#[derive(Clone, Debug, PartialEq, Eq, SimpleObject)]
pub struct Cost {
    /// Without VAT.
    pub net: MoneyValue,
    /// The VAT.
    pub vat: MoneyValue,
    /// With VAT.
    pub gross: MoneyValue,
}

impl From<Amounts> for Cost {
    fn from(amounts: Amounts) -> Self {
        Self { net: amounts.net().into(), vat: amounts.vat().into(), gross: amounts.gross().into() }
    }
}

/// An amount of money, as somebody saw it.
#[derive(InputObject)]
pub struct MoneyInput {
    /// The amount in units of the currency, as a decimal number in a string.
    pub amount: Decimal,
    /// The currency, by its code of ISO 4217.
    pub currency: String,
}

/// The text is no currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a currency is written as the three capital letters of ISO 4217")]
pub struct NotACurrency;

impl Refusal for NotACurrency {
    fn code(&self) -> &'static str {
        "CURRENCY_UNKNOWN"
    }

    fn in_russian(&self) -> String {
        "Валюта записывается тремя заглавными буквами по ISO 4217.".to_owned()
    }

    fn field(&self) -> Option<&'static str> {
        Some("currency")
    }
}

impl TryFrom<MoneyInput> for Money {
    type Error = CommandError;

    fn try_from(input: MoneyInput) -> Result<Self, CommandError> {
        let currency = input.currency.parse().map_err(|_| NotACurrency)?;
        Ok(Self::new(input.amount, currency))
    }
}
