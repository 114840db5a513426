//! `node` and `nodes`: objects by their global ids, through the authorization of the
//! typed fields. What is not found and what may not be seen look the same.

use std::collections::BTreeMap;

use async_graphql::{Context, ID, Interface, Object, Result};
use domain::journal::Tenant;
use domain::vocabulary::{CaseId, OrderId, OrganizationId};
use projections::approvals::approval_cases_by_ids;
use projections::ordering::orders_by_ids;
use projections::organizations::organizations_by_ids;
use uuid::Uuid;

use super::errors::{ErrorCode, unread};
use super::global_id::{GlobalId, Identified, decode};
use super::services::Services;
use super::standpoint::Standpoint;
use crate::approvals::Approval;
use crate::ordering::Order;
use crate::organizations::Organization;
use crate::visitor::Visitor;

/// The most ids of `nodes`.
const MOST: usize = 100;

/// Something with a global id.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "The global id."))]
pub enum Node {
    /// An order.
    Order(Order),
    /// An organization.
    Organization(Organization),
    /// An approval of an order.
    Approval(Approval),
}

/// Reading by global ids.
#[derive(Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// An object by its global id; null when there is none, or not for whoever asks.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global id.")] id: ID,
    ) -> Result<Option<Node>> {
        Ok(found(ctx, &[id]).await?.pop().flatten())
    }

    /// Objects by their global ids, in their order; null where there is none, or not for
    /// whoever asks.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global ids, at most 100.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        if ids.len() > MOST {
            return Err(ErrorCode::BadUserInput.because(format!("At most {MOST} ids.")));
        }
        found(ctx, &ids).await
    }
}

type Found = BTreeMap<(&'static str, Uuid), (Standpoint, Node)>;

async fn found(ctx: &Context<'_>, ids: &[ID]) -> Result<Vec<Option<Node>>> {
    let wanted: Vec<_> = ids.iter().map(|id| decode(id)).collect();
    let of = |name| wanted.iter().flatten().filter(move |(kind, _)| kind == name).map(|(_, id)| *id);
    let orders: Vec<_> = of(OrderId::TYPE).map(OrderId).collect();
    let organizations: Vec<_> = of(OrganizationId::TYPE).map(OrganizationId).collect();
    let cases: Vec<_> = of(CaseId::TYPE).map(CaseId).collect();
    let mut nodes = Found::new();
    for standpoint in standpoints(ctx).await? {
        look(ctx, standpoint, (&orders, &organizations, &cases), &mut nodes).await?;
    }
    let take = |wanted: Option<(String, Uuid)>| {
        let (kind, id) = wanted?;
        let kind =
            [OrderId::TYPE, OrganizationId::TYPE, CaseId::TYPE].into_iter().find(|known| *known == kind)?;
        nodes.get(&(kind, id)).map(|(standpoint, node)| node.seen_from(*standpoint))
    };
    Ok(wanted.into_iter().map(take).collect())
}

async fn look(
    ctx: &Context<'_>,
    standpoint: Standpoint,
    (orders, organizations, cases): (&[OrderId], &[OrganizationId], &[CaseId]),
    found: &mut Found,
) -> Result<()> {
    let mut read = standpoint.read(ctx).await?;
    for row in orders_by_ids(&mut read, orders).await.map_err(unread)? {
        let key = (OrderId::TYPE, row.id.uuid());
        found.entry(key).or_insert((standpoint, Node::Order(Order { row, standpoint })));
    }
    for row in organizations_by_ids(&mut read, organizations).await.map_err(unread)? {
        let key = (OrganizationId::TYPE, row.id.uuid());
        let node = Node::Organization(Organization { id: row.id, standpoint });
        found.entry(key).or_insert((standpoint, node));
    }
    for row in approval_cases_by_ids(&mut read, cases).await.map_err(unread)? {
        let key = (CaseId::TYPE, row.id.uuid());
        found.entry(key).or_insert((standpoint, Node::Approval(Approval { row, standpoint })));
    }
    Ok(())
}

/// All places from which whoever asks may look, the own organizations first.
async fn standpoints(ctx: &Context<'_>) -> Result<Vec<Standpoint>> {
    let person = Visitor::of(ctx)?.signed_in()?;
    let memberships = Services::of(ctx)?.identity.memberships(person).await?;
    let open =
        memberships.into_iter().filter(|membership| !membership.is_blocked && !membership.roles.is_empty());
    let mut standpoints: Vec<_> = open
        .map(|membership| match membership.tenant {
            Tenant::Organization(organization) => Standpoint::Member(organization),
            Tenant::Supplier => Standpoint::Staff,
        })
        .collect();
    standpoints.sort();
    Ok(standpoints)
}

impl Node {
    /// The same once more: an id may be asked for twice.
    fn seen_from(&self, standpoint: Standpoint) -> Self {
        match self {
            Self::Order(order) => Self::Order(Order { row: order.row.clone(), standpoint }),
            Self::Organization(organization) => {
                Self::Organization(Organization { id: organization.id, standpoint })
            }
            Self::Approval(approval) => Self::Approval(Approval { row: approval.row.clone(), standpoint }),
        }
    }
}

impl<I: Identified> From<GlobalId<I>> for ID {
    fn from(id: GlobalId<I>) -> Self {
        Self(id.encode())
    }
}
