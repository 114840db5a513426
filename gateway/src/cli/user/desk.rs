//! What an operator does about people at the console.

use std::collections::BTreeSet;
use std::sync::Arc;

use anyhow::{Context, bail};
use commands::identity::{Email, Entry, Identity, IdentitySettings, Password, RegisterPerson, SetPassword};
use commands::organizations::look_up::{Found, look_up, registered};
use commands::organizations::{
    AppointStaff, BlockMember, BlockStaff, JoinMember, UnblockMember, UnblockStaff,
};
use commands::{Command, CommandError, Commands, Request, Requester};
use domain::journal::Tenant;
use domain::organizations::{MemberRole, StaffRole};
use domain::vocabulary::PersonId;

use crate::adapters::{Argon2Hasher, system_ports};
use crate::database::Databases;
use crate::identity::one_time_password::made_up;

/// Where an operator does something about people.
pub struct Desk {
    commands: Commands,
    identity: Identity,
}

/// Somebody to be registered.
pub struct Newcomer {
    /// The address with which the person signs in.
    pub email: Email,
    /// First and last name.
    pub name: String,
    /// What the person is at the supplier, if anything.
    pub staff: BTreeSet<StaffRole>,
    /// The id or the INN of the person's organization.
    pub organization: Option<String>,
    /// What the person is there.
    pub roles: BTreeSet<MemberRole>,
}

/// Somebody who is registered.
pub struct Resident {
    /// The person.
    pub person: PersonId,
    /// The address with which the person signs in.
    pub email: String,
    /// First and last name.
    pub name: String,
    /// Where the person may act.
    pub places: Vec<Place>,
}

/// Where somebody may act, and as what.
pub struct Place {
    /// The roles, by their stable names.
    pub roles: Vec<String>,
    /// The organization, or the supplier.
    pub at: String,
    /// Whether the person may do nothing there now.
    pub is_blocked: bool,
}

impl Desk {
    /// Over the database of the service.
    pub fn at(pools: &Databases) -> Self {
        let ports = system_ports();
        let hasher = Arc::new(Argon2Hasher::new(Arc::clone(&ports.entropy)));
        let commands = Commands::new(pools.writer.clone(), ports);
        let identity = Identity::new(commands.clone(), hasher, IdentitySettings::default());
        Self { commands, identity }
    }

    /// Registers a person, and gives the password if it was made up.
    pub async fn register(
        &self,
        newcomer: Newcomer,
        given: Option<String>,
    ) -> anyhow::Result<(PersonId, Option<String>)> {
        let Newcomer { email, name, staff, organization, roles } = newcomer;
        if name.trim().is_empty() {
            bail!("a person needs a name");
        }
        // Before anything is written: half of what was asked for would be worse than nothing.
        let organization = match organization {
            Some(text) => Some(self.organization(&text).await?),
            None => None,
        };
        let entry = Entry { full_name: name.trim().to_owned(), email, phone: None };
        let (password, made_up) = self.password(given);
        let password = self.identity.prepare_password(password, &entry).await?;
        let person = PersonId(self.commands.ports().ids.next());
        self.ask(Tenant::Supplier, &RegisterPerson { person, entry, password }).await?;
        if !staff.is_empty() {
            let appointed = self.ask(Tenant::Supplier, &AppointStaff { person, roles: staff }).await;
            appointed.context("the person is registered, but not appointed")?;
        }
        if let Some(Found { id: organization, .. }) = organization {
            let joined = self.ask(organization.into(), &JoinMember { organization, person, roles }).await;
            joined.context("the person is registered, but did not join the organization")?;
        }
        Ok((person, made_up))
    }

    /// Everybody, with where they may act.
    pub async fn everybody(&self) -> anyhow::Result<Vec<Resident>> {
        let mut residents = Vec::new();
        for listed in self.identity.everybody().await? {
            residents.push(Resident {
                person: listed.person,
                email: listed.named.email,
                name: listed.named.full_name,
                places: self.places(listed.person).await?,
            });
        }
        Ok(residents)
    }

    /// Sets a new password, and gives it if it was made up.
    pub async fn set_password(&self, email: &Email, given: Option<String>) -> anyhow::Result<Option<String>> {
        let person = self.person(email).await?;
        let (password, made_up) = self.password(given);
        let entry = Entry { full_name: String::new(), email: email.clone(), phone: None };
        let password = self.identity.prepare_password(password, &entry).await?;
        self.ask(Tenant::Supplier, &SetPassword { person, verified: None, password }).await?;
        Ok(made_up)
    }

    /// Keeps a person out of every place, or lets the person in again; gives the places.
    /// Where it is refused the others are done all the same.
    pub async fn block(&self, email: &Email, blocked: bool) -> anyhow::Result<Vec<String>> {
        let person = self.person(email).await?;
        let (mut done, mut refused) = (Vec::new(), Vec::new());
        for membership in self.identity.memberships(person).await? {
            if membership.roles.is_empty() {
                continue;
            }
            let at = self.name(membership.tenant).await?;
            let roles: Vec<_> = membership.roles.iter().map(ToString::to_string).collect();
            let place = format!("{} of {at}", roles.join(" and "));
            match self.block_at(person, membership.tenant, blocked).await {
                Ok(()) => done.push(place),
                Err(error) => refused.push(format!("{place}: {error}")),
            }
        }
        match (done.is_empty(), refused.is_empty()) {
            (true, true) => bail!("{} has no role anywhere: there is nothing to keep out of", email.as_str()),
            (_, true) => Ok(done),
            (true, false) => bail!("{}", refused.join("; ")),
            (false, false) => bail!("done as {}, but not as {}", done.join(", "), refused.join("; ")),
        }
    }

    async fn block_at(&self, person: PersonId, tenant: Tenant, blocked: bool) -> Result<(), CommandError> {
        match (tenant.organization(), blocked) {
            (None, true) => self.ask(tenant, &BlockStaff { person }).await,
            (None, false) => self.ask(tenant, &UnblockStaff { person }).await,
            (Some(organization), true) => self.ask(tenant, &BlockMember { organization, person }).await,
            (Some(organization), false) => self.ask(tenant, &UnblockMember { organization, person }).await,
        }
    }

    async fn places(&self, person: PersonId) -> anyhow::Result<Vec<Place>> {
        let mut places = Vec::new();
        for membership in self.identity.memberships(person).await? {
            let roles: Vec<_> = membership.roles.iter().map(ToString::to_string).collect();
            if !roles.is_empty() {
                let at = self.name(membership.tenant).await?;
                places.push(Place { roles, at, is_blocked: membership.is_blocked });
            }
        }
        Ok(places)
    }

    async fn person(&self, email: &Email) -> anyhow::Result<PersonId> {
        let person = self.identity.by_email(email).await?;
        person.with_context(|| format!("nobody is registered with {}", email.as_str()))
    }

    async fn organization(&self, text: &str) -> anyhow::Result<Found> {
        let mut found = look_up(self.commands.pool(), text).await?;
        match (found.pop(), found.is_empty()) {
            (None, _) => bail!("no organization has the id or the INN {text}"),
            (Some(one), true) => Ok(one),
            (Some(one), false) => {
                found.push(one);
                let ids: Vec<_> = found.iter().map(|one| one.id.to_string()).collect();
                bail!("several organizations have the INN {text}; name one by its id: {}", ids.join(", "))
            }
        }
    }

    async fn name(&self, tenant: Tenant) -> anyhow::Result<String> {
        let Some(id) = tenant.organization() else {
            return Ok("the supplier".to_owned());
        };
        let found = registered(self.commands.pool(), id).await?;
        Ok(found.and_then(|found| found.name).unwrap_or_else(|| id.to_string()))
    }

    fn password(&self, given: Option<String>) -> (Password, Option<String>) {
        if let Some(given) = given {
            return (given.into(), None);
        }
        let made_up = made_up(&*self.commands.ports().entropy);
        (made_up.clone().into(), Some(made_up))
    }

    async fn ask<C: Command>(&self, tenant: Tenant, command: &C) -> Result<C::Outcome, CommandError> {
        let request = Request::new(self.commands.ports().ids.next());
        let done = self.commands.execute(&Requester::console(tenant), &request, command).await?;
        Ok(done.outcome)
    }
}
