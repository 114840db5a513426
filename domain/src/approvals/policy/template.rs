//! Rules to begin with: what most organizations want, ready to be changed.

use std::num::NonZeroU16;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};

use super::condition::{Comparison, Condition, Vat};
use super::rule::{Effect, OnReturn, Requesters, Rule, RuleId, SelfApproval};
use super::stage::{Deadline, Mode, Selector, Stage, Timeout};
use super::wording::StandardWording;
use crate::organizations::MemberRole;
use crate::refusal::Language;
use crate::vocabulary::{Currency, Money, PersonId};

/// A rule to begin with.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Display, EnumString, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Template {
    /// Above an amount the director decides.
    LargeOrders,
    /// Two of three people have to agree.
    TwoOfThree,
    /// Orders to addresses to which nothing was delivered yet are approved.
    NewAddresses,
    /// Approvers have a working day; then an administrator may decide as well.
    OneDay,
}

/// What an organization fills into a template. What it leaves out has a default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filling {
    /// Above what total with VAT.
    pub amount: Option<Money>,
    /// Who decides.
    pub people: Vec<PersonId>,
}

/// All templates.
pub const fn templates() -> &'static [Template] {
    Template::VARIANTS
}

/// Working hours of a day, nine to six.
const WORKING_DAY: NonZeroU16 = NonZeroU16::new(9).expect("nine is not zero");

/// Above what total the director is asked where nobody says another one, in rubles.
const LARGE: Decimal = Decimal::from_parts(500_000, 0, 0, false, 0);

impl Template {
    /// The rule, with a number and what was filled in.
    pub fn rule(self, id: RuleId, filling: &Filling) -> Rule {
        let (conditions, stage) = match self {
            Self::LargeOrders => (
                vec![above(filling.amount.unwrap_or(Money::new(LARGE, Currency::RUB)))],
                stage(Mode::AnyOf, people_or(filling, &[MemberRole::Administrator]), None),
            ),
            Self::TwoOfThree => (
                filling.amount.map(above).into_iter().collect(),
                stage(two(), people_or(filling, &[MemberRole::Approver]), None),
            ),
            Self::NewAddresses => {
                (vec![Condition::NewDeliveryAddress], stage(Mode::AnyOf, people_or(filling, &DECIDING), None))
            }
            Self::OneDay => (
                filling.amount.map(above).into_iter().collect(),
                stage(Mode::AnyOf, people_or(filling, &[MemberRole::Approver]), Some(one_day())),
            ),
        };
        Rule {
            id,
            name: self.wording().into(),
            effect: Effect::Require { stages: vec![stage] },
            applies_to: Requesters::Anybody,
            conditions,
            self_approval: SelfApproval::Forbid,
            on_return: OnReturn::KeepUnaffected,
        }
    }

    /// What the template is called.
    pub const fn name(self, language: Language) -> &'static str {
        self.wording().in_language(language)
    }

    /// Whether an amount can be filled in.
    pub const fn takes_amount(self) -> bool {
        !matches!(self, Self::NewAddresses)
    }

    const fn wording(self) -> StandardWording {
        match self {
            Self::LargeOrders => StandardWording::LargeOrders,
            Self::TwoOfThree => StandardWording::TwoOfThree,
            Self::NewAddresses => StandardWording::NewAddresses,
            Self::OneDay => StandardWording::OneDay,
        }
    }
}

const DECIDING: [MemberRole; 2] = [MemberRole::Approver, MemberRole::Administrator];

fn above(amount: Money) -> Condition {
    Condition::OrderTotal { comparison: Comparison::Above, amount, vat: Vat::Included }
}

const fn two() -> Mode {
    Mode::Quorum { count: NonZeroU16::new(2).expect("two is not zero") }
}

fn one_day() -> Deadline {
    let to = vec![Selector::Role { role: MemberRole::Administrator }];
    Deadline { hours: WORKING_DAY, then: Timeout::Escalate { to } }
}

fn people_or(filling: &Filling, roles: &[MemberRole]) -> Vec<Selector> {
    if filling.people.is_empty() {
        return roles.iter().map(|role| Selector::Role { role: *role }).collect();
    }
    filling.people.iter().map(|person| Selector::Member { person: *person }).collect()
}

const fn stage(mode: Mode, approvers: Vec<Selector>, deadline: Option<Deadline>) -> Stage {
    Stage { mode, approvers, deadline }
}
