//! How a mutation asks: who asks → the command → the read tables have seen it.

use async_graphql::{Context, Enum, Result, SimpleObject};
use commands::{Command, CommandError, Done, Request, Requester};
use domain::journal::{Position, Tenant};
use domain::organizations::Action;
use domain::refusal::Language;
use domain::vocabulary::{OrganizationId, PersonId};

use super::global_id::GlobalId;
use super::position::PositionScalar;
use super::services::Services;
use super::standpoint::Standpoint;
use super::user_error::UserError;
use crate::visitor::Visitor;
use crate::workers::Stale;

/// What every mutation says besides what it changed.
#[derive(SimpleObject)]
pub struct Answer {
    /// Why it was refused; empty when it was done.
    pub errors: Vec<UserError>,
    /// The place in the history that the change has reached; null when it was refused.
    pub position: Option<PositionScalar>,
    /// Why what is returned may be older than the change; null when it is not.
    pub stale: Option<Staleness>,
}

/// Why what is returned may be older than the change.
#[derive(SimpleObject)]
pub struct Staleness {
    /// What happened.
    reason: StaleReason,
    /// The read table that it happened to.
    projection: String,
}

/// What keeps a read table from being as new as the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum StaleReason {
    /// It has not come so far yet; read again in a moment.
    Behind,
    /// An earlier change of the same thing could not be shown; support looks after it.
    Parked,
}

impl From<Stale> for Staleness {
    fn from(stale: Stale) -> Self {
        match stale {
            Stale::Behind { projection } => Self { reason: StaleReason::Behind, projection },
            Stale::Parked { projection } => Self { reason: StaleReason::Parked, projection },
        }
    }
}

/// Somebody asks for something in an organization.
pub struct Asking {
    standpoint: Standpoint,
    organization: OrganizationId,
    idempotency_key: Option<String>,
}

/// What became of it.
pub struct Carried<T> {
    /// What the command brought about; nothing when it was refused.
    pub outcome: Option<T>,
    /// What to say.
    pub answer: Answer,
}

impl Asking {
    /// A member asks in the own organization.
    pub const fn as_member(organization: GlobalId<OrganizationId>, key: Option<String>) -> Self {
        let organization = organization.0;
        Self { standpoint: Standpoint::Member(organization), organization, idempotency_key: key }
    }

    /// One of the supplier's staff asks about an organization.
    pub const fn as_staff(organization: GlobalId<OrganizationId>, key: Option<String>) -> Self {
        Self { standpoint: Standpoint::Staff, organization: organization.0, idempotency_key: key }
    }

    /// Where the answer is read from.
    pub const fn standpoint(&self) -> Standpoint {
        self.standpoint
    }

    /// In which organization.
    pub const fn organization(&self) -> OrganizationId {
        self.organization
    }

    /// Carries a command out. Refusals of every kind are data; only a broken machine is
    /// an error.
    pub async fn carry_out<C: Command>(
        &self,
        ctx: &Context<'_>,
        command: Result<C, CommandError>,
    ) -> Result<Carried<C::Outcome>> {
        let visitor = Visitor::of(ctx)?;
        let person = visitor.signed_in()?;
        match self.ask(Services::of(ctx)?, visitor, person, command).await {
            Ok(done) => Ok(Carried { outcome: Some(done.outcome), answer: Answer::done(done.position) }),
            Err(error) => Ok(Carried { outcome: None, answer: Answer::refused(error, visitor.language)? }),
        }
    }

    /// Why whoever asks may do nothing of a kind there at all; nothing when they may.
    pub async fn refusal(&self, ctx: &Context<'_>, action: Action) -> Result<Option<Answer>> {
        let visitor = Visitor::of(ctx)?;
        let person = visitor.signed_in()?;
        let requester = self.requester(Services::of(ctx)?, person).await;
        match requester.and_then(|requester| requester.require(action)) {
            Ok(()) => Ok(None),
            Err(error) => Answer::refused(error, visitor.language).map(Some),
        }
    }

    async fn ask<C: Command>(
        &self,
        services: &Services,
        visitor: &Visitor,
        person: PersonId,
        command: Result<C, CommandError>,
    ) -> Result<Done<C::Outcome>, CommandError> {
        let requester = self.requester(services, person).await?;
        let idempotency_key = self.idempotency_key.clone();
        let request = Request { idempotency_key, ..Request::new(visitor.correlation()) };
        services.commands.execute(&requester, &request, &command?).await
    }

    /// Whether a command would be refused as things are now. Nothing is done.
    pub async fn rehearse<C: Command>(
        &self,
        ctx: &Context<'_>,
        command: &C,
    ) -> Result<Result<(), CommandError>> {
        let (services, person) = (Services::of(ctx)?, Visitor::of(ctx)?.signed_in()?);
        Ok(match self.requester(services, person).await {
            Ok(requester) => services.commands.rehearse(&requester, command).await,
            Err(error) => Err(error),
        })
    }

    /// Who asks, by their access as it is now.
    pub async fn requester(&self, services: &Services, person: PersonId) -> Result<Requester, CommandError> {
        let access = services.commands.access();
        match self.standpoint {
            Standpoint::Member(organization) => access.member(person, organization).await,
            Standpoint::Staff => access.staff(person, Tenant::from(self.organization)).await,
        }
    }
}

impl Answer {
    const fn done(position: Position) -> Self {
        Self { errors: Vec::new(), position: Some(PositionScalar(position)), stale: None }
    }

    fn refused(error: CommandError, language: Language) -> Result<Self> {
        let error = UserError::because(error, language)?;
        Ok(Self { errors: vec![error], position: None, stale: None })
    }

    /// Waits until the read tables that the payload reads have come so far, whatever became
    /// of single streams, and says so when they have not.
    pub async fn seen(&mut self, ctx: &Context<'_>, projections: &[&str]) -> Result<()> {
        if let Some(PositionScalar(position)) = self.position {
            let stale = Services::of(ctx)?.freshness.wait(projections, position, None).await;
            self.stale = stale.map(Staleness::from);
        }
        Ok(())
    }

    /// Waits until the read tables that the payload reads have seen the change of a
    /// stream, and says so when they have not.
    pub async fn seen_by(&mut self, ctx: &Context<'_>, projections: &[&str], stream: &str) -> Result<()> {
        if let Some(PositionScalar(position)) = self.position {
            let stale = Services::of(ctx)?.freshness.wait(projections, position, Some(stream)).await;
            self.stale = stale.map(Staleness::from);
        }
        Ok(())
    }
}
