//! Who can sign in to the demonstration, as it is told at start.

use std::fmt;

use super::fixture::{Fixture, Person};

/// The accounts of the demonstration with their one password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accounts {
    /// The password of all of them.
    pub password: String,
    /// The accounts.
    pub all: Vec<Account>,
}

/// An account of the demonstration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The e-mail address, by which the person signs in.
    pub email: String,
    /// What the person is, and where: `purchaser of ООО «…»`.
    pub places: Vec<String>,
}

impl Accounts {
    /// The accounts that a fixture describes.
    pub fn of(fixture: &Fixture) -> Self {
        let account =
            |person: &Person| Account { email: person.email.clone(), places: places(fixture, person) };
        Self { password: fixture.password.clone(), all: fixture.people.iter().map(account).collect() }
    }
}

fn places(fixture: &Fixture, person: &Person) -> Vec<String> {
    let name = |code: &str| {
        let here = fixture.organizations.iter().find(|organization| organization.code == code);
        here.map_or_else(|| code.to_owned(), |organization| organization.legal.name.clone())
    };
    let supplier = (!person.staff.is_empty())
        .then(|| format!("{} of the supplier, {}", listed(&person.staff), fixture.supplier.name));
    let member = |place: &super::fixture::Membership| {
        format!("{} of {}", listed(&place.roles), name(&place.organization))
    };
    supplier.into_iter().chain(person.memberships.iter().map(member)).collect()
}

fn listed<T: ToString>(roles: &[T]) -> String {
    roles.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and ")
}

impl fmt::Display for Accounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.all.iter().map(|account| account.email.len()).max().unwrap_or_default();
        writeln!(f, "Accounts of the demonstration, all with the password {}", self.password)?;
        for Account { email, places } in &self.all {
            writeln!(f, "  {email:<width$}  {}", places.join("; "))?;
        }
        Ok(())
    }
}
