//! What a budget is of: a cost centre, a period, a currency.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::vocabulary::{BudgetId, CostCentreId, Currency, OrganizationId, Period};

/// The namespace of the ids below (RFC 9562, version 5). It never changes.
const NAMESPACE: Uuid = Uuid::from_u128(0x8d1f_4c02_57aa_4e0b_b3c6_90f2_6a7e_1d38);

/// What a budget is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BudgetPlace {
    /// Whose cost centre it is.
    pub organization: OrganizationId,
    /// The cost centre.
    pub cost_centre: CostCentreId,
    /// How long it is good for.
    pub period: Period,
    /// The first day of the period, by the organization's calendar.
    pub first_day: NaiveDate,
    /// The currency of the orders that count.
    pub currency: Currency,
}

impl BudgetPlace {
    /// The id of the budget, which follows from all of it.
    pub fn id(&self) -> BudgetId {
        let Self { cost_centre, period, first_day, currency, .. } = self;
        BudgetId(Uuid::new_v5(
            &NAMESPACE,
            format!("{cost_centre}:{period}:{first_day}:{currency}").as_bytes(),
        ))
    }

    /// The last day of the period.
    pub fn last_day(&self) -> NaiveDate {
        self.period.last_day(self.first_day)
    }

    /// The same in the period around a moment.
    #[must_use]
    pub fn around(self, moment: DateTime<Utc>, zone: Tz) -> Self {
        Self { first_day: self.period.first_day_around(moment, zone), ..self }
    }
}
