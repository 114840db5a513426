//! What the rules of a policy have to know about an order, and nothing that they do not.

mod catalogue;
mod history;

pub(crate) use history::time_zone;

use std::collections::BTreeSet;

use domain::approvals::policy::{Condition, CreditState, OrderFacts, Policy, Selector, Timeout};
use domain::vocabulary::{Currency, Money, Period, PriceTypeId, ProductId};

use super::asking::OrderAsked;
use crate::error::CommandError;
use crate::work::Work;

/// What the rules of a policy ask for.
#[expect(clippy::struct_excessive_bools, reason = "each stands for a question of its own")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// The manager of whoever submits.
    pub manager: bool,
    /// The owners of the cost centres.
    pub cost_centre_owners: bool,
    categories: bool,
    lists: BTreeSet<PriceTypeId>,
    first_order: bool,
    new_address: bool,
    spent: BTreeSet<(Period, Currency)>,
    /// What is overdue, also where no credit was agreed.
    pub overdue: bool,
}

impl Needs {
    /// What the rules ask for.
    pub fn of(policy: &Policy) -> Self {
        let mut needs = Self::default();
        for rule in &policy.rules {
            for condition in &rule.conditions {
                needs.ask(condition);
            }
            for stage in rule.stages() {
                stage.approvers.iter().for_each(|selector| needs.select(*selector));
                if let Some(Timeout::Escalate { to }) = stage.deadline.as_ref().map(|deadline| &deadline.then)
                {
                    for selector in to {
                        needs.select(*selector);
                    }
                }
            }
        }
        needs
    }

    fn ask(&mut self, condition: &Condition) {
        match condition {
            Condition::AnyLineOfCategory { .. } => self.categories = true,
            Condition::AnyLineAboveList { price_type, .. } => {
                self.lists.insert(*price_type);
            }
            Condition::FirstOrderOfMember => self.first_order = true,
            Condition::NewDeliveryAddress => self.new_address = true,
            Condition::SpendOfMember { amount, period, .. } => {
                self.spent.insert((*period, amount.currency));
            }
            Condition::Credit { state: CreditState::HasOverdue { .. } } => self.overdue = true,
            Condition::OrderTotal { .. }
            | Condition::DeliveryCost { .. }
            | Condition::LineCount { .. }
            | Condition::ArticleCount { .. }
            | Condition::AnyLineOfArticle { .. }
            | Condition::Budget { .. }
            | Condition::Credit { state: CreditState::WouldExceed } => {}
        }
    }

    const fn select(&mut self, selector: Selector) {
        match selector {
            Selector::ManagerOfRequester => self.manager = true,
            Selector::CostCentreOwner => self.cost_centre_owners = true,
            Selector::Role { .. } | Selector::Member { .. } | Selector::ApproverWithLimit => {}
        }
    }
}

/// Gathers what is asked for.
pub async fn facts(
    work: &Work<'_>,
    asked: &OrderAsked<'_>,
    needs: &Needs,
) -> Result<OrderFacts, CommandError> {
    let (with_vat, without_vat) = (asked.totals.sum.gross(), asked.totals.sum.net());
    let products: Vec<ProductId> = asked.lines.iter().map(|line| line.goods.product).collect();
    let mut facts = OrderFacts {
        line_count: u32::try_from(asked.lines.len()).unwrap_or(u32::MAX),
        delivery_cost: Some(asked.delivery_cost.unwrap_or(Money::zero(with_vat.currency))),
        ..OrderFacts::of(with_vat, without_vat)
    };
    if needs.categories {
        (facts.categories, facts.uncategorized) = catalogue::categories(work.pool(), &products).await?;
    }
    if !needs.lists.is_empty() {
        facts.prices = catalogue::listed(work, asked.lines, &needs.lists).await?;
    }
    facts.products = products.into_iter().collect();
    facts.budgets = Some(asked.budgets.clone());
    history::look_up(work, asked, needs, &mut facts).await?;
    Ok(facts)
}
