//! The cart of a person in an organization: a table, nobody's history.

use domain::journal::StreamKey;
use domain::ordering::cart::{self, CartError};
use domain::organizations::Action;
use domain::vocabulary::{CartId, ProductId, Quantity, QuantityError};
use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::command::Command;
use crate::error::CommandError;
use crate::journal::effect::Writing;
use crate::journal::{Append, Effect, EffectError, StoreError};
use crate::work::Work;

/// What is in a cart.
pub struct Cart {
    /// Its id.
    pub id: CartId,
    /// How often it was changed.
    pub version: i64,
    /// What, and how many of it, in the order in which it was added.
    pub lines: Vec<(ProductId, Quantity)>,
}

/// The cart of whoever asks, if there is one.
pub async fn cart_of(work: &Work<'_>) -> Result<Option<Cart>, CommandError> {
    let person = work.requester().person().ok_or(CommandError::Forbidden)?;
    let rows = sqlx::query!(
        r#"SELECT cart.id, cart.version, line.product AS "product?", line.quantity AS "quantity?"
             FROM ordering.carts cart
             LEFT JOIN ordering.cart_lines line ON line.cart = cart.id
            WHERE cart.organization = $1 AND cart.person = $2
            ORDER BY line.added_at, line.product"#,
        work.requester().tenant().to_string(),
        person.uuid()
    )
    .fetch_all(work.pool())
    .await
    .map_err(CommandError::database)?;
    let Some(first) = rows.first() else {
        return Ok(None);
    };
    let mut cart = Cart { id: CartId(first.id), version: first.version, lines: Vec::new() };
    for row in rows {
        if let (Some(product), Some(quantity)) = (row.product, row.quantity) {
            let quantity = Quantity::new(quantity).map_err(impossible)?;
            cart.lines.push((ProductId(product), quantity));
        }
    }
    Ok(Some(cart))
}

/// Puts a product into the cart in this quantity, or takes it out.
#[derive(Clone, Debug, Serialize)]
pub struct SetCartLine {
    /// The product.
    pub product: ProductId,
    /// How many from now on; nothing takes the line out.
    pub quantity: Option<Quantity>,
    /// Whether the quantity is added to what is there already.
    pub add: bool,
}

impl Command for SetCartLine {
    const NAME: &'static str = "set_cart_line";
    const ACTION: Action = Action::UseCart;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let person = work.requester().person().ok_or(CommandError::Forbidden)?.uuid();
        let cart = work.new_id();
        work.effect(CartLineSet { cart, person, line: self.clone() });
        Ok(())
    }
}

struct CartLineSet {
    cart: Uuid,
    person: Uuid,
    line: SetCartLine,
}

impl Effect for CartLineSet {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, append: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            let cart = self.touch(transaction, append).await?;
            match self.line.quantity {
                None => self.remove(transaction, cart).await,
                Some(quantity) => self.put(transaction, append, cart, quantity).await,
            }
        })
    }
}

impl CartLineSet {
    async fn touch(&self, connection: &mut PgConnection, append: &Append) -> Result<Uuid, EffectError> {
        Ok(sqlx::query_scalar!(
            "INSERT INTO ordering.carts (id, organization, person, changed_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT ON CONSTRAINT carts_owner
             DO UPDATE SET version = carts.version + 1, changed_at = excluded.changed_at
             RETURNING id",
            self.cart,
            append.tenant.to_string(),
            self.person,
            append.occurred_at
        )
        .fetch_one(connection)
        .await?)
    }

    async fn remove(&self, connection: &mut PgConnection, cart: Uuid) -> Result<(), EffectError> {
        sqlx::query!(
            "DELETE FROM ordering.cart_lines WHERE cart = $1 AND product = $2",
            cart,
            self.line.product.uuid()
        )
        .execute(connection)
        .await?;
        Ok(())
    }

    /// How much of the product the cart holds, and how many lines it has.
    async fn held(
        &self,
        connection: &mut PgConnection,
        cart: Uuid,
    ) -> Result<(Option<Quantity>, usize), EffectError> {
        let row = sqlx::query!(
            r#"SELECT max(quantity) FILTER (WHERE product = $2) AS held, count(*) AS "lines!"
                 FROM ordering.cart_lines WHERE cart = $1"#,
            cart,
            self.line.product.uuid()
        )
        .fetch_one(connection)
        .await?;
        let held = row.held.map(Quantity::new).transpose().map_err(impossible)?;
        Ok((held, usize::try_from(row.lines).unwrap_or(usize::MAX)))
    }

    async fn put(
        &self,
        connection: &mut PgConnection,
        append: &Append,
        cart: Uuid,
        quantity: Quantity,
    ) -> Result<(), EffectError> {
        let (held, lines) = self.held(connection, cart).await?;
        let quantity = match held {
            Some(_) if !self.line.add => quantity,
            held => cart::put(held, quantity, lines).map_err(refused)?,
        };
        sqlx::query!(
            "INSERT INTO ordering.cart_lines (cart, product, quantity, added_at)
             SELECT $1, product.id, $3, $4 FROM catalogue.products product
              WHERE product.id = $2 AND product.active AND NOT product.deleted
             ON CONFLICT (cart, product) DO UPDATE SET quantity = excluded.quantity
             RETURNING product",
            cart,
            self.line.product.uuid(),
            quantity.number(),
            append.occurred_at
        )
        .fetch_optional(connection)
        .await?
        .map(drop)
        .ok_or_else(|| refused(CartError::UnknownProduct))
    }
}

fn impossible(error: QuantityError) -> StoreError {
    StoreError::Inconsistent { table: "ordering.cart_lines", column: "quantity", value: error.to_string() }
}

fn refused(error: CartError) -> EffectError {
    EffectError::Refused(Box::new(error))
}

/// Empties the cart.
#[derive(Clone, Debug, Serialize)]
pub struct ClearCart {}

impl Command for ClearCart {
    const NAME: &'static str = "clear_cart";
    const ACTION: Action = Action::UseCart;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let person = work.requester().person().ok_or(CommandError::Forbidden)?.uuid();
        work.effect(CartCleared { person });
        Ok(())
    }
}

struct CartCleared {
    person: Uuid,
}

impl Effect for CartCleared {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, append: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            sqlx::query!(
                "DELETE FROM ordering.carts WHERE organization = $1 AND person = $2",
                append.tenant.to_string(),
                self.person
            )
            .execute(transaction)
            .await?;
            Ok(())
        })
    }
}
