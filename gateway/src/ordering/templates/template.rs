//! A template of orders.

use async_graphql::{Context, Enum, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use domain::organizations::Action;
use domain::vocabulary::ContractId;
use domain::vocabulary::ids::OrderTemplateId;
use projections::ordering::{TemplateLines, TemplateRow, template_lines};

use crate::graphql::errors::unread;
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::Cost;
use crate::graphql::related::scope;
use crate::graphql::services::Services;
use crate::graphql::standpoint::Standpoint;
use crate::identity::Person;
use crate::ordering::cart::{CartLine, contract_of};
use crate::visitor::Visitor;

/// A template, seen by somebody who may order from it.
pub struct OrderTemplate {
    /// What is known of it.
    pub row: TemplateRow,
    /// From where.
    pub standpoint: Standpoint,
}

/// Something that somebody can do with a template. Each is a mutation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum OrderTemplateAction {
    /// `addTemplateToCart`.
    AddToCart,
    /// `draftFromTemplate`.
    Draft,
    /// `renameOrderTemplate`.
    Rename,
    /// `changeTemplateLines`.
    ChangeLines,
    /// `shareOrderTemplate`, to share it.
    Share,
    /// `shareOrderTemplate`, to keep it to its owner again.
    Unshare,
    /// `deleteOrderTemplate`.
    Delete,
}

/// What is in a template, as things are today.
#[derive(SimpleObject)]
pub struct OrderTemplateContents {
    /// The lines in the order of the template, at most 1000.
    lines: Vec<CartLine>,
    /// What the lines cost that can be ordered; null without a contract.
    total: Option<Cost>,
    /// Whether all of it can be ordered.
    can_be_ordered: bool,
}

/// A list of goods that is ordered again and again.
#[Object]
impl OrderTemplate {
    /// The id of the template.
    async fn id(&self) -> GlobalId<OrderTemplateId> {
        GlobalId(self.row.id)
    }

    /// How its owner calls it.
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// Whose it is.
    async fn owner(&self) -> Person {
        Person { id: self.row.owner, standpoint: self.standpoint }
    }

    /// Whether everybody who orders in the organization sees it.
    async fn shared(&self) -> bool {
        self.row.shared
    }

    /// How often it was changed: give it back when it is changed.
    async fn version(&self) -> i64 {
        self.row.version
    }

    /// How many lines it has.
    async fn line_count(&self) -> u32 {
        self.row.line_count
    }

    /// When it was kept.
    async fn created_at(&self) -> DateTime<Utc> {
        self.row.created_at
    }

    /// When it was last changed.
    async fn changed_at(&self) -> DateTime<Utc> {
        self.row.changed_at
    }

    /// What whoever asks may do with it.
    async fn available_actions(&self, ctx: &Context<'_>) -> Result<Vec<OrderTemplateAction>> {
        use OrderTemplateAction as A;
        let scope = scope(ctx, self.standpoint).await?;
        let is_own = self.row.owner == scope.person();
        let mut actions = vec![A::AddToCart, A::Draft];
        if scope.extent(Action::ManageTemplates).covers(is_own) {
            let sharing = if self.row.shared { A::Unshare } else { A::Share };
            actions.extend([A::Rename, A::ChangeLines, sharing, A::Delete]);
        }
        Ok(actions)
    }

    /// Its lines with what the catalogue says about them now, and what they cost.
    async fn contents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At the prices of this contract; of the latest, if none is named.")]
        contract_id: Option<GlobalId<ContractId>>,
    ) -> Result<OrderTemplateContents> {
        let language = Visitor::of(ctx)?.language;
        let now = Services::of(ctx)?.commands.ports().clock.now();
        let mut read = self.standpoint.read(ctx).await?;
        let contract = match self.standpoint {
            Standpoint::Member(id) => contract_of(&mut read, id, contract_id.map(|id| id.0)).await?,
            Standpoint::Staff => None,
        };
        let contents =
            template_lines(&mut read, self.row.id, contract.as_ref(), now).await.map_err(unread)?;
        let TemplateLines { lines, total } = contents;
        Ok(OrderTemplateContents {
            can_be_ordered: !lines.is_empty() && lines.iter().all(|row| row.verdict.can_be_ordered()),
            lines: lines.iter().map(|row| CartLine::of(row, language)).collect(),
            total: total.map(Cost::from),
        })
    }
}
