//! The people of a customer, as a file has them.

use std::collections::BTreeSet;

use commands::identity::{Email, Entry};
use domain::organizations::MemberRole;
use domain::vocabulary::PersonId;

use super::plan::Planner;
use super::step::Step;
use crate::organizations::file::{Member, Organization};

/// Somebody in an organization.
pub struct Seat {
    /// The person.
    pub person: PersonId,
    /// The e-mail.
    pub who: String,
    /// The roles.
    pub roles: BTreeSet<MemberRole>,
}

impl Planner<'_> {
    /// Everybody of an organization who is known or will be, the administrator first.
    pub fn seats(&mut self, asked: &Organization) -> Vec<Seat> {
        let mut seen = BTreeSet::new();
        let mut seats = Vec::new();
        let administrator = [(&asked.administrator, Some(MemberRole::Administrator))];
        let others = asked.members.iter().map(|member| (member, None));
        for (member, besides) in administrator.into_iter().chain(others) {
            let who = member.email.as_str();
            let roles: BTreeSet<_> = member.roles.iter().copied().chain(besides).collect();
            if !seen.insert(who) {
                self.problem(asked, &format!("{who} is there twice"));
            } else if roles.is_empty() {
                self.problem(asked, &format!("{who} has no role"));
            }
            match self.person(member) {
                Ok(person) => seats.push(Seat { person, who: who.to_owned(), roles }),
                Err(reason) => self.problem(asked, &reason),
            }
        }
        seats
    }

    /// Whoever has the e-mail; a person with a name is registered.
    fn person(&mut self, member: &Member) -> Result<PersonId, String> {
        let email: &Email = &member.email;
        if let Some(person) = self.known.people.get(email.as_str()) {
            return Ok(*person);
        }
        let name = member.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
        let Some(name) = name else {
            return Err(format!(
                "nobody is registered with the e-mail {}: with a name, the person will be",
                email.as_str()
            ));
        };
        let person = PersonId(self.ids.next());
        let entry = Entry { full_name: name.to_owned(), email: email.clone(), phone: None };
        self.known.people.insert(email.as_str().to_owned(), person);
        self.plan.steps.push(Step::Person { person, entry });
        Ok(person)
    }
}
