//! What is open, by its age.

use async_graphql::SimpleObject;
use domain::accounts::settlement::Aging;
use domain::vocabulary::{Currency, Money, to_hundredths};

use crate::graphql::money::MoneyValue;

/// What is open, by its age.
#[derive(SimpleObject)]
#[graphql(name = "Aging")]
pub struct AgingValue {
    /// Not due yet.
    not_due: MoneyValue,
    /// Due for 1 to 30 days.
    days_1_to_30: MoneyValue,
    /// Due for 31 to 60 days.
    days_31_to_60: MoneyValue,
    /// Due for 61 to 90 days.
    days_61_to_90: MoneyValue,
    /// Due for more than 90 days.
    over_90: MoneyValue,
    /// All that is due.
    overdue: MoneyValue,
    /// All that is open.
    total: MoneyValue,
}

impl AgingValue {
    /// Amounts of one currency.
    pub fn of(aging: &Aging, currency: Currency) -> Self {
        let money = |amount| Money::new(to_hundredths(amount), currency).into();
        Self {
            not_due: money(aging.not_due),
            days_1_to_30: money(aging.days_1_to_30),
            days_31_to_60: money(aging.days_31_to_60),
            days_61_to_90: money(aging.days_61_to_90),
            over_90: money(aging.over_90),
            overdue: money(aging.overdue()),
            total: money(aging.total()),
        }
    }
}
