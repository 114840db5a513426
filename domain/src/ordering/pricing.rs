//! What a line costs: net, VAT and gross, rounded per line as Russian VAT accounting does.

use std::cmp::Reverse;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;
use crate::vocabulary::{
    Currency, Money, MoneyError, Percent, PriceTypeId, Quantity, VatRate, to_hundredths,
};

/// What the supplier says about a product under a contract, at the moment of asking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Offer {
    /// It is sold, at this price.
    Priced(Quote),
    /// It is in the catalogue, but without a price for this contract.
    Unpriced,
    /// It was taken out of the catalogue.
    Withdrawn,
}

/// The price of one unit, and where it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The price of one unit before the discount. Above zero, at most [`Quote::MAX_PRICE`],
    /// at most [`Quote::PLACES`] decimal places.
    pub price: Money,
    /// The type of price that it was found under.
    pub price_type: PriceTypeId,
    /// The name of that type then.
    pub price_type_name: String,
    /// Whether the price contains the VAT, as the type of price says.
    pub vat_included: bool,
    /// The rate of VAT of the goods then.
    pub vat_rate: VatRate,
    /// The discount on the price.
    #[serde(default)]
    pub discount: Percent,
}

impl Quote {
    /// The highest price of a unit: a thousand million.
    pub const MAX_PRICE: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);
    /// The most decimal places of a price.
    pub const PLACES: u32 = 4;

    /// What a quantity costs, if the price is in the expected currency.
    pub fn cost_in(&self, expected: Currency, quantity: Quantity) -> Result<Amounts, PricingError> {
        let found = self.price.currency;
        if expected == found {
            Amounts::of(quantity, self)
        } else {
            Err(MoneyError::CurrencyDiffers { expected, found }.into())
        }
    }

    /// The price of one unit with VAT after the discount, not rounded.
    pub fn unit_gross(&self) -> Money {
        let rate = if self.vat_included { Decimal::ZERO } else { self.vat_rate.hundredths() };
        let hundredths = self.discount.rest() * (Decimal::ONE_HUNDRED + rate);
        let amount = self.price.amount * hundredths / Decimal::from(10_000);
        Money::new(amount.normalize(), self.price.currency)
    }

    fn check(&self) -> Result<(), PricingError> {
        let price = self.price.amount;
        if price <= Decimal::ZERO {
            Err(PricingError::PriceNotPositive)
        } else if price > Self::MAX_PRICE {
            Err(PricingError::PriceTooHigh)
        } else if price.normalize().scale() > Self::PLACES {
            Err(PricingError::PriceTooFine)
        } else {
            Ok(())
        }
    }
}

/// What something costs. Every amount is rounded to hundredths, and net + VAT = gross.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amounts {
    /// The currency of all three.
    pub currency: Currency,
    /// Without VAT.
    pub net: Decimal,
    /// The VAT.
    pub vat: Decimal,
    /// With VAT.
    pub gross: Decimal,
}

impl Amounts {
    /// Nothing, in a currency.
    pub fn zero(currency: Currency) -> Self {
        let zero = to_hundredths(Decimal::ZERO);
        Self { currency, net: zero, vat: zero, gross: zero }
    }

    /// What a quantity costs at a quote.
    ///
    /// The cost of the line is rounded once, a half up to a kopeck. Out of a price that
    /// contains the VAT of r percent, the tax is gross · r / (100 + r) (Tax Code,
    /// art. 164 п. 4); on top of a price without it, net · r / 100; rounded per line too.
    pub fn of(quantity: Quantity, quote: &Quote) -> Result<Self, PricingError> {
        quote.check()?;
        let cost = cost(quantity, quote).ok_or(MoneyError::TooLarge)?;
        let cost = Money::new(cost, quote.price.currency);
        Ok(Self::taxed(cost, quote.vat_included, quote.vat_rate)?)
    }

    /// A cost, rounded to hundredths, divided into net, VAT and gross.
    pub fn taxed(cost: Money, vat_included: bool, rate: VatRate) -> Result<Self, MoneyError> {
        let Money { amount, currency } = cost;
        let cost = to_hundredths(amount);
        let rate = rate.hundredths();
        let base = if vat_included { Decimal::ONE_HUNDRED + rate } else { Decimal::ONE_HUNDRED };
        let vat = to_hundredths(cost.checked_mul(rate).ok_or(MoneyError::TooLarge)? / base);
        let (net, gross) = if vat_included { (cost - vat, cost) } else { (cost, cost + vat) };
        Ok(Self { currency, net, vat, gross })
    }

    /// The sum, in the same currency only.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        Ok(Self {
            currency: self.currency,
            net: self.net().plus(other.net())?.amount,
            vat: self.vat().plus(other.vat())?.amount,
            gross: self.gross().plus(other.gross())?.amount,
        })
    }

    /// The amount without VAT.
    pub const fn net(&self) -> Money {
        Money::new(self.net, self.currency)
    }

    /// The VAT.
    pub const fn vat(&self) -> Money {
        Money::new(self.vat, self.currency)
    }

    /// The amount with VAT.
    pub const fn gross(&self) -> Money {
        Money::new(self.gross, self.currency)
    }
}

fn cost(quantity: Quantity, quote: &Quote) -> Option<Decimal> {
    let full = quote.price.amount.checked_mul(quantity.number())?;
    full.checked_mul(quote.discount.rest())?.checked_div(Decimal::ONE_HUNDRED)
}

/// What all lines cost together: the sums of what the lines cost, never recomputed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// The sum over all lines.
    pub sum: Amounts,
    /// The sums by rate of VAT, the highest rate first, "without VAT" last.
    pub by_rate: Vec<VatShare>,
}

/// The part of the totals that is taxed at one rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VatShare {
    /// The rate.
    pub rate: VatRate,
    /// The sum over the lines of this rate.
    pub sum: Amounts,
}

impl Totals {
    /// The totals of no lines.
    pub fn zero(currency: Currency) -> Self {
        Self { sum: Amounts::zero(currency), by_rate: Vec::new() }
    }

    /// The totals of lines in one currency.
    pub fn of(
        currency: Currency,
        lines: impl IntoIterator<Item = (VatRate, Amounts)>,
    ) -> Result<Self, MoneyError> {
        let mut totals = lines.into_iter().try_fold(Self::zero(currency), Self::with)?;
        totals.by_rate.sort_by_key(|share| Reverse(share.rate));
        Ok(totals)
    }

    fn with(mut self, (rate, amounts): (VatRate, Amounts)) -> Result<Self, MoneyError> {
        self.sum = self.sum.plus(amounts)?;
        match self.by_rate.iter_mut().find(|share| share.rate == rate) {
            Some(share) => share.sum = share.sum.plus(amounts)?,
            None => self.by_rate.push(VatShare { rate, sum: amounts }),
        }
        Ok(self)
    }
}

/// Why something cannot be priced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PricingError {
    /// The price is zero or less, which 1C means as "no price".
    #[error("the price must be above zero")]
    PriceNotPositive,
    /// Above [`Quote::MAX_PRICE`].
    #[error("the price must not be above {}", Quote::MAX_PRICE)]
    PriceTooHigh,
    /// More decimal places than [`Quote::PLACES`].
    #[error("the price must not have more than {} decimal places", Quote::PLACES)]
    PriceTooFine,
    /// The amounts do not go together.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl Refusal for PricingError {
    fn code(&self) -> &'static str {
        match self {
            Self::PriceNotPositive => "PRICE_NOT_POSITIVE",
            Self::PriceTooHigh => "PRICE_TOO_HIGH",
            Self::PriceTooFine => "PRICE_TOO_FINE",
            Self::Money(error) => error.code(),
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::PriceNotPositive => "Цена должна быть больше нуля.".to_owned(),
            Self::PriceTooHigh => format!("Цена не может быть выше {}.", Quote::MAX_PRICE),
            Self::PriceTooFine => format!("В цене не больше {} знаков после запятой.", Quote::PLACES),
            Self::Money(error) => error.in_russian(),
        }
    }
}

#[cfg(test)]
mod tests;
