//! What a mutation about templates gives back.

use async_graphql::{Context, Result};
use commands::ordering::Taken;
use commands::{Command, CommandError};
use domain::vocabulary::ids::OrderTemplateId;

use super::line_report::LineReport;
use super::template::OrderTemplate;
use super::template_connection::template_of;
use crate::graphql::asking::{Answer, Asking};
use crate::ordering::cart::{Cart, cart_at};
use crate::ordering::order::Order;
use crate::visitor::Visitor;

/// What was taken, and where it is now.
pub struct TakenAgain {
    /// The cart, if the lines went there.
    pub cart: Option<Cart>,
    /// The order, if one was begun.
    pub order: Option<Order>,
    /// What became of each line; nothing when it was refused.
    pub lines: Option<Vec<LineReport>>,
    /// What to say.
    pub answer: Answer,
}

impl Asking {
    /// Asks something of a template, and gives it back as it is then.
    pub(super) async fn of_template<C: Command>(
        &self,
        ctx: &Context<'_>,
        command: Result<C, CommandError>,
        template: OrderTemplateId,
    ) -> Result<(Option<OrderTemplate>, Answer)> {
        let carried = self.carry_out(ctx, command).await?;
        match carried.outcome {
            Some(_) => Ok((template_of(ctx, self.standpoint(), template).await?, carried.answer)),
            None => Ok((None, carried.answer)),
        }
    }

    /// Asks for lines to be ordered again, and gives back where they went.
    pub(super) async fn of_taken<C: Command<Outcome = Taken>>(
        &self,
        ctx: &Context<'_>,
        command: C,
    ) -> Result<TakenAgain> {
        let carried = self.carry_out(ctx, Ok(command)).await?;
        let Some(taken) = carried.outcome else {
            return Ok(TakenAgain { cart: None, order: None, lines: None, answer: carried.answer });
        };
        let lines = Some(LineReport::all(taken.lines, Visitor::of(ctx)?.language));
        if let Some(order) = taken.order {
            let (order, answer) = self.changed_order(ctx, order, carried.answer).await?;
            return Ok(TakenAgain { cart: None, order, lines, answer });
        }
        let cart = cart_at(ctx, self.organization(), None).await?;
        Ok(TakenAgain { cart, order: None, lines, answer: carried.answer })
    }
}
