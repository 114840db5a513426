//! What a mutation about an organization or its members gives back.

use async_graphql::{Context, Result};
use commands::{Command, CommandError};
use domain::vocabulary::{AddressId, CostCentreId, PersonId};
use projections::organizations::{cost_centres_by_ids, delivery_addresses_by_ids, member};

use super::cost_centre::CostCentre;
use super::delivery_address::DeliveryAddress;
use super::{Member, Organization};
use crate::graphql::asking::{Answer, Asking, Carried};
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

    /// Opens a cost centre, and gives it back.
    pub async fn of_opened_cost_centre<C: Command<Outcome = CostCentreId>>(
        &self,
        ctx: &Context<'_>,
        command: Result<C, CommandError>,
    ) -> Result<(Option<CostCentre>, Answer)> {
        let Carried { outcome, answer } = self.carry_out(ctx, command).await?;
        Ok((self.cost_centre(ctx, outcome).await?, answer))
    }

    /// Asks something about a cost centre, and gives it back as it is then.
    pub async fn of_cost_centre<C: Command>(
        &self,
        ctx: &Context<'_>,
        command: Result<C, CommandError>,
        id: CostCentreId,
    ) -> Result<(Option<CostCentre>, Answer)> {
        let Carried { outcome, answer } = self.carry_out(ctx, command).await?;
        Ok((self.cost_centre(ctx, outcome.map(|_| id)).await?, answer))
    }

    /// Adds a delivery address, and gives it back.
    pub async fn of_added_address<C: Command<Outcome = AddressId>>(
        &self,
        ctx: &Context<'_>,
        command: Result<C, CommandError>,
    ) -> Result<(Option<DeliveryAddress>, Answer)> {
        let Carried { outcome, answer } = self.carry_out(ctx, command).await?;
        Ok((self.address(ctx, outcome).await?, answer))
    }

    /// Asks something about a delivery address, and gives it back as it is then.
    pub async fn of_address<C: Command>(
        &self,
        ctx: &Context<'_>,
        command: Result<C, CommandError>,
        id: AddressId,
    ) -> Result<(Option<DeliveryAddress>, Answer)> {
        let Carried { outcome, answer } = self.carry_out(ctx, command).await?;
        Ok((self.address(ctx, outcome.map(|_| id)).await?, answer))
    }

    /// It is written in the append, so nothing has to be waited for.
    async fn cost_centre(&self, ctx: &Context<'_>, id: Option<CostCentreId>) -> Result<Option<CostCentre>> {
        let Some(id) = id else { return Ok(None) };
        let standpoint = self.standpoint();
        let rows = cost_centres_by_ids(&mut standpoint.read(ctx).await?, &[id]).await.map_err(unread)?;
        Ok(rows.into_iter().next().map(|row| CostCentre { row, standpoint }))
    }

    async fn address(&self, ctx: &Context<'_>, id: Option<AddressId>) -> Result<Option<DeliveryAddress>> {
        let Some(id) = id else { return Ok(None) };
        let mut read = self.standpoint().read(ctx).await?;
        let rows = delivery_addresses_by_ids(&mut read, &[id]).await.map_err(unread)?;
        Ok(rows.into_iter().next().map(DeliveryAddress::from))
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
