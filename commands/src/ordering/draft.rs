//! Beginning an order: from lines, or from the cart.

use domain::journal::StreamKey;
use domain::ordering::Order;
use domain::ordering::cart::{CartError, whole};
use domain::ordering::order::{ContractTerms, FromCart, NewLine, OrderCommand};
use domain::organizations::Action;
use domain::vocabulary::{CartId, ContractId, OrderId, ProductId, Quantity};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::cart::cart_of;
use super::offers::Offers;
use super::terms::terms;
use crate::command::Command;
use crate::error::CommandError;
use crate::journal::effect::Writing;
use crate::journal::{Append, Effect, EffectError};
use crate::work::Work;

/// The order that a command began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderBegun {
    /// The order.
    pub order: OrderId,
}

/// Begins an order with the given lines.
#[derive(Clone, Debug, Serialize)]
pub struct CreateDraft {
    /// The contract under which it is ordered.
    pub contract: ContractId,
    /// What, and how many of it.
    pub lines: Vec<(ProductId, Quantity)>,
}

impl Command for CreateDraft {
    const NAME: &'static str = "create_draft";
    const ACTION: Action = Action::CreateOrder;
    type Outcome = OrderBegun;

    fn streams(&self) -> Vec<StreamKey> {
        vec![]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<OrderBegun, CommandError> {
        from_lines(work, self.contract, &self.lines).await
    }
}

/// Begins an order with lines at their prices of now.
pub(super) async fn from_lines(
    work: &mut Work<'_>,
    contract: ContractId,
    lines: &[(ProductId, Quantity)],
) -> Result<OrderBegun, CommandError> {
    let (terms, offers) = offered(work, contract, lines).await?;
    let lines = lines.iter().map(|(product, quantity)| offers.line(*product, *quantity));
    begin(work, terms, lines.collect::<Result<_, _>>()?, None).await
}

/// Begins an order with what is in the cart, and empties the cart.
#[derive(Clone, Debug, Serialize)]
pub struct DraftFromCart {
    /// The contract under which it is ordered.
    pub contract: ContractId,
    /// The cart, as the person saw it.
    pub cart: CartId,
    /// The version of the cart that they saw.
    pub version: i64,
}

impl Command for DraftFromCart {
    const NAME: &'static str = "draft_from_cart";
    const ACTION: Action = Action::CreateOrder;
    type Outcome = OrderBegun;

    fn streams(&self) -> Vec<StreamKey> {
        vec![]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<OrderBegun, CommandError> {
        let cart = cart_of(work).await?.filter(|cart| cart.id == self.cart).ok_or(CommandError::NotFound)?;
        if cart.version != self.version {
            return Err(CartError::Changed.into());
        }
        let (terms, offers) = offered(work, self.contract, &cart.lines).await?;
        let lines = cart.lines.iter().map(|(product, quantity)| offers.cart_line(*product, *quantity));
        let lines = whole(terms.currency, lines.collect())?;
        let from = FromCart { cart: self.cart, version: self.version };
        let begun = begin(work, terms, lines, Some(from)).await?;
        work.effect(CartConsumed(from));
        Ok(begun)
    }
}

/// The terms of the contract, and what is offered under it of the products.
pub(super) async fn offered(
    work: &Work<'_>,
    contract: ContractId,
    lines: &[(ProductId, Quantity)],
) -> Result<(ContractTerms, Offers), CommandError> {
    let terms = terms(work.pool(), work.requester().tenant(), contract).await?;
    let offers = Offers::of(work, &terms, lines).await?;
    Ok((terms, offers))
}

/// Begins an order of whoever asks.
pub(super) async fn begin(
    work: &mut Work<'_>,
    contract: ContractTerms,
    lines: Vec<NewLine>,
    from_cart: Option<FromCart>,
) -> Result<OrderBegun, CommandError> {
    let requester = work.requester();
    let author = work.acts_for().or(requester.person());
    let (Some(organization), Some(author)) = (requester.tenant().organization(), author) else {
        return Err(CommandError::Forbidden);
    };
    let placed_by = requester.person().filter(|_| work.acts_for().is_some());
    let order = OrderId(work.new_id());
    let mut loaded = work.begin_stream::<Order>(order);
    let draft = OrderCommand::Draft { organization, author, placed_by, contract, lines, from_cart };
    work.decide(&mut loaded, draft).await?;
    Ok(OrderBegun { order })
}

/// The cart is gone in the version that the draft was made from.
struct CartConsumed(FromCart);

impl Effect for CartConsumed {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, _: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            let consumed = sqlx::query!(
                "DELETE FROM ordering.carts WHERE id = $1 AND version = $2",
                self.0.cart.uuid(),
                self.0.version
            )
            .execute(transaction)
            .await?;
            if consumed.rows_affected() == 0 { Err(EffectError::Conflict) } else { Ok(()) }
        })
    }
}
