//! Founding: legal entities of the supplier, its ways of delivery and customers with their people, contracts and
//! policies come in by hand, from files of an operator.
//!
//! Everything is looked up and rehearsed before the first write. Legal entities, ways of
//! delivery and contracts are kept as the files have them; what belongs to the customer once it is registered (legal
//! data, members and their roles, a policy that it published itself) is never changed back.

mod delivery;
mod directory;
mod known;
mod plan;
mod seats;
mod setting;
mod step;
mod words;

use std::fmt;
use std::sync::Arc;

use commands::identity::{Identity, IdentitySettings, RegisterPerson};
use commands::journal::StoreError;
use commands::{Command, CommandError, Commands, Request, Requester};
use domain::journal::Tenant;
use sqlx::PgPool;

pub use plan::Plan;
pub use step::Step;

use super::file::File;
use crate::adapters::{Argon2Hasher, system_ports};
use crate::identity::one_time_password::made_up;
use known::{Known, Standing};
use plan::Planner;
use setting::Setting;

/// Why nothing of the files was written.
#[derive(Debug, thiserror::Error)]
pub enum NotFounded {
    /// The files name what is not there, or contradict themselves.
    #[error("nothing was changed:{0}")]
    Wrong(Problems),
    /// The machine failed.
    #[error(transparent)]
    Failed(#[from] CommandError),
}

impl From<StoreError> for NotFounded {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

/// Everything that is wrong with the files.
#[derive(Debug)]
pub struct Problems(pub Vec<String>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|problem| write!(f, "\n  - {problem}"))
    }
}

/// Whether a step is meant.
#[derive(Clone, Copy)]
enum Meaning {
    Rehearsal,
    Earnest,
}

/// Where an operator registers customers.
pub struct Founding {
    commands: Commands,
    identity: Identity,
}

impl Founding {
    /// Over the connections of the writer.
    pub fn at(writer: &PgPool) -> Self {
        let ports = system_ports();
        let hasher = Arc::new(Argon2Hasher::new(Arc::clone(&ports.entropy)));
        let commands = Commands::new(writer.clone(), ports);
        let identity = Identity::new(commands.clone(), hasher, IdentitySettings::default());
        Self { commands, identity }
    }

    /// What has to be written so that everything is as the files say. Nothing is written.
    pub async fn plan(&self, files: &[File]) -> Result<Plan, NotFounded> {
        let (pool, ids) = (self.commands.pool(), &*self.commands.ports().ids);
        let mut planner = Planner::new(Known::load(pool, &self.identity).await?, ids);
        files.iter().flat_map(|file| &file.legal_entities).for_each(|entity| planner.legal_entity(entity));
        files.iter().flat_map(|file| &file.delivery_ways).for_each(|way| planner.delivery_way(way));
        for asked in files.iter().flat_map(|file| &file.organizations) {
            let standing = Standing::of(pool, asked, ids).await?;
            planner.organization(asked, &standing);
        }
        let (plan, mut problems) = planner.planned();
        for step in &plan.steps {
            match self.take(step, Meaning::Rehearsal).await {
                // An organization that the same files register is not there yet.
                Ok(_) | Err(CommandError::NotFound) => {}
                // Whoever decides joins in the same files.
                Err(CommandError::Refused(refusal))
                    if refusal.code() == "POLICY_DEAD_END" && plan.lets_in(step.tenant()) => {}
                Err(CommandError::Refused(refusal)) => problems.push(format!("{step}: {refusal}")),
                Err(error) => return Err(error.into()),
            }
        }
        if problems.is_empty() { Ok(plan) } else { Err(NotFounded::Wrong(Problems(problems))) }
    }

    /// Takes a step, and gives the password that was made up in it.
    pub async fn carry_out(&self, step: &Step) -> Result<Option<String>, CommandError> {
        self.take(step, Meaning::Earnest).await
    }

    async fn take(&self, step: &Step, meaning: Meaning) -> Result<Option<String>, CommandError> {
        let tenant = step.tenant();
        match step {
            Step::LegalEntity { keep, .. } => self.ask(tenant, keep, meaning).await?,
            Step::DeliveryWay { keep, .. } => self.ask(tenant, keep, meaning).await?,
            Step::Person { .. } if matches!(meaning, Meaning::Rehearsal) => {}
            Step::Person { person, entry } => {
                let made_up = made_up(&*self.commands.ports().entropy);
                let password = self.identity.prepare_password(made_up.clone().into(), entry).await?;
                let register = RegisterPerson { person: *person, entry: entry.clone(), password };
                self.ask(tenant, &register, meaning).await?;
                return Ok(Some(made_up));
            }
            Step::Organization { register, .. } => self.ask(tenant, register, meaning).await?,
            Step::Member { join, .. } => self.ask(tenant, join, meaning).await?,
            Step::Roles { change, .. } => self.ask(tenant, change, meaning).await?,
            Step::Contract { keep, .. } => self.ask(tenant, keep, meaning).await?,
            Step::Set { setting, .. } => self.say(tenant, setting, meaning).await?,
            Step::Policy { publish, .. } => self.ask(tenant, publish, meaning).await?,
        }
        Ok(None)
    }

    /// Of people who join in the same files nothing can be rehearsed: the plan has looked.
    async fn say(&self, tenant: Tenant, setting: &Setting, meaning: Meaning) -> Result<(), CommandError> {
        let is_rehearsal = matches!(meaning, Meaning::Rehearsal);
        match setting {
            Setting::Manager { .. } | Setting::Limit { .. } | Setting::CostCentre(_) if is_rehearsal => {
                Ok(())
            }
            Setting::Manager { set, .. } => self.ask(tenant, set, meaning).await,
            Setting::Limit { set, .. } => self.ask(tenant, set, meaning).await,
            Setting::CostCentre(open) => self.ask(tenant, open, meaning).await,
            Setting::Address(add) => self.ask(tenant, add, meaning).await,
            Setting::Calendar(set) => self.ask(tenant, set, meaning).await,
        }
    }

    async fn ask<C: Command>(
        &self,
        tenant: Tenant,
        command: &C,
        meaning: Meaning,
    ) -> Result<(), CommandError> {
        let console = Requester::console(tenant);
        match meaning {
            Meaning::Rehearsal => self.commands.rehearse(&console, command).await,
            Meaning::Earnest => {
                let request = Request::new(self.commands.ports().ids.next());
                self.commands.execute(&console, &request, command).await.map(drop)
            }
        }
    }
}
