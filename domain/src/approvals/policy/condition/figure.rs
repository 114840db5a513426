//! What a condition looked at, for those who want to know why a rule matched.

use rust_decimal::Decimal;

use super::finds::{articles, total};
use super::{Condition, CreditState};
use crate::approvals::policy::facts::OrderFacts;
use crate::approvals::policy::finding::Figure;
use crate::journal::Known;
use crate::vocabulary::{Money, PriceTypeId, to_hundredths};

impl Condition {
    /// What the condition looks at in an order; nothing when it is not known.
    pub fn figure(&self, order: &OrderFacts) -> Option<Figure> {
        match self {
            Self::OrderTotal { vat, .. } => Some(Figure::Money { money: total(order, *vat), as_of: None }),
            Self::DeliveryCost { .. } => {
                order.delivery_cost.map(|money| Figure::Money { money, as_of: None })
            }
            Self::LineCount { .. } => Some(Figure::Count { count: order.line_count }),
            Self::ArticleCount { .. } => Some(Figure::Count { count: articles(order) }),
            Self::AnyLineOfCategory { categories } => {
                let categories = categories.intersection(&order.categories).copied().collect();
                Some(Figure::Categories { categories })
            }
            Self::AnyLineOfArticle { products } => {
                let products = products.intersection(&order.products).copied().collect();
                Some(Figure::Products { products })
            }
            Self::AnyLineAboveList { price_type, .. } => dearest(order, *price_type),
            Self::FirstOrderOfMember => order.first_order.as_of().map(|as_of| Figure::Seen { as_of }),
            Self::NewDeliveryAddress => order.new_address.as_of().map(|as_of| Figure::Seen { as_of }),
            Self::SpendOfMember { amount, period, .. } => {
                match order.spent_with_this(*period, amount.currency) {
                    Known::Read { value, as_of } => Some(Figure::Money { money: value, as_of: Some(as_of) }),
                    Known::Unknown => None,
                }
            }
            Self::Budget { .. } => order.scarcest_budget().map(|touch| {
                let money = Money::new(touch.used_with_this(), touch.place.currency);
                Figure::Money { money, as_of: None }
            }),
            Self::Credit { state } => credit(*state, order),
        }
    }
}

/// What would be available with the order, or what is overdue.
fn credit(state: CreditState, order: &OrderFacts) -> Option<Figure> {
    let credit = order.credit.as_ref()?;
    let (amount, as_of) = match state {
        CreditState::WouldExceed => (credit.decision.after?, credit.decision.position),
        CreditState::HasOverdue { days, .. } => match credit.overdue_for(days) {
            Known::Read { value, as_of } => (value, Some(as_of)),
            Known::Unknown => return None,
        },
    };
    Some(Figure::Money { money: Money::new(amount, order.total_with_vat.currency), as_of })
}

fn dearest(order: &OrderFacts, list: PriceTypeId) -> Option<Figure> {
    let compared = order.prices.iter().filter_map(|line| Some((line.above(list)?, line.product)));
    let (percent, product): (Decimal, _) = compared.max()?;
    Some(Figure::AboveList { product, percent: to_hundredths(percent) })
}
