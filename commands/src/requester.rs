//! Who asks, for which tenant, and what they may do there.

use std::collections::BTreeSet;

use domain::journal::{Actor, Tenant};
use domain::organizations::{Access, Action, Extent, MemberRole, Role};
use domain::vocabulary::PersonId;

use crate::error::CommandError;
use crate::exchange::CheckedBase;
use crate::journal::ReliedOn;

/// Whoever asks, with the access that was looked up for them.
///
/// There is no way to make one for a person except by reading the access row (see
/// [`AccessTable`](crate::organizations::AccessTable)), so a command without scope and
/// actor does not compile.
#[derive(Clone, Debug)]
pub struct Requester {
    actor: Actor,
    tenant: Tenant,
    standing: Standing,
}

#[derive(Clone, Debug)]
enum Standing {
    /// A member of the tenant, or one of the supplier's staff, by their access row.
    Person { access: Access, relied_on: ReliedOn },
    /// The service itself, a base of 1C, whoever has a shell on its machine, or a person about the own account.
    Service,
}

impl Requester {
    pub(crate) fn person_with(access: Access, relied_on: ReliedOn, tenant: Tenant) -> Self {
        Self {
            actor: Actor::Person(PersonId(relied_on.person)),
            tenant,
            standing: Standing::Person { access, relied_on },
        }
    }

    /// A reaction of the service, in the tenant of the event it reacts to.
    pub fn process(name: &str, tenant: Tenant) -> Self {
        Self { actor: Actor::Process(name.to_owned()), tenant, standing: Standing::Service }
    }

    /// A base of 1C that proved who it is, in a tenant that its documents are about.
    pub fn exchange(base: &CheckedBase, tenant: Tenant) -> Self {
        Self { actor: Actor::Exchange(base.name().to_string()), tenant, standing: Standing::Service }
    }

    /// Whoever runs `kabinet` on the machine.
    pub const fn console(tenant: Tenant) -> Self {
        Self { actor: Actor::Console, tenant, standing: Standing::Service }
    }

    /// A person about the own account: it needs no membership anywhere, only a session.
    pub(crate) const fn own_account(person: PersonId) -> Self {
        Self { actor: Actor::Person(person), tenant: Tenant::Supplier, standing: Standing::Service }
    }

    /// Who acts.
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Whose streams the request may touch.
    pub const fn tenant(&self) -> Tenant {
        self.tenant
    }

    /// The person, if a person asks.
    pub const fn person(&self) -> Option<PersonId> {
        self.actor.person()
    }

    /// Whether one of the supplier's staff asks.
    pub fn is_staff(&self) -> bool {
        self.relied_on().is_some_and(|row| row.tenant == Tenant::Supplier)
    }

    /// The roles in the buyer organization; none for staff and the service.
    pub fn member_roles(&self) -> BTreeSet<MemberRole> {
        let Standing::Person { access, .. } = &self.standing else {
            return BTreeSet::new();
        };
        let member = |role: &Role| match role {
            Role::Member(role) => Some(*role),
            Role::Staff(_) => None,
        };
        access.roles.iter().filter_map(member).collect()
    }

    /// How far an action reaches for whoever asks.
    pub fn extent(&self, action: Action) -> Extent {
        match &self.standing {
            Standing::Person { access, .. } => access.extent(action),
            Standing::Service => Extent::All,
        }
    }

    /// Refuses an action that is not theirs at all.
    pub fn require(&self, action: Action) -> Result<(), CommandError> {
        match self.extent(action) {
            Extent::None => Err(CommandError::Forbidden),
            Extent::Own | Extent::All => Ok(()),
        }
    }

    /// Refuses what is the supplier's own affair in the tenant of a customer.
    pub fn require_supplier(&self) -> Result<(), CommandError> {
        if self.tenant == Tenant::Supplier { Ok(()) } else { Err(CommandError::Forbidden) }
    }

    /// Refuses an action on something that somebody else authored, where only the own
    /// things are theirs. To whoever may not see the thing it does not exist.
    pub fn require_of(&self, action: Action, author: Option<PersonId>) -> Result<(), CommandError> {
        match self.extent(action) {
            Extent::All => Ok(()),
            Extent::Own if author.is_some() && author == self.person() => Ok(()),
            Extent::Own => Err(CommandError::NotFound),
            Extent::None => Err(CommandError::Forbidden),
        }
    }

    pub(crate) const fn relied_on(&self) -> Option<ReliedOn> {
        match self.standing {
            Standing::Person { relied_on, .. } => Some(relied_on),
            Standing::Service => None,
        }
    }
}
