//! A buyer organization.

use async_graphql::Object;
use domain::vocabulary::OrganizationId;

use crate::graphql::global_id::GlobalId;

/// A buyer organization, seen by somebody who may see it.
pub struct Organization {
    /// Which one.
    pub id: OrganizationId,
}

/// A buyer organization.
#[Object]
impl Organization {
    /// The id of the organization.
    async fn id(&self) -> GlobalId<OrganizationId> {
        GlobalId(self.id)
    }
}
