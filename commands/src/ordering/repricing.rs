//! What an order would be and cost if it were submitted now: the same answer for whoever submits
//! it, for whoever asks before, and for the approval policy.

use std::collections::BTreeMap;

use domain::ordering::Order;
use domain::ordering::order::{ContractTerms, DeliveryTariff, Difference, Offered, Step, Submission};
use domain::organizations::Action;
use domain::refusal::Refusal;
use domain::vocabulary::{Money, OrderId, ProductId};

use super::delivery::tariff_of;
use super::offers::Offers;
use super::terms::terms_of;
use crate::error::CommandError;
use crate::journal::Loaded;
use crate::work::Work;

/// An order as its submission would freeze it now, and what that was found from.
pub(crate) struct Foreseen {
    /// What is offered of each of its products.
    pub(crate) offers: BTreeMap<ProductId, Offered>,
    /// The way of delivery that it chose, as it is offered now.
    pub(crate) tariff: Option<DeliveryTariff>,
    /// What would be frozen.
    pub(crate) submission: Submission,
}

impl Foreseen {
    /// Looks everything up. Refused when it could not be submitted at any price.
    pub(crate) async fn of(
        work: &Work<'_>,
        order: &Order,
        terms: &ContractTerms,
    ) -> Result<Self, CommandError> {
        let goods: Vec<_> = order.lines().iter().map(|line| (line.goods.product, line.quantity)).collect();
        let offers = Offers::of(work, terms, &goods).await?.by_product();
        let tariff = tariff_of(work, order).await?;
        let submission = order.submission(terms, &offers, tariff.as_ref())?;
        Ok(Self { offers, tariff, submission })
    }
}

/// What an order costs now, beside what its draft says.
#[derive(Debug)]
pub enum Repricing {
    /// It can be submitted at this price.
    Priced {
        /// The total with VAT: whoever accepts it, names it at the submission.
        total: Money,
        /// What differs from the draft, if anything does.
        difference: Option<Box<Difference>>,
    },
    /// It can be submitted at no price.
    Refused(Box<dyn Refusal>),
}

impl Repricing {
    /// Asks about a draft or a returned order. Nothing is written. The supplier's staff ask only
    /// about an order that was placed for a customer; nobody asks about any other.
    pub(crate) async fn of(work: &Work<'_>, id: OrderId) -> Result<Option<Self>, CommandError> {
        let order = work.load::<Order>(id).await?;
        if work.requester().is_staff() {
            work.requester().require(Action::OrderForCustomer)?;
            order.placed_by().ok_or(CommandError::Forbidden)?;
        } else {
            work.requester().require_of(Action::SubmitOrder, order.author())?;
        }
        if !order.steps().contains(&Step::Submit) {
            return Ok(None);
        }
        match priced(work, &order).await {
            Ok(submission) => Ok(Some(Self::Priced {
                total: submission.totals.sum.gross(),
                difference: submission.repriced.map(Box::new),
            })),
            Err(CommandError::Refused(reason)) => Ok(Some(Self::Refused(reason))),
            Err(error) => Err(error),
        }
    }
}

async fn priced(work: &Work<'_>, order: &Loaded<Order>) -> Result<Submission, CommandError> {
    let terms = terms_of(work, order).await?;
    Ok(Foreseen::of(work, order, &terms).await?.submission)
}
