//! Plays the demonstration into an empty database, as if it had happened.
//!
//! Every scene is a request of one of its people under an idempotency key, at its own moment
//! of a clock that only the play sees. So a play that was interrupted goes on where it
//! stopped, and two plays give the same events.

mod approvals;
mod cast;
mod credit;
mod deadlines;
mod furnishing;
mod goods;
mod memory;
mod opening;
mod orders;
mod scene;
mod settling;
mod stage;
mod supplying;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use commands::catalogue::TakeFilesError;
use commands::identity::{PasswordHash, PasswordHasher, PasswordRefusal};
use commands::journal::{Feed, StoreError};
use commands::processes::{self, reaction::React};
use commands::{Command, CommandError, Commands, Request, Requester};
use domain::journal::{Actor, Position, Recorded, Tenant};
use domain::organizations::StaffRole;
use domain::vocabulary::{AddressId, CostCentreId, OrderId, PersonId, ShipmentId};
use sqlx::PgPool;

use super::accounts::Accounts;
use super::fixture::{Fixture, FixtureError};
use super::presence::Presence;
use super::standing::{Cue, Standing, standing};
use cast::Cast;
use memory::Memory;
use scene::{Act, Scene, scenes};
use stage::Stage;

/// How long after an event the service reacts to it in the demonstration.
const REACTION: TimeDelta = TimeDelta::seconds(2);
/// The most events that are read at once.
const PAGE: i64 = 1_000;

/// What a play left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Played {
    /// Whether anything was left to play.
    pub is_new: bool,
    /// Who can sign in.
    pub accounts: Accounts,
    /// How many events the journal has.
    pub events: i64,
    /// How many organizations there are in the demonstration.
    pub organizations: usize,
    /// How many orders there are in the demonstration.
    pub orders: usize,
}

impl fmt::Display for Played {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { is_new, accounts, events, organizations, orders } = self;
        let people = accounts.all.len();
        if *is_new {
            writeln!(
                f,
                "The demonstration is there: {organizations} organizations, {people} people, {orders} orders, \
                 {events} events."
            )?;
        } else {
            writeln!(f, "The demonstration was there already.")?;
        }
        write!(f, "{accounts}")
    }
}

/// Why the demonstration was not played, or not to its end.
#[derive(Debug, thiserror::Error)]
pub enum PlayError {
    /// The files of the demonstration are wrong.
    #[error(transparent)]
    Fixture(#[from] FixtureError),
    /// The files of the demonstration name somebody who is not there.
    #[error("the demonstration names '{0}', who or which is not in its files")]
    Unknown(String),
    /// The database belongs to somebody else.
    #[error(
        "the demonstration is for an empty database, and this one has events of its own: nothing was changed. \
         Name an empty one (KABINET_DATA_DIR or KABINET_DATABASE_URL), or leave the demonstration out"
    )]
    NotEmpty,
    /// Somebody else would react to the events of the demonstration.
    #[error(
        "another Kabinet works on this database: stop it first, the demonstration is played while nobody else is there"
    )]
    InUse,
    /// The password of the demonstration may not be used.
    #[error("the password of the demonstration: {0}")]
    Password(#[from] PasswordRefusal),
    /// A request of the demonstration was not carried out.
    #[error("the demonstration stopped at {scene}: {reason}")]
    Stopped {
        /// The key of the request.
        scene: String,
        /// Why.
        reason: CommandError,
    },
    /// The catalogue of the demonstration was not taken in.
    #[error("the catalogue of the demonstration: {0}")]
    Catalogue(#[from] TakeFilesError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for PlayError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Plays the demonstration into an empty database, or what is left of it after an
/// interruption. Where it was played to its end nothing happens.
pub async fn play(writer: &PgPool, hasher: &dyn PasswordHasher) -> Result<Played, PlayError> {
    let fixture = Fixture::load()?;
    let scenes = scenes(&fixture);
    let (first, last) = cues(&fixture, &scenes)?;
    let is_new = match standing(writer, &first, &last).await? {
        Standing::Complete => false,
        Standing::Foreign => return Err(PlayError::NotEmpty),
        Standing::Empty | Standing::Interrupted => {
            let presence = Presence::alone(writer).await?.ok_or(PlayError::InUse)?;
            let played = play_alone(writer, hasher, &fixture, &scenes, (&first, &last)).await;
            presence.leave().await;
            played?;
            true
        }
    };
    let events = sqlx::query_scalar!(r#"SELECT count(*) AS "count!" FROM journal.events"#);
    Ok(Played {
        is_new,
        accounts: Accounts::of(&fixture),
        events: events.fetch_one(writer).await?,
        organizations: fixture.organizations.len(),
        orders: fixture.books.iter().map(|book| book.orders.len()).sum(),
    })
}

/// Somebody may have been first before nobody else was there.
async fn play_alone(
    writer: &PgPool,
    hasher: &dyn PasswordHasher,
    fixture: &Fixture,
    scenes: &[Scene<'_>],
    (first, last): (&Cue, &Cue),
) -> Result<(), PlayError> {
    match standing(writer, first, last).await? {
        Standing::Complete => return Ok(()),
        Standing::Foreign => return Err(PlayError::NotEmpty),
        Standing::Interrupted => tracing::info!("the demonstration was interrupted; it goes on"),
        Standing::Empty => {}
    }
    let password = opening::password(fixture, hasher).await?;
    let stage = Arc::new(Stage::default());
    let mut player = Player {
        fixture,
        password,
        commands: Commands::new(writer.clone(), stage.ports()).knowing(Arc::new(Memory::of(writer))),
        stage,
        reactions: processes::all(),
        reached: Position(0),
        orders: BTreeMap::new(),
        shipments: BTreeMap::new(),
        cost_centres: BTreeMap::new(),
        addresses: BTreeMap::new(),
    };
    for scene in scenes {
        player.pass_deadlines(scene.at).await?;
        player.play(scene).await?;
        player.react().await?;
    }
    Ok(())
}

/// The first and the last request of the demonstration.
fn cues(fixture: &Fixture, scenes: &[Scene<'_>]) -> Result<(Cue, Cue), PlayError> {
    let operator = opening::operator(fixture)?;
    let first = Cue {
        tenant: Tenant::Supplier,
        actor: Actor::Console,
        key: key(&format!("person/{}", operator.code)),
    };
    let last = scenes.iter().rev().find_map(|scene| match &scene.act {
        Act::Ordering(moment) => Some(moment),
        _ => None,
    });
    let last = last.ok_or_else(|| PlayError::Unknown("an order".to_owned()))?;
    let last = Cue {
        tenant: Cast::organization(last.organization).into(),
        actor: Actor::Person(Cast::person(orders::by(last))),
        key: key(&orders::name(last)),
    };
    Ok((first, last))
}

fn key(scene: &str) -> String {
    format!("demo/{scene}")
}

/// Plays scene after scene.
struct Player<'a> {
    fixture: &'a Fixture,
    password: PasswordHash,
    stage: Arc<Stage>,
    commands: Commands,
    reactions: Vec<Box<dyn React>>,
    /// The reactions have seen everything up to here.
    reached: Position,
    orders: BTreeMap<String, OrderId>,
    /// What left for each order, the first shipment first.
    shipments: BTreeMap<String, Vec<ShipmentId>>,
    cost_centres: BTreeMap<String, CostCentreId>,
    addresses: BTreeMap<String, AddressId>,
}

impl Player<'_> {
    async fn play(&mut self, scene: &Scene<'_>) -> Result<(), PlayError> {
        match &scene.act {
            Act::Beginning => self.begin(scene.at).await,
            Act::Registration(organization) => self.register(organization, scene.at).await,
            Act::Publication(organization, policy) => self.publish(organization, policy, scene.at).await,
            Act::Leave(organization, leave) => self.leave(organization, leave).await,
            Act::Credit(organization, credit) => self.agree_credit(organization, credit).await,
            Act::Settling(sending) => self.settle(sending, scene.at).await,
            Act::Repricing(delivery) => self.take_in(delivery, scene.at).await,
            Act::Ordering(moment) => self.order(moment).await,
        }
    }

    /// Carries out one request of the demonstration, unless it was before.
    async fn ask<C: Command>(
        &self,
        (at, name): (DateTime<Utc>, &str),
        requester: &Requester,
        command: &C,
    ) -> Result<C::Outcome, PlayError> {
        let key = key(name);
        self.stage.set(at, key.clone());
        let request = Request {
            correlation_id: self.commands.ports().ids.next(),
            causation_id: None,
            idempotency_key: Some(key),
        };
        let done = self.commands.execute(requester, &request, command).await;
        done.map(|done| done.outcome).map_err(|reason| stopped(name, reason))
    }

    /// Whether a request was carried out before an interruption.
    async fn is_done(&self, name: &str, requester: &Requester) -> Result<bool, PlayError> {
        let (tenant, actor) = (requester.tenant(), requester.actor().clone());
        Ok(Cue { tenant, actor, key: key(name) }.is_done(self.commands.pool()).await?)
    }

    /// A member of an organization.
    async fn member(&self, person: &str, organization: &str) -> Result<Requester, PlayError> {
        let requester =
            self.commands.access().member(Cast::person(person), Cast::organization(organization)).await;
        requester.map_err(|reason| stopped(person, reason))
    }

    /// One of the staff, who acts on streams of a tenant.
    async fn colleague(&self, person: PersonId, tenant: Tenant) -> Result<Requester, PlayError> {
        let requester = self.commands.access().staff(person, tenant).await;
        requester.map_err(|reason| stopped("staff", reason))
    }

    /// The first of the staff in a role.
    async fn first(&self, role: StaffRole, tenant: Tenant) -> Result<Requester, PlayError> {
        let person = self.fixture.colleague(role).ok_or_else(|| PlayError::Unknown(role.to_string()))?;
        self.colleague(Cast::person(&person.code), tenant).await
    }

    /// Lets the reactions see what happened since, as the worker of a service would.
    async fn react(&mut self) -> Result<(), PlayError> {
        let pool = self.commands.pool().clone();
        loop {
            let safe = self.commands.feed().safe_position().await?;
            let page = Feed::page(&mut *pool.acquire().await?, self.reached, safe, PAGE).await?;
            for event in &page.events {
                self.react_to(event).await?;
            }
            self.reached = page.reached;
            if page.events.is_empty() {
                return Ok(());
            }
        }
    }

    async fn react_to(&self, event: &Recorded) -> Result<(), PlayError> {
        for reaction in &self.reactions {
            let name = format!("{} to {}", reaction.name(), event.event_id);
            self.stage.set(event.occurred_at + REACTION, name.clone());
            reaction.react(event, &self.commands).await.map_err(|reason| stopped(&name, reason))?;
        }
        Ok(())
    }
}

fn stopped(scene: &str, reason: CommandError) -> PlayError {
    PlayError::Stopped { scene: scene.to_owned(), reason }
}
