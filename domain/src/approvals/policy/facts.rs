//! What conditions look at: one revision of an order, and what is known around it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::accounts::budget::Touch;
use crate::accounts::exposure::{CreditDecision, OverdueSum};
use crate::journal::Known;
use crate::vocabulary::{CategoryId, Currency, Money, Period, PriceTypeId, ProductId};

/// What conditions look at: one revision of an order, and what is known around it.
///
/// What nobody looked up is unknown, and a condition on it matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderFacts {
    /// The total with VAT, delivery included.
    pub total_with_vat: Money,
    /// The total without VAT.
    pub total_without_vat: Money,
    /// The number of lines.
    pub line_count: u32,
    /// What is ordered.
    pub products: BTreeSet<ProductId>,
    /// The categories of all lines, with the categories above them.
    pub categories: BTreeSet<CategoryId>,
    /// Whether a line has no category.
    pub uncategorized: bool,
    /// What the delivery costs with VAT; nothing while nobody knows. An order that is
    /// not delivered costs zero.
    pub delivery_cost: Option<Money>,
    /// The prices of the lines, as far as a rule compares them with a list.
    pub prices: Vec<ListedPrice>,
    /// Whether no order of the member was ever approved.
    pub first_order: Known<bool>,
    /// Whether the organization never had an order delivered to this address.
    pub new_address: Known<bool>,
    /// What the member spent in the current period without this order, in a currency.
    pub spent: BTreeMap<(Period, Currency), Known<Money>>,
    /// What the order does to the budgets of its cost centres; nothing while nobody knows. An
    /// order for which no budget was set touches none.
    pub budgets: Option<Vec<Touch>>,
    /// What the organization's credit says of the order; nothing while nobody asked it.
    pub credit: Option<OrderCredit>,
}

/// What the credit of an organization says of an order, in the order's currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderCredit {
    /// What it says.
    pub decision: CreditDecision,
    /// What is overdue; unknown when it cannot be read or is too old to be believed.
    pub overdue: Known<Vec<OverdueSum>>,
    /// The day that it is for the organization.
    pub today: NaiveDate,
}

impl OrderCredit {
    /// What is overdue for more than some days, and how far the read model was that says so.
    pub(super) fn overdue_for(&self, days: u16) -> Known<Decimal> {
        match &self.overdue {
            Known::Read { value, as_of } => {
                let late = |sum: &&OverdueSum| sum.is_late(days, self.today);
                let value = value.iter().filter(late).map(|sum| sum.open).sum();
                Known::Read { value, as_of: *as_of }
            }
            Known::Unknown => Known::Unknown,
        }
    }
}

/// The price of a line beside the prices that lists have for it, with VAT.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedPrice {
    /// What is ordered.
    pub product: ProductId,
    /// The price of one unit.
    pub price: Money,
    /// What lists say; a list that has no price for it is not here.
    pub lists: BTreeMap<PriceTypeId, Money>,
}

impl OrderFacts {
    /// An order that costs so much, of which nothing else is known: no line, no delivery.
    pub fn of(total_with_vat: Money, total_without_vat: Money) -> Self {
        Self {
            total_with_vat,
            total_without_vat,
            line_count: 0,
            products: BTreeSet::new(),
            categories: BTreeSet::new(),
            uncategorized: false,
            delivery_cost: Some(Money::zero(total_with_vat.currency)),
            prices: Vec::new(),
            first_order: Known::Unknown,
            new_address: Known::Unknown,
            spent: BTreeMap::new(),
            budgets: None,
            credit: None,
        }
    }

    /// The budget of which the order leaves least; where there is no limit, nothing is scarce.
    pub(super) fn scarcest_budget(&self) -> Option<&Touch> {
        let budgets = self.budgets.as_deref().unwrap_or_default();
        let limited = budgets.iter().filter_map(|touch| Some((touch.after()?, touch)));
        limited.min_by_key(|(after, _)| *after).map(|(_, touch)| touch)
    }

    /// Whether a budget asks for an approval, whatever the policy says.
    pub(super) fn budget_needs_approval(&self) -> bool {
        self.budgets.iter().flatten().any(Touch::needs_approval)
    }

    /// What the member spent in a period, this order included.
    pub(super) fn spent_with_this(&self, period: Period, currency: Currency) -> Known<Money> {
        match self.spent.get(&(period, currency)) {
            Some(Known::Read { value, as_of }) => match value.plus(self.total_with_vat) {
                Ok(value) => Known::Read { value, as_of: *as_of },
                Err(_) => Known::Unknown,
            },
            Some(Known::Unknown) | None => Known::Unknown,
        }
    }
}

impl ListedPrice {
    /// By how many percent of the list's price it is higher; nothing when the list says
    /// nothing comparable.
    pub(super) fn above(&self, list: PriceTypeId) -> Option<Decimal> {
        let listed = self.lists.get(&list)?;
        let difference = self.price.minus(*listed).ok()?.amount;
        if listed.amount.is_zero() {
            return (difference <= Decimal::ZERO).then_some(Decimal::ZERO);
        }
        difference.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(listed.amount)
    }
}
