//! Which templates may I order from, and what can be ordered of them today?
//!
//! Read from the templates' own tables and the catalogue as it is now.

use chrono::{DateTime, Utc};
use domain::ordering::Amounts;
use domain::organizations::{Action, Extent};
use domain::vocabulary::ids::OrderTemplateId;
use domain::vocabulary::{PersonId, ProductId, Quantity};
use uuid::Uuid;

use super::cart::{CartLineRow, judged};
use crate::organizations::ContractRow;
use crate::page::{Cursor, PageRequest, ReadError, Slice};
use crate::scoped_read::ScopedRead;
use crate::stored::narrow;

/// A template without its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateRow {
    /// The template.
    pub id: OrderTemplateId,
    /// Whose it is.
    pub owner: PersonId,
    /// How its owner calls it.
    pub name: String,
    /// Whether everybody who orders in the organization sees it.
    pub shared: bool,
    /// How often it was changed.
    pub version: i64,
    /// How many lines it has.
    pub line_count: u32,
    /// When it was kept.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub changed_at: DateTime<Utc>,
    key: String,
}

impl TemplateRow {
    /// Its place in the list of templates.
    pub fn cursor(&self) -> Cursor {
        Cursor::of(&(&self.key, self.id.uuid()))
    }
}

/// The lines of a template as things are today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateLines {
    /// The lines, with what the catalogue says about them now.
    pub lines: Vec<CartLineRow>,
    /// What those cost together that can be ordered; nothing without a contract.
    pub total: Option<Amounts>,
}

/// A page of the templates of whoever reads and of those that are shared, by name.
pub async fn templates(
    read: &mut ScopedRead,
    shared: Option<bool>,
    page: &PageRequest,
) -> Result<Slice<TemplateRow>, ReadError> {
    Ok(Slice::cut(listed(read, shared, None, page).await?, page))
}

/// A template, if whoever reads may order from it.
pub async fn template(read: &mut ScopedRead, id: OrderTemplateId) -> Result<Option<TemplateRow>, ReadError> {
    Ok(listed(read, None, Some(id), &PageRequest::first(1)).await?.pop())
}

/// The lines of a template that whoever reads may order from, at the prices of a contract at a
/// moment. Without a contract nothing has a price.
pub async fn template_lines(
    read: &mut ScopedRead,
    id: OrderTemplateId,
    contract: Option<&ContractRow>,
    at: DateTime<Utc>,
) -> Result<TemplateLines, ReadError> {
    if template(read, id).await?.is_none() {
        return Ok(TemplateLines::default());
    }
    let rows = sqlx::query!(
        "SELECT product, quantity FROM ordering.template_lines WHERE template = $1 ORDER BY ordinal",
        id.uuid()
    )
    .fetch_all(read.connection())
    .await?;
    let held = rows.into_iter().map(|row| Ok((ProductId(row.product), narrow::<Quantity, _>(row.quantity)?)));
    let held: Vec<_> = held.collect::<sqlx::Result<_>>()?;
    let (lines, total) = judged(read, &held, contract, at).await?;
    Ok(TemplateLines { lines, total })
}

async fn listed(
    read: &mut ScopedRead,
    shared: Option<bool>,
    one: Option<OrderTemplateId>,
    page: &PageRequest,
) -> Result<Vec<TemplateRow>, ReadError> {
    let Some(organization) = read.scope().organization() else { return Ok(Vec::new()) };
    if read.scope().extent(Action::UseTemplates) == Extent::None {
        return Ok(Vec::new());
    }
    let (after, after_id) = place(page.after.as_ref())?;
    let (before, before_id) = place(page.before.as_ref())?;
    let rows = sqlx::query_file!(
        "src/ordering/list_templates.sql",
        organization.to_string(),
        read.scope().person().uuid(),
        shared,
        one.map(OrderTemplateId::uuid),
        after,
        after_id,
        before,
        before_id,
        page.from_end,
        page.limit()
    )
    .fetch_all(read.connection())
    .await?;
    let mut templates = Vec::with_capacity(rows.len());
    for row in rows {
        templates.push(TemplateRow {
            id: OrderTemplateId(row.id),
            owner: PersonId(row.owner),
            name: row.name,
            shared: row.shared,
            version: row.version,
            line_count: narrow(row.line_count)?,
            created_at: row.created_at,
            changed_at: row.changed_at,
            key: row.name_key,
        });
    }
    Ok(templates)
}

fn place(cursor: Option<&Cursor>) -> Result<(Option<String>, Option<Uuid>), ReadError> {
    let key = cursor.map(Cursor::key::<(String, Uuid)>).transpose()?;
    Ok(key.map_or((None, None), |(name, id)| (Some(name), Some(id))))
}
