//! From where somebody looks: every read needs one, so an unscoped read does not compile.

use async_graphql::{Context, Error, Result};
use domain::refusal::Language;
use domain::vocabulary::{OrganizationId, PersonId};
use projections::{NoAccess, Reads, ScopedRead};

use super::errors::ErrorCode;
use super::services::Services;
use crate::visitor::Visitor;

/// From where whoever is signed in looks at things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standpoint {
    /// As a member of an organization.
    Member(OrganizationId),
    /// As one of the supplier's staff.
    Staff,
}

impl Standpoint {
    /// Opens a read of its own. Fields that stand side by side are resolved at the same
    /// time, so each has its own transaction and keeps it for a few statements.
    pub async fn read(self, ctx: &Context<'_>) -> Result<ScopedRead> {
        let visitor = Visitor::of(ctx)?;
        let person = visitor.signed_in()?;
        self.open(&Services::of(ctx)?.reads, person).await.map_err(|error| denied(error, visitor.language))
    }

    /// Opens a read for a person, or says why there is none.
    pub async fn open(self, reads: &Reads, person: PersonId) -> Result<ScopedRead, NoAccess> {
        match self {
            Self::Member(organization) => reads.member(person, organization).await,
            Self::Staff => reads.staff(person).await,
        }
    }
}

/// The error for whoever may not read.
pub fn denied(error: NoAccess, language: Language) -> Error {
    match error {
        NoAccess::NotFound => ErrorCode::NotFound.error(language),
        NoAccess::Forbidden => ErrorCode::Forbidden.error(language),
        NoAccess::Database(error) => error.into(),
    }
}
