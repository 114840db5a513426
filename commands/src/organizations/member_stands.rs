//! The member in whose place one of the supplier's staff acts: may they still do it?

use domain::organizations::{Action, Extent};
use domain::refusal::Refusal;
use domain::vocabulary::PersonId;
use sqlx::PgConnection;

use super::AccessTable;
use crate::error::CommandError;
use crate::journal::effect::Writing;
use crate::journal::{Append, Effect, EffectError, ReliedOn};
use crate::work::Work;

/// The member may do what is done in their place. The append is not written unless the
/// access row is still as it was.
pub struct MemberStands(ReliedOn);

/// The person is no member of the organization who may do this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this person is no member of the organization who may order")]
pub struct MemberMayNot;

impl Refusal for MemberMayNot {
    fn code(&self) -> &'static str {
        "MEMBER_MAY_NOT_ORDER"
    }

    fn in_russian(&self) -> String {
        "Этот человек не может заказывать от имени организации.".to_owned()
    }

    fn field(&self) -> Option<&'static str> {
        Some("personId")
    }
}

impl MemberStands {
    pub(crate) async fn of(work: &Work<'_>, member: PersonId, action: Action) -> Result<Self, CommandError> {
        let organization = work.requester().tenant().organization().ok_or(CommandError::NotFound)?;
        let access = AccessTable::new(work.pool().clone());
        let member = match access.member(member, organization).await {
            Ok(member) if member.extent(action) > Extent::None => member,
            Ok(_) | Err(CommandError::NotFound | CommandError::Forbidden) => return Err(MemberMayNot.into()),
            Err(error) => return Err(error),
        };
        member.relied_on().map(Self).ok_or_else(|| MemberMayNot.into())
    }
}

impl Effect for MemberStands {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, _: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            let row = sqlx::query_scalar!(
                "SELECT epoch FROM organizations.access WHERE person = $1 AND organization = $2 FOR SHARE",
                self.0.person,
                self.0.tenant.to_string()
            )
            .fetch_optional(transaction)
            .await?;
            if row == Some(self.0.epoch) { Ok(()) } else { Err(EffectError::Conflict) }
        })
    }
}
