//! What a mutation about an organization or its members gives back.

use async_graphql::{Context, Result};
use commands::{Command, CommandError};
use domain::vocabulary::PersonId;
use projections::organizations::member;

use super::{Member, Organization};
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::errors::unread;

impl Asking {
    /// Asks something of the organization, and gives it back as it is then.
    pub async fn of_organization<C: Command>(
        &self,
        ctx: &Context<'_>,
        command: Result<C, CommandError>,
    ) -> Result<(Option<Organization>, Answer)> {
        let mut carried = self.carry_out(ctx, command).await?;
        let stream = self.organization().to_string();
        carried.answer.seen_by(ctx, &["organization_card"], &stream).await?;
        let organization = Organization { id: self.organization(), standpoint: self.standpoint() };
        Ok((carried.outcome.map(|_| organization), carried.answer))
    }

    /// Asks something about a member, and gives them back as they are then.
    pub async fn of_member<C: Command>(
        &self,
        ctx: &Context<'_>,
        command: Result<C, CommandError>,
        person: PersonId,
    ) -> Result<(Option<Member>, Answer)> {
        let mut carried = self.carry_out(ctx, command).await?;
        if carried.outcome.is_none() {
            return Ok((None, carried.answer));
        }
        carried.answer.seen_by(ctx, &["member_list"], &self.organization().to_string()).await?;
        // Whoever changed their own roles may not read the members any more.
        let Ok(mut read) = self.standpoint().read(ctx).await else {
            return Ok((None, carried.answer));
        };
        let member = member(&mut read, self.organization(), person).await.map_err(unread)?;
        Ok((member.map(|row| Member { row, standpoint: self.standpoint() }), carried.answer))
    }
}
