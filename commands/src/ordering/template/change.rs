//! Changing a template: its owner, or for a shared one an administrator as well.

use domain::journal::StreamKey;
use domain::ordering::template::{TemplateName, checked};
use domain::organizations::Action;
use domain::vocabulary::ids::OrderTemplateId;
use domain::vocabulary::{ProductId, Quantity};
use serde::Serialize;
use sqlx::PgConnection;

use super::save::{all_known, write_lines};
use super::{changeable, of_the_name};
use crate::command::Command;
use crate::error::CommandError;
use crate::journal::effect::Writing;
use crate::journal::{Append, Effect, EffectError};
use crate::work::Work;

/// Calls a template otherwise.
#[derive(Clone, Debug, Serialize)]
pub struct RenameOrderTemplate {
    /// The template.
    pub template: OrderTemplateId,
    /// The version that was seen.
    pub version: i64,
    /// Its name from now on.
    pub name: TemplateName,
}

/// Shows a template to everybody who orders in the organization, or to its owner alone.
#[derive(Clone, Debug, Serialize)]
pub struct ShareOrderTemplate {
    /// The template.
    pub template: OrderTemplateId,
    /// The version that was seen.
    pub version: i64,
    /// Whether everybody sees it from now on.
    pub shared: bool,
}

/// Puts other lines into a template.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeTemplateLines {
    /// The template.
    pub template: OrderTemplateId,
    /// The version that was seen.
    pub version: i64,
    /// All its lines from now on.
    pub lines: Vec<(ProductId, Quantity)>,
}

/// Throws a template away.
#[derive(Clone, Debug, Serialize)]
pub struct DeleteOrderTemplate {
    /// The template.
    pub template: OrderTemplateId,
    /// The version that was seen.
    pub version: i64,
}

impl Command for RenameOrderTemplate {
    const NAME: &'static str = "rename_order_template";
    const ACTION: Action = Action::ManageTemplates;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        changeable(work, self.template, self.version).await?;
        work.effect(Change { name: Some(self.name.clone()), ..Change::of(self.template, self.version) });
        Ok(())
    }
}

impl Command for ShareOrderTemplate {
    const NAME: &'static str = "share_order_template";
    const ACTION: Action = Action::ManageTemplates;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        changeable(work, self.template, self.version).await?;
        work.effect(Change { shared: Some(self.shared), ..Change::of(self.template, self.version) });
        Ok(())
    }
}

impl Command for ChangeTemplateLines {
    const NAME: &'static str = "change_template_lines";
    const ACTION: Action = Action::ManageTemplates;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let template = changeable(work, self.template, self.version).await?;
        let lines = checked(self.lines.clone())?;
        // What was in it already may stay, whatever became of it in the catalogue.
        let is_new = |line: &&(ProductId, _)| template.lines.iter().all(|(product, _)| *product != line.0);
        let new: Vec<_> = lines.iter().filter(is_new).copied().collect();
        all_known(work, &new).await?;
        work.effect(Change { lines: Some(lines), ..Change::of(self.template, self.version) });
        Ok(())
    }
}

impl Command for DeleteOrderTemplate {
    const NAME: &'static str = "delete_order_template";
    const ACTION: Action = Action::ManageTemplates;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        changeable(work, self.template, self.version).await?;
        work.effect(Deleted { template: self.template, version: self.version });
        Ok(())
    }
}

/// What changes of a template, if it still is in the version that was seen.
struct Change {
    template: OrderTemplateId,
    version: i64,
    name: Option<TemplateName>,
    shared: Option<bool>,
    lines: Option<Vec<(ProductId, Quantity)>>,
}

impl Change {
    const fn of(template: OrderTemplateId, version: i64) -> Self {
        Self { template, version, name: None, shared: None, lines: None }
    }
}

impl Effect for Change {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, append: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            let changed = sqlx::query!(
                "UPDATE ordering.templates
                    SET version = version + 1, changed_at = $3, name = coalesce($4, name),
                        name_key = coalesce($5, name_key), shared = coalesce($6, shared)
                  WHERE id = $1 AND version = $2",
                self.template.uuid(),
                self.version,
                append.occurred_at,
                self.name.as_ref().map(TemplateName::as_str),
                self.name.as_ref().map(TemplateName::key),
                self.shared
            )
            .execute(&mut *transaction)
            .await
            .map_err(of_the_name)?;
            if changed.rows_affected() == 0 {
                return Err(EffectError::Conflict);
            }
            let Some(lines) = &self.lines else { return Ok(()) };
            sqlx::query!("DELETE FROM ordering.template_lines WHERE template = $1", self.template.uuid())
                .execute(&mut *transaction)
                .await?;
            write_lines(transaction, self.template, lines).await
        })
    }
}

struct Deleted {
    template: OrderTemplateId,
    version: i64,
}

impl Effect for Deleted {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, _: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            let deleted = sqlx::query!(
                "DELETE FROM ordering.templates WHERE id = $1 AND version = $2",
                self.template.uuid(),
                self.version
            )
            .execute(transaction)
            .await?;
            if deleted.rows_affected() == 0 { Err(EffectError::Conflict) } else { Ok(()) }
        })
    }
}
