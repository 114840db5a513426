//! Templates of orders: tables, nobody's history.

pub mod change;
pub mod save;
pub mod take;

use domain::ordering::template::TemplateError;
use domain::organizations::Action;
use domain::vocabulary::ids::OrderTemplateId;
use domain::vocabulary::{PersonId, ProductId, Quantity, QuantityError};
use uuid::Uuid;

use crate::error::CommandError;
use crate::journal::{EffectError, StoreError};
use crate::work::Work;

pub use change::{ChangeTemplateLines, DeleteOrderTemplate, RenameOrderTemplate, ShareOrderTemplate};
pub use save::{SaveOrderTemplate, TemplateSaved, TemplateSource};
pub use take::{AddTemplateToCart, DraftFromTemplate, Repeat, RepeatOrder, Taken};

/// A template that whoever asks can see.
pub struct Template {
    /// Its id.
    pub id: OrderTemplateId,
    /// How often it was changed.
    pub version: i64,
    /// What, and how many of it, in the order of the template.
    pub lines: Vec<(ProductId, Quantity)>,
    owner: PersonId,
}

/// A template of the requester, or one that is shared. Those of others do not exist.
async fn template_of(work: &Work<'_>, id: OrderTemplateId) -> Result<Template, CommandError> {
    let person = work.requester().person().ok_or(CommandError::Forbidden)?;
    let rows = sqlx::query!(
        r#"SELECT template.owner, template.version, line.product AS "product?", line.quantity AS "quantity?"
             FROM ordering.templates template
             LEFT JOIN ordering.template_lines line ON line.template = template.id
            WHERE template.id = $1 AND template.organization = $2 AND (template.shared OR template.owner = $3)
            ORDER BY line.ordinal"#,
        id.uuid(),
        work.requester().tenant().to_string(),
        person.uuid()
    )
    .fetch_all(work.pool())
    .await
    .map_err(CommandError::database)?;
    let first = rows.first().ok_or(CommandError::NotFound)?;
    let (owner, version) = (PersonId(first.owner), first.version);
    let lines = rows.into_iter().filter_map(|row| row.product.zip(row.quantity));
    let line = |(product, quantity)| Ok((ProductId(product), Quantity::new(quantity).map_err(impossible)?));
    let lines = lines.map(line).collect::<Result<_, StoreError>>()?;
    Ok(Template { id, version, lines, owner })
}

/// A template that the requester may change, in the version that they saw.
async fn changeable(work: &Work<'_>, id: OrderTemplateId, version: i64) -> Result<Template, CommandError> {
    let template = template_of(work, id).await?;
    work.requester().require_of(Action::ManageTemplates, Some(template.owner))?;
    if template.version == version { Ok(template) } else { Err(TemplateError::Changed.into()) }
}

fn impossible(error: QuantityError) -> StoreError {
    StoreError::Inconsistent {
        table: "ordering.template_lines",
        column: "quantity",
        value: error.to_string(),
    }
}

/// The refusal, if the database says that the owner has another template of the name.
fn of_the_name(error: sqlx::Error) -> EffectError {
    let constraint = error.as_database_error().and_then(sqlx::error::DatabaseError::constraint);
    if constraint == Some("templates_name") {
        return EffectError::Refused(Box::new(TemplateError::NameTaken));
    }
    error.into()
}

/// Products and quantities, as `unnest` takes them.
fn columns(lines: &[(ProductId, Quantity)]) -> (Vec<Uuid>, Vec<rust_decimal::Decimal>) {
    lines.iter().map(|(product, quantity)| (product.uuid(), quantity.number())).unzip()
}
