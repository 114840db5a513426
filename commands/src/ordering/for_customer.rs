//! Ordering for a customer: the supplier's manager writes and submits what a member ordered
//! by telephone. The order is the member's, the policy is asked about the member, and every
//! event says who did it for whom.

use domain::journal::StreamKey;
use domain::ordering::Order;
use domain::organizations::Action;
use domain::refusal::Refusal;
use domain::vocabulary::{ContractId, Money, OrderId, PersonId, ProductId, Quantity};
use serde::Serialize;

use super::details::{DetailsAsked, set};
use super::draft::{OrderBegun, from_lines};
use super::edit_lines::{LineChange, edit};
use super::submit::{OrderSubmitted, submit};
use crate::command::Command;
use crate::error::CommandError;
use crate::journal::Loaded;
use crate::work::Work;

/// Begins an order in the place of a member who may order.
#[derive(Clone, Debug, Serialize)]
pub struct CreateDraftForCustomer {
    /// The member whose order it is.
    pub member: PersonId,
    /// The contract under which it is ordered.
    pub contract: ContractId,
    /// What, and how many of it.
    pub lines: Vec<(ProductId, Quantity)>,
}

/// Changes lines of an order that was begun so.
#[derive(Clone, Debug, Serialize)]
pub struct EditLinesForCustomer {
    /// The order.
    pub order: OrderId,
    /// The changes.
    pub changes: Vec<LineChange>,
}

/// Sets what goes with the goods of an order that was begun so.
#[derive(Clone, Debug, Serialize)]
pub struct SetDetailsForCustomer {
    /// The order.
    pub order: OrderId,
    /// What is set.
    pub details: DetailsAsked,
}

/// Submits an order that was begun so. Whether it needs approval, and whose, is what the
/// organization's policy says about the member.
#[derive(Clone, Debug, Serialize)]
pub struct SubmitForCustomer {
    /// The order.
    pub order: OrderId,
    /// The total with VAT that was agreed with the member.
    pub accepted_total: Option<Money>,
}

/// The order was written by the customer: the supplier's staff leave it alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the customer wrote this order: only an order that was placed for a customer is changed for one")]
pub struct NotPlacedForCustomer;

impl Refusal for NotPlacedForCustomer {
    fn code(&self) -> &'static str {
        "ORDER_NOT_PLACED_FOR_CUSTOMER"
    }

    fn in_russian(&self) -> String {
        "Этот заказ составил сам клиент: за клиента меняют только заказ, который за него и составлен."
            .to_owned()
    }
}

impl Command for CreateDraftForCustomer {
    const NAME: &'static str = "create_draft_for_customer";
    const ACTION: Action = Action::OrderForCustomer;
    type Outcome = OrderBegun;

    fn streams(&self) -> Vec<StreamKey> {
        vec![]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<OrderBegun, CommandError> {
        work.act_for(self.member, Action::CreateOrder).await?;
        from_lines(work, self.contract, &self.lines).await
    }
}

impl Command for EditLinesForCustomer {
    const NAME: &'static str = "edit_lines_for_customer";
    const ACTION: Action = Action::OrderForCustomer;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let order = placed(work, self.order, Action::EditOrder).await?;
        edit(work, order, &self.changes).await
    }
}

impl Command for SetDetailsForCustomer {
    const NAME: &'static str = "set_details_for_customer";
    const ACTION: Action = Action::OrderForCustomer;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let order = placed(work, self.order, Action::EditOrder).await?;
        set(work, order, &self.details).await
    }
}

impl Command for SubmitForCustomer {
    const NAME: &'static str = "submit_for_customer";
    const ACTION: Action = Action::OrderForCustomer;
    type Outcome = OrderSubmitted;

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<OrderSubmitted, CommandError> {
        let order = placed(work, self.order, Action::SubmitOrder).await?;
        submit(work, self.order, order, self.accepted_total).await
    }
}

/// An order that was placed for a customer, whose author may still do it themselves.
async fn placed(work: &mut Work<'_>, order: OrderId, action: Action) -> Result<Loaded<Order>, CommandError> {
    let order = work.load::<Order>(order).await?;
    let (Some(author), Some(_)) = (order.author(), order.placed_by()) else {
        return Err(NotPlacedForCustomer.into());
    };
    work.act_for(author, action).await?;
    Ok(order)
}
