//! Ordering again: a template, or an earlier order, into the cart or into a draft.
//!
//! Whatever can be ordered is taken, and what became of each line is told.

use domain::journal::StreamKey;
use domain::ordering::cart::sort;
use domain::ordering::order::ContractTerms;
use domain::ordering::template::{Filled, TemplateError, fill};
use domain::organizations::Action;
use domain::vocabulary::ids::OrderTemplateId;
use domain::vocabulary::{ContractId, OrderId, ProductId, Quantity};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use super::super::cart::{Cart, cart_of};
use super::super::draft::{begin, offered};
use super::super::offers::Offers;
use super::save::lines_of;
use super::{columns, template_of};
use crate::command::Command;
use crate::error::CommandError;
use crate::journal::effect::Writing;
use crate::journal::{Append, Effect, EffectError};
use crate::work::Work;

/// Puts what is in a template into the own cart.
#[derive(Clone, Debug, Serialize)]
pub struct AddTemplateToCart {
    /// The template.
    pub template: OrderTemplateId,
    /// The contract whose prices say what can be ordered.
    pub contract: ContractId,
}

/// Begins an order with what is in a template.
#[derive(Clone, Debug, Serialize)]
pub struct DraftFromTemplate {
    /// The template.
    pub template: OrderTemplateId,
    /// The contract under which it is ordered.
    pub contract: ContractId,
}

/// Orders once more what an order has.
#[derive(Clone, Debug, Serialize)]
pub struct RepeatOrder {
    /// The order; whoever asks must be able to read it.
    pub order: OrderId,
    /// The contract under which it is ordered now.
    pub contract: ContractId,
    /// Where its lines go.
    pub into: Repeat,
}

/// Where the lines of an order go that is ordered once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Repeat {
    /// Into the own cart.
    Cart,
    /// Into a new draft.
    Draft,
}

/// What became of the lines, and the order if one was begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// The draft that was begun; nothing when the lines went into the cart.
    pub order: Option<OrderId>,
    /// All lines that were to be taken, in their order.
    pub lines: Vec<Filled>,
}

impl Command for AddTemplateToCart {
    const NAME: &'static str = "add_template_to_cart";
    const ACTION: Action = Action::UseTemplates;
    type Outcome = Taken;

    fn streams(&self) -> Vec<StreamKey> {
        vec![]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<Taken, CommandError> {
        work.requester().require(Action::UseCart)?;
        let lines = template_of(work, self.template).await?.lines;
        into_cart(work, self.contract, &lines).await
    }
}

impl Command for DraftFromTemplate {
    const NAME: &'static str = "draft_from_template";
    const ACTION: Action = Action::CreateOrder;
    type Outcome = Taken;

    fn streams(&self) -> Vec<StreamKey> {
        vec![]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<Taken, CommandError> {
        work.requester().require(Action::UseTemplates)?;
        let lines = template_of(work, self.template).await?.lines;
        into_draft(work, self.contract, &lines).await
    }
}

impl Command for RepeatOrder {
    const NAME: &'static str = "repeat_order";
    const ACTION: Action = Action::CreateOrder;
    type Outcome = Taken;

    fn streams(&self) -> Vec<StreamKey> {
        vec![]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<Taken, CommandError> {
        let lines = lines_of(work, self.order).await?;
        match self.into {
            Repeat::Draft => into_draft(work, self.contract, &lines).await,
            Repeat::Cart => {
                work.requester().require(Action::UseCart)?;
                into_cart(work, self.contract, &lines).await
            }
        }
    }
}

type Lines = [(ProductId, Quantity)];

fn filled(terms: &ContractTerms, offers: &Offers, held: &Lines, lines: &Lines) -> Vec<Filled> {
    let lines: Vec<_> = lines.iter().map(|(product, some)| offers.cart_line(*product, *some)).collect();
    fill(terms.currency, held, &lines)
}

async fn into_cart(work: &mut Work<'_>, contract: ContractId, lines: &Lines) -> Result<Taken, CommandError> {
    let person = work.requester().person().ok_or(CommandError::Forbidden)?.uuid();
    let cart = cart_of(work).await?;
    let (terms, offers) = offered(work, contract, lines).await?;
    let held = cart.as_ref().map(|cart| cart.lines.as_slice()).unwrap_or_default();
    let filled = filled(&terms, &offers, held, lines);
    let there = |line: &Filled| Some((line.product, line.fate.now()?));
    let there: Vec<_> = filled.iter().filter_map(there).collect();
    if !there.is_empty() {
        let seen = cart.map(|Cart { id, version, .. }| (id.uuid(), version));
        work.effect(IntoCart { seen, new: work.new_id(), person, there });
    }
    Ok(Taken { order: None, lines: filled })
}

async fn into_draft(work: &mut Work<'_>, contract: ContractId, lines: &Lines) -> Result<Taken, CommandError> {
    let (terms, offers) = offered(work, contract, lines).await?;
    let filled = filled(&terms, &offers, &[], lines);
    let lines = lines.iter().map(|(product, quantity)| offers.cart_line(*product, *quantity));
    let ready = sort(terms.currency, lines.collect()).ready;
    if ready.is_empty() {
        return Err(TemplateError::NothingToOrder.into());
    }
    let begun = begin(work, terms, ready, None).await?;
    Ok(Taken { order: Some(begun.order), lines: filled })
}

/// Products are in the cart in these quantities, if it still is as it was read.
struct IntoCart {
    seen: Option<(Uuid, i64)>,
    new: Uuid,
    person: Uuid,
    there: Vec<(ProductId, Quantity)>,
}

impl Effect for IntoCart {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, append: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            let cart = match self.seen {
                Some((cart, version)) => {
                    self.touch(transaction, append, cart, version).await?;
                    cart
                }
                None => self.begin(transaction, append).await?,
            };
            let (products, quantities) = columns(&self.there);
            sqlx::query!(
                "INSERT INTO ordering.cart_lines (cart, product, quantity, added_at)
                 SELECT $1, product, quantity, $4::timestamptz + ordinal * interval '1 microsecond'
                   FROM unnest($2::uuid[], $3::numeric[]) WITH ORDINALITY AS line (product, quantity, ordinal)
                 ON CONFLICT (cart, product) DO UPDATE SET quantity = excluded.quantity",
                cart,
                &products,
                &quantities,
                append.occurred_at
            )
            .execute(transaction)
            .await?;
            Ok(())
        })
    }
}

impl IntoCart {
    async fn touch(
        &self,
        transaction: &mut PgConnection,
        append: &Append,
        cart: Uuid,
        version: i64,
    ) -> Result<(), EffectError> {
        let touched = sqlx::query!(
            "UPDATE ordering.carts SET version = version + 1, changed_at = $3 WHERE id = $1 AND version = $2",
            cart,
            version,
            append.occurred_at
        )
        .execute(transaction)
        .await?;
        if touched.rows_affected() == 0 { Err(EffectError::Conflict) } else { Ok(()) }
    }

    async fn begin(&self, transaction: &mut PgConnection, append: &Append) -> Result<Uuid, EffectError> {
        let begun = sqlx::query!(
            "INSERT INTO ordering.carts (id, organization, person, changed_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT ON CONSTRAINT carts_owner DO NOTHING",
            self.new,
            append.tenant.to_string(),
            self.person,
            append.occurred_at
        )
        .execute(transaction)
        .await?;
        if begun.rows_affected() == 0 { Err(EffectError::Conflict) } else { Ok(self.new) }
    }
}
