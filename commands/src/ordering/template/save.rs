//! Keeping a new template: from given lines, from an order, or from the cart.

use domain::journal::StreamKey;
use domain::ordering::Order;
use domain::ordering::template::{MOST_TEMPLATES, TemplateError, TemplateName, checked};
use domain::organizations::Action;
use domain::vocabulary::ids::OrderTemplateId;
use domain::vocabulary::{OrderId, ProductId, Quantity};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use super::super::cart::cart_of;
use super::{columns, of_the_name};
use crate::command::Command;
use crate::error::CommandError;
use crate::journal::effect::Writing;
use crate::journal::{Append, Effect, EffectError};
use crate::work::Work;

/// Keeps a template of whoever asks.
#[derive(Clone, Debug, Serialize)]
pub struct SaveOrderTemplate {
    /// How its owner calls it.
    pub name: TemplateName,
    /// Where its lines come from.
    pub source: TemplateSource,
    /// Whether everybody who orders in the organization sees it.
    pub shared: bool,
}

/// Where the lines of a template come from.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateSource {
    /// They are given.
    Lines(Vec<(ProductId, Quantity)>),
    /// Those of an order that whoever asks may read.
    Order(OrderId),
    /// Those of the own cart, which stays as it is.
    Cart,
}

/// The template that was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateSaved {
    /// The template.
    pub template: OrderTemplateId,
}

impl Command for SaveOrderTemplate {
    const NAME: &'static str = "save_order_template";
    const ACTION: Action = Action::UseTemplates;
    type Outcome = TemplateSaved;

    fn streams(&self) -> Vec<StreamKey> {
        vec![]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<TemplateSaved, CommandError> {
        let owner = work.requester().person().ok_or(CommandError::Forbidden)?.uuid();
        let lines = checked(self.source.lines(work).await?)?;
        let template = OrderTemplateId(work.new_id());
        let (name, shared) = (self.name.clone(), self.shared);
        work.effect(Saved { template, owner, name, shared, lines });
        Ok(TemplateSaved { template })
    }
}

impl TemplateSource {
    async fn lines(&self, work: &Work<'_>) -> Result<Vec<(ProductId, Quantity)>, CommandError> {
        match self {
            Self::Lines(lines) => {
                all_known(work, lines).await?;
                Ok(lines.clone())
            }
            Self::Order(order) => lines_of(work, *order).await,
            Self::Cart => Ok(cart_of(work).await?.map(|cart| cart.lines).unwrap_or_default()),
        }
    }
}

/// The lines of an order that whoever asks may read.
pub(super) async fn lines_of(
    work: &Work<'_>,
    order: OrderId,
) -> Result<Vec<(ProductId, Quantity)>, CommandError> {
    let order = work.load::<Order>(order).await?;
    work.requester().require_of(Action::ReadOrders, order.author())?;
    Ok(order.lines().iter().map(|line| (line.goods.product, line.quantity)).collect())
}

/// Whether the catalogue knows all the products. What a person gives must exist; what an order
/// or a cart holds may have been withdrawn since, and the template will say so.
pub(super) async fn all_known(work: &Work<'_>, lines: &[(ProductId, Quantity)]) -> Result<(), CommandError> {
    let (products, _) = columns(lines);
    let unknown = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM unnest($1::uuid[]) asked (id)
                           WHERE NOT EXISTS (SELECT FROM catalogue.products product
                                              WHERE product.id = asked.id AND NOT product.deleted)) AS "so!""#,
        &products
    )
    .fetch_one(work.pool())
    .await
    .map_err(CommandError::database)?;
    if unknown { Err(TemplateError::UnknownProduct.into()) } else { Ok(()) }
}

struct Saved {
    template: OrderTemplateId,
    owner: Uuid,
    name: TemplateName,
    shared: bool,
    lines: Vec<(ProductId, Quantity)>,
}

impl Effect for Saved {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, append: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            self.leave_room(transaction, append).await?;
            sqlx::query!(
                "INSERT INTO ordering.templates
                        (id, organization, owner, name, name_key, shared, created_at, changed_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $7)",
                self.template.uuid(),
                append.tenant.to_string(),
                self.owner,
                self.name.as_str(),
                self.name.key(),
                self.shared,
                append.occurred_at
            )
            .execute(&mut *transaction)
            .await
            .map_err(of_the_name)?;
            write_lines(transaction, self.template, &self.lines).await
        })
    }
}

impl Saved {
    /// Refuses what would be one template too many. Two at once may pass the limit by one.
    async fn leave_room(&self, transaction: &mut PgConnection, append: &Append) -> Result<(), EffectError> {
        let kept = sqlx::query_scalar!(
            r#"SELECT count(*) AS "kept!" FROM ordering.templates WHERE organization = $1 AND owner = $2"#,
            append.tenant.to_string(),
            self.owner
        )
        .fetch_one(transaction)
        .await?;
        if usize::try_from(kept).is_ok_and(|kept| kept < MOST_TEMPLATES) {
            return Ok(());
        }
        Err(EffectError::Refused(Box::new(TemplateError::TooManyTemplates { limit: MOST_TEMPLATES })))
    }
}

/// Writes the lines of a template that has none.
pub(super) async fn write_lines(
    transaction: &mut PgConnection,
    template: OrderTemplateId,
    lines: &[(ProductId, Quantity)],
) -> Result<(), EffectError> {
    let (products, quantities) = columns(lines);
    sqlx::query!(
        "INSERT INTO ordering.template_lines (template, product, quantity, ordinal)
         SELECT $1, product, quantity, ordinal::integer
           FROM unnest($2::uuid[], $3::numeric[]) WITH ORDINALITY AS line (product, quantity, ordinal)",
        template.uuid(),
        &products,
        &quantities
    )
    .execute(transaction)
    .await?;
    Ok(())
}
