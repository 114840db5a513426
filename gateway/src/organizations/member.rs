//! A member of an organization.

use async_graphql::Object;
use async_graphql::connection::{Connection, EmptyFields};
use chrono::{DateTime, Utc};
use projections::Cursor;
use projections::organizations::MemberRow;

use super::role::MemberRoleWord;
use crate::graphql::connection::Keyset;
use crate::graphql::money::MoneyValue;
use crate::graphql::standpoint::Standpoint;
use crate::identity::Person;

/// A page of members.
pub type MemberConnection = Connection<Keyset<Cursor>, Member, EmptyFields>;

/// A member of an organization, seen from somewhere.
pub struct Member {
    /// What is known of the membership.
    pub row: MemberRow,
    /// From where.
    pub standpoint: Standpoint,
}

/// A member of an organization.
#[Object]
impl Member {
    /// Who it is.
    async fn person(&self) -> Person {
        Person { id: self.row.person, standpoint: self.standpoint }
    }

    /// The roles; never none.
    async fn roles(&self) -> Vec<MemberRoleWord> {
        self.row.roles.iter().map(|role| (*role).into()).collect()
    }

    /// Whether the member may do nothing there.
    async fn blocked(&self) -> bool {
        self.row.blocked
    }

    /// When the member joined.
    async fn joined_at(&self) -> DateTime<Utc> {
        self.row.joined_at
    }

    /// Who manages the member; null when nobody does.
    async fn manager(&self) -> Option<Person> {
        self.row.manager.map(|id| Person { id, standpoint: self.standpoint })
    }

    /// Whether the manager left or is blocked: the administrators are asked in their place.
    async fn manager_is_gone(&self) -> bool {
        self.row.manager_is_gone
    }

    /// The largest total that the member approves; null for no limit.
    async fn approval_limit(&self) -> Option<MoneyValue> {
        self.row.approval_limit.map(Into::into)
    }
}
