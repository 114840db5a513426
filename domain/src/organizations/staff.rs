//! The supplier's own staff, all in one stream: there is one supplier, and few people.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use cqrs_es::{Aggregate, DomainEvent, event_sink::EventSink};
use serde::{Deserialize, Serialize};
use strum::VariantNames;

use super::role::StaffRole;
use crate::journal::{JournalEvent, Stream, Tenant, record};
use crate::refusal::Refusal;
use crate::vocabulary::PersonId;

/// What can be asked about the staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StaffCommand {
    /// Take a person onto the staff.
    Appoint {
        /// The person.
        person: PersonId,
        /// The roles, at least one.
        roles: BTreeSet<StaffRole>,
    },
    /// Give a colleague other roles.
    ChangeRoles {
        /// The person.
        person: PersonId,
        /// All the roles from now on, at least one.
        roles: BTreeSet<StaffRole>,
    },
    /// Keep a colleague from doing anything.
    Block {
        /// The person.
        person: PersonId,
    },
    /// Let a blocked colleague act again.
    Unblock {
        /// The person.
        person: PersonId,
    },
    /// Take a person off the staff.
    Dismiss {
        /// The person.
        person: PersonId,
    },
}

/// What happened to the staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, strum::AsRefStr, VariantNames)]
pub enum StaffEvent {
    /// A person was taken onto the staff.
    Appointed {
        /// The person.
        person: PersonId,
        /// The roles.
        roles: BTreeSet<StaffRole>,
    },
    /// A colleague got other roles.
    RolesChanged {
        /// The person.
        person: PersonId,
        /// All the roles from now on.
        roles: BTreeSet<StaffRole>,
    },
    /// A colleague was kept from doing anything.
    Blocked {
        /// The person.
        person: PersonId,
    },
    /// A blocked colleague may act again.
    Unblocked {
        /// The person.
        person: PersonId,
    },
    /// A person was taken off the staff.
    Dismissed {
        /// The person.
        person: PersonId,
    },
}

impl DomainEvent for StaffEvent {
    fn event_type(&self) -> String {
        self.as_ref().to_owned()
    }

    fn event_version(&self) -> String {
        Self::current_version(self.as_ref()).to_owned()
    }
}

impl JournalEvent for StaffEvent {
    const NAMES: &'static [&'static str] = Self::VARIANTS;
}

/// Why a request about the staff is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StaffError {
    /// A colleague without roles could do nothing.
    #[error("one of the staff needs at least one role")]
    NoRoles,
    /// The person belongs to the staff.
    #[error("this person is on the staff already")]
    AlreadyAppointed,
    /// The person does not belong to the staff.
    #[error("this person is not on the staff")]
    NotAppointed,
    /// Nobody could operate the service any more.
    #[error("the service needs an operator who is not blocked: appoint another one first")]
    LastOperator,
}

impl Refusal for StaffError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoRoles => "STAFF_WITHOUT_ROLES",
            Self::AlreadyAppointed => "STAFF_ALREADY_APPOINTED",
            Self::NotAppointed => "STAFF_NOT_APPOINTED",
            Self::LastOperator => "LAST_OPERATOR",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::NoRoles => "У сотрудника поставщика должна быть хотя бы одна роль.",
            Self::AlreadyAppointed => "Этот человек уже работает у поставщика.",
            Self::NotAppointed => "Этот человек не работает у поставщика.",
            Self::LastOperator => "Должен остаться незаблокированный оператор: сначала назначьте другого.",
        }
        .to_owned()
    }
}

/// One of the supplier's staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    /// The roles; never none.
    pub roles: BTreeSet<StaffRole>,
    /// Whether the colleague may do nothing.
    pub blocked: bool,
}

/// The staff as its history left it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    begun: bool,
    people: BTreeMap<PersonId, Colleague>,
}

impl Staff {
    /// The id of the only stream.
    pub const ID: &'static str = "supplier";

    /// Everybody on the staff, the blocked ones too.
    pub const fn people(&self) -> &BTreeMap<PersonId, Colleague> {
        &self.people
    }

    /// The roles in which a person may act now: none for a stranger or a blocked colleague.
    pub fn roles_of(&self, person: PersonId) -> BTreeSet<StaffRole> {
        let colleague = self.people.get(&person).filter(|colleague| !colleague.blocked);
        colleague.map(|colleague| colleague.roles.clone()).unwrap_or_default()
    }

    fn amend(&mut self, person: PersonId, change: impl FnOnce(&mut Colleague)) {
        if let Some(colleague) = self.people.get_mut(&person) {
            change(colleague);
        }
    }
}

impl Stream for Staff {
    fn tenant(&self) -> Option<Tenant> {
        self.begun.then_some(Tenant::Supplier)
    }
}

impl Aggregate for Staff {
    const TYPE: &'static str = "staff";
    type Command = StaffCommand;
    type Event = StaffEvent;
    type Error = StaffError;
    type Services = ();

    async fn handle(
        &mut self,
        command: StaffCommand,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), StaffError> {
        record(decide(self, command)?, self, sink).await;
        Ok(())
    }

    fn apply(&mut self, event: StaffEvent) {
        self.begun = true;
        match event {
            StaffEvent::Appointed { person, roles } => {
                self.people.insert(person, Colleague { roles, blocked: false });
            }
            StaffEvent::RolesChanged { person, roles } => {
                self.amend(person, |colleague| colleague.roles = roles);
            }
            StaffEvent::Blocked { person } => self.amend(person, |colleague| colleague.blocked = true),
            StaffEvent::Unblocked { person } => self.amend(person, |colleague| colleague.blocked = false),
            StaffEvent::Dismissed { person } => {
                self.people.remove(&person);
            }
        }
    }
}

fn decide(staff: &Staff, command: StaffCommand) -> Result<Vec<StaffEvent>, StaffError> {
    use StaffCommand as C;
    let colleague = |person| staff.people.get(&person).ok_or(StaffError::NotAppointed);
    let unless = |already_so, event| if already_so { Vec::new() } else { vec![event] };
    match command {
        C::Appoint { roles, .. } | C::ChangeRoles { roles, .. } if roles.is_empty() => {
            Err(StaffError::NoRoles)
        }
        C::Appoint { person, .. } if staff.people.contains_key(&person) => Err(StaffError::AlreadyAppointed),
        C::Appoint { person, roles } => Ok(vec![StaffEvent::Appointed { person, roles }]),
        C::ChangeRoles { person, roles } => {
            let already_so = colleague(person)?.roles == roles;
            if !roles.contains(&StaffRole::Operator) {
                keeps_an_operator(staff, person)?;
            }
            Ok(unless(already_so, StaffEvent::RolesChanged { person, roles }))
        }
        C::Block { person } => {
            let already_so = colleague(person)?.blocked;
            keeps_an_operator(staff, person)?;
            Ok(unless(already_so, StaffEvent::Blocked { person }))
        }
        C::Unblock { person } => Ok(unless(!colleague(person)?.blocked, StaffEvent::Unblocked { person })),
        C::Dismiss { person } => {
            colleague(person)?;
            keeps_an_operator(staff, person)?;
            Ok(vec![StaffEvent::Dismissed { person }])
        }
    }
}

/// Refuses when the person is the only operator who may act.
fn keeps_an_operator(staff: &Staff, without: PersonId) -> Result<(), StaffError> {
    let operates = |person| staff.roles_of(person).contains(&StaffRole::Operator);
    let another = staff.people.keys().any(|person| *person != without && operates(*person));
    if operates(without) && !another { Err(StaffError::LastOperator) } else { Ok(()) }
}
