//! A condition of a rule.

use async_graphql::{Enum, SimpleObject};
use domain::approvals::policy::{BudgetState, Comparison, Condition, CreditState, Vat};
use domain::vocabulary::{CategoryId, Money, Period, PriceTypeId, ProductId};
use rust_decimal::Decimal;

use crate::graphql::global_id::GlobalId;
use crate::graphql::money::MoneyValue;

/// A condition of a rule. Where nobody can tell whether it holds, it counts against the order:
/// rules that demand or deny match, and those that let orders pass do not.
#[derive(SimpleObject)]
pub struct ApprovalCondition {
    /// What it looks at. Which of the other fields it has follows from this.
    kind: ConditionKind,
    /// Which side of the amount or of the count matches.
    comparison: Option<ComparisonWord>,
    /// The amount.
    amount: Option<MoneyValue>,
    /// Whether VAT counts.
    vat: Option<VatWord>,
    /// The number of lines or articles; of days, for what is overdue.
    count: Option<u32>,
    /// The ids of the categories.
    category_ids: Option<Vec<GlobalId<CategoryId>>>,
    /// The ids of the products.
    product_ids: Option<Vec<GlobalId<ProductId>>>,
    /// The id of the type of price that is the list.
    price_type_id: Option<GlobalId<PriceTypeId>>,
    /// The percentage.
    percent: Option<Decimal>,
    /// The period, by the organization's own calendar.
    period: Option<PeriodWord>,
}

/// What a condition looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ConditionKind {
    /// The total of the order with its delivery.
    OrderTotal,
    /// What the delivery costs with VAT.
    DeliveryCost,
    /// The number of lines.
    LineCount,
    /// The number of different articles.
    ArticleCount,
    /// Whether a line is of one of some categories, or of those below them.
    AnyLineOfCategory,
    /// Whether a line is of one of some products.
    AnyLineOfArticle,
    /// Whether a line is dearer than a list of prices by more than a percentage.
    AnyLineAboveList,
    /// Whether no order of the member was ever approved.
    FirstOrderOfMember,
    /// Whether nothing was delivered to the address before.
    NewDeliveryAddress,
    /// What the member spent in the period, this order included.
    SpendOfMember,
    /// Whether a budget of a cost centre would be exceeded. Where none was set, it does not hold.
    BudgetWouldExceed,
    /// Whether more than a share of a budget would be used. Where none was set, it does not hold.
    BudgetWouldUse,
    /// Whether the credit limit would be exceeded. Unknown before there are accounts.
    CreditWouldExceed,
    /// Whether so much is overdue for so many days. Unknown before there are accounts.
    CreditOverdue,
}

/// Which side of a bound matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "Comparison", remote = "Comparison")]
pub enum ComparisonWord {
    /// The bound itself and everything larger.
    AtLeast,
    /// Only what is larger than the bound.
    Above,
}

/// Whether an amount counts with VAT.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "VatInclusion", remote = "Vat")]
pub enum VatWord {
    /// With VAT.
    Included,
    /// Without VAT.
    Excluded,
}

/// A period of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "CalendarPeriod", remote = "Period")]
pub enum PeriodWord {
    /// From Monday on.
    Week,
    /// From the first of a month on.
    Month,
    /// From the first of January, April, July or October on.
    Quarter,
    /// From the first of January on.
    Year,
}

impl ApprovalCondition {
    const fn plain(kind: ConditionKind) -> Self {
        Self {
            kind,
            comparison: None,
            amount: None,
            vat: None,
            count: None,
            category_ids: None,
            product_ids: None,
            price_type_id: None,
            percent: None,
            period: None,
        }
    }

    fn of_amount(kind: ConditionKind, comparison: Comparison, amount: Money) -> Self {
        let (comparison, amount) = (Some(comparison.into()), Some(amount.into()));
        Self { comparison, amount, ..Self::plain(kind) }
    }

    fn of_count(kind: ConditionKind, comparison: Comparison, count: u32) -> Self {
        Self { comparison: Some(comparison.into()), count: Some(count), ..Self::plain(kind) }
    }
}

impl From<&Condition> for ApprovalCondition {
    fn from(condition: &Condition) -> Self {
        match condition {
            Condition::OrderTotal { comparison, amount, vat } => Self {
                vat: Some((*vat).into()),
                ..Self::of_amount(ConditionKind::OrderTotal, *comparison, *amount)
            },
            Condition::DeliveryCost { comparison, amount } => {
                Self::of_amount(ConditionKind::DeliveryCost, *comparison, *amount)
            }
            Condition::LineCount { comparison, count } => {
                Self::of_count(ConditionKind::LineCount, *comparison, *count)
            }
            Condition::ArticleCount { comparison, count } => {
                Self::of_count(ConditionKind::ArticleCount, *comparison, *count)
            }
            Condition::AnyLineOfCategory { categories } => Self {
                category_ids: Some(categories.iter().map(|id| GlobalId(*id)).collect()),
                ..Self::plain(ConditionKind::AnyLineOfCategory)
            },
            Condition::AnyLineOfArticle { products } => Self {
                product_ids: Some(products.iter().map(|id| GlobalId(*id)).collect()),
                ..Self::plain(ConditionKind::AnyLineOfArticle)
            },
            Condition::AnyLineAboveList { price_type, percent } => Self {
                price_type_id: Some(GlobalId(*price_type)),
                percent: Some(percent.number()),
                ..Self::plain(ConditionKind::AnyLineAboveList)
            },
            Condition::FirstOrderOfMember => Self::plain(ConditionKind::FirstOrderOfMember),
            Condition::NewDeliveryAddress => Self::plain(ConditionKind::NewDeliveryAddress),
            Condition::SpendOfMember { comparison, amount, period } => Self {
                period: Some((*period).into()),
                ..Self::of_amount(ConditionKind::SpendOfMember, *comparison, *amount)
            },
            Condition::Budget { state } => (*state).into(),
            Condition::Credit { state } => (*state).into(),
        }
    }
}

impl From<BudgetState> for ApprovalCondition {
    fn from(state: BudgetState) -> Self {
        match state {
            BudgetState::WouldExceed => Self::plain(ConditionKind::BudgetWouldExceed),
            BudgetState::WouldUse { percent } => {
                Self { percent: Some(percent.number()), ..Self::plain(ConditionKind::BudgetWouldUse) }
            }
        }
    }
}

impl From<CreditState> for ApprovalCondition {
    fn from(state: CreditState) -> Self {
        match state {
            CreditState::WouldExceed => Self::plain(ConditionKind::CreditWouldExceed),
            CreditState::HasOverdue { days, at_least } => Self {
                count: Some(days.into()),
                amount: Some(at_least.into()),
                ..Self::plain(ConditionKind::CreditOverdue)
            },
        }
    }
}
