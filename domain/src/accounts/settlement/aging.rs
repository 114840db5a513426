//! How old what is owed is.

use std::ops::Add;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};

use super::entry::Side;
use super::ledger::Ledger;

/// How long something has been due.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Bucket {
    /// Not due yet, or without a day on which it is.
    NotDue,
    /// From 1 to 30 days.
    Days1To30,
    /// From 31 to 60 days.
    Days31To60,
    /// From 61 to 90 days.
    Days61To90,
    /// More than 90 days.
    Over90,
}

impl Bucket {
    /// Where something that is due on a day stands on another. It is in time until that day is over.
    pub fn of(due: Option<NaiveDate>, on: NaiveDate) -> Self {
        match due.map_or(0, |due| (on - due).num_days()) {
            ..=0 => Self::NotDue,
            1..=30 => Self::Days1To30,
            31..=60 => Self::Days31To60,
            61..=90 => Self::Days61To90,
            _ => Self::Over90,
        }
    }
}

/// What is open on one side, by its age.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aging {
    /// Not due yet.
    pub not_due: Decimal,
    /// Due for 1 to 30 days.
    pub days_1_to_30: Decimal,
    /// Due for 31 to 60 days.
    pub days_31_to_60: Decimal,
    /// Due for 61 to 90 days.
    pub days_61_to_90: Decimal,
    /// Due for more than 90 days.
    pub over_90: Decimal,
}

impl Aging {
    /// Nothing is open.
    pub const NOTHING: Self = Self {
        not_due: Decimal::ZERO,
        days_1_to_30: Decimal::ZERO,
        days_31_to_60: Decimal::ZERO,
        days_61_to_90: Decimal::ZERO,
        over_90: Decimal::ZERO,
    };

    /// What is open on one side of a ledger, by its age on a day.
    pub fn of(ledger: &Ledger, side: Side, on: NaiveDate) -> Self {
        let mut aging = Self::default();
        for item in ledger.as_of(on).items().iter().filter(|item| item.entry.side == side) {
            *aging.at(Bucket::of(item.entry.due, on)) += item.open;
        }
        aging
    }

    /// The amount of an age.
    pub const fn at(&mut self, bucket: Bucket) -> &mut Decimal {
        match bucket {
            Bucket::NotDue => &mut self.not_due,
            Bucket::Days1To30 => &mut self.days_1_to_30,
            Bucket::Days31To60 => &mut self.days_31_to_60,
            Bucket::Days61To90 => &mut self.days_61_to_90,
            Bucket::Over90 => &mut self.over_90,
        }
    }

    /// What is due already.
    pub fn overdue(&self) -> Decimal {
        self.days_1_to_30 + self.days_31_to_60 + self.days_61_to_90 + self.over_90
    }

    /// All of it.
    pub fn total(&self) -> Decimal {
        self.not_due + self.overdue()
    }
}

impl Add for Aging {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            not_due: self.not_due + other.not_due,
            days_1_to_30: self.days_1_to_30 + other.days_1_to_30,
            days_31_to_60: self.days_31_to_60 + other.days_31_to_60,
            days_61_to_90: self.days_61_to_90 + other.days_61_to_90,
            over_90: self.over_90 + other.over_90,
        }
    }
}
