//! Whoever is signed in.

use async_graphql::{Context, Object, Result, SimpleObject};
use commands::identity::{Identity, Membership};
use domain::journal::Tenant;
use domain::organizations::Role;
use domain::vocabulary::{OrganizationId, PersonId};
use projections::notifications::NotificationFilter;

use crate::graphql::connection::PageArguments;
use crate::graphql::global_id::GlobalId;
use crate::graphql::standpoint::Standpoint;
use crate::notifications::{NotificationConnection, notification_connection};
use crate::organizations::{MemberRoleWord, Organization, StaffRoleWord};
use crate::visitor::Visitor;

/// Reading about oneself.
#[derive(Default)]
pub struct ViewerQuery;

#[Object]
impl ViewerQuery {
    /// Whoever is signed in; null when nobody is.
    #[expect(clippy::unused_async, reason = "resolvers are async functions")]
    async fn viewer(&self, ctx: &Context<'_>) -> Result<Option<Viewer>> {
        Ok(Visitor::of(ctx)?.person().map(|person| Viewer { person }))
    }
}

/// The person who is signed in.
pub struct Viewer {
    /// Who it is.
    pub person: PersonId,
}

/// The person who is signed in.
#[Object]
impl Viewer {
    /// The id of the person.
    async fn id(&self) -> GlobalId<PersonId> {
        GlobalId(self.person)
    }

    /// First and last name; null when they were erased.
    async fn name(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(ctx.data::<Identity>()?.named(self.person).await?.map(|named| named.full_name))
    }

    /// The e-mail with which the person signs in; null when it was erased.
    async fn email(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(ctx.data::<Identity>()?.named(self.person).await?.map(|named| named.email))
    }

    /// The organizations that the person is a member of.
    async fn memberships(&self, ctx: &Context<'_>) -> Result<Vec<ViewerMembership>> {
        let memberships = ctx.data::<Identity>()?.memberships(self.person).await?;
        Ok(memberships.into_iter().filter_map(ViewerMembership::of).collect())
    }

    /// What the person was told, the latest first: in all organizations that let them in, or in
    /// one.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection in the Relay specification")]
    async fn notifications(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only of this organization.")] organization_id: Option<GlobalId<OrganizationId>>,
        #[graphql(desc = "Only what was not read.", default)] unread_only: bool,
        #[graphql(desc = "So many from the start, or after the cursor; at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before the cursor; at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<NotificationConnection> {
        let filter = NotificationFilter { organization: organization_id.map(|id| id.0), unread_only };
        let page = PageArguments { first, after, last, before };
        notification_connection(ctx, self.person, filter, &page).await
    }

    /// What the person does for the supplier; empty for customers.
    async fn staff_roles(&self, ctx: &Context<'_>) -> Result<Vec<StaffRoleWord>> {
        let memberships = ctx.data::<Identity>()?.memberships(self.person).await?;
        let at_supplier = memberships
            .into_iter()
            .find(|membership| membership.tenant == Tenant::Supplier && !membership.is_blocked);
        let roles = at_supplier.map(|membership| membership.roles).unwrap_or_default();
        Ok(roles.into_iter().filter_map(of_staff).collect())
    }
}

/// Membership of the person who is signed in, in one organization.
#[derive(SimpleObject)]
pub struct ViewerMembership {
    /// The organization.
    organization: Organization,
    /// What the person is there.
    roles: Vec<MemberRoleWord>,
    /// Whether the person or the organization is blocked, so that nothing can be done there.
    blocked: bool,
}

impl ViewerMembership {
    fn of(membership: Membership) -> Option<Self> {
        let id = membership.tenant.organization()?;
        let organization = Organization { id, standpoint: Standpoint::Member(id) };
        let roles = membership.roles.into_iter().filter_map(of_member).collect();
        Some(Self { organization, roles, blocked: membership.is_blocked })
    }
}

fn of_member(role: Role) -> Option<MemberRoleWord> {
    match role {
        Role::Member(role) => Some(role.into()),
        Role::Staff(_) => None,
    }
}

fn of_staff(role: Role) -> Option<StaffRoleWord> {
    match role {
        Role::Staff(role) => Some(role.into()),
        Role::Member(_) => None,
    }
}
