//! An organization as its history left it.

use std::collections::{BTreeMap, BTreeSet};

use cqrs_es::{Aggregate, event_sink::EventSink};
use serde::{Deserialize, Serialize};

use super::command::OrganizationCommand;
use super::decide::decide;
use super::error::OrganizationError;
use super::event::{BlockReason, LegalSubject, OrganizationEvent};
use crate::journal::{Stream, Tenant, record};
use crate::organizations::role::MemberRole;
use crate::organizations::working_calendar::WorkingCalendar;
use crate::vocabulary::{
    AddressId, CostCentreId, Money, OrganizationId, PaymentTerms, PersonId, TextRef, TimeZone,
};

/// A member of an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The roles; never none.
    pub roles: BTreeSet<MemberRole>,
    /// Whether the member may do nothing here.
    pub blocked: bool,
    /// Who manages the member. They may have left since.
    #[serde(default)]
    pub manager: Option<PersonId>,
    /// The largest total that the member approves; none is without a limit.
    #[serde(default)]
    pub approval_limit: Option<Money>,
}

impl Member {
    /// Somebody who joined with these roles.
    const fn new(roles: BTreeSet<MemberRole>) -> Self {
        Self { roles, blocked: false, manager: None, approval_limit: None }
    }

    /// Whether the member may act in a role, as far as the membership goes.
    pub fn acts_as(&self, role: MemberRole) -> bool {
        !self.blocked && self.roles.contains(&role)
    }
}

/// A cost centre of an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostCentre {
    /// The code in the books of the organization; no other open one has it.
    pub code: String,
    /// The name.
    pub name: String,
    /// Who answers for it. They may have left since.
    pub owner: PersonId,
    /// Whether nothing new is ordered for it.
    pub closed: bool,
}

/// A delivery address of an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryAddress {
    /// Its words.
    pub text: TextRef,
    /// Whether nothing new is delivered there.
    pub retired: bool,
}

/// An organization as its history left it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    id: Option<OrganizationId>,
    legal: Option<LegalSubject>,
    payment_terms: PaymentTerms,
    time_zone: Option<TimeZone>,
    members: BTreeMap<PersonId, Member>,
    blocked: Option<BlockReason>,
    #[serde(default)]
    cost_centres: BTreeMap<CostCentreId, CostCentre>,
    #[serde(default)]
    addresses: BTreeMap<AddressId, DeliveryAddress>,
    #[serde(default)]
    calendar: WorkingCalendar,
}

impl Organization {
    /// Whether it is registered.
    pub const fn is_registered(&self) -> bool {
        self.id.is_some()
    }

    /// Whether it is registered and not blocked.
    pub const fn is_active(&self) -> bool {
        self.id.is_some() && self.blocked.is_none()
    }

    /// Why it is blocked, if it is.
    pub const fn blocked(&self) -> Option<BlockReason> {
        self.blocked
    }

    /// Who it is before the law, once registered.
    pub const fn legal(&self) -> Option<&LegalSubject> {
        self.legal.as_ref()
    }

    /// When it pays, unless a contract says otherwise.
    pub const fn payment_terms(&self) -> PaymentTerms {
        self.payment_terms
    }

    /// Where its day begins, once registered.
    pub const fn time_zone(&self) -> Option<&TimeZone> {
        self.time_zone.as_ref()
    }

    /// All members, the blocked ones too.
    pub const fn members(&self) -> &BTreeMap<PersonId, Member> {
        &self.members
    }

    /// All cost centres, the closed ones too.
    pub const fn cost_centres(&self) -> &BTreeMap<CostCentreId, CostCentre> {
        &self.cost_centres
    }

    /// All delivery addresses, the retired ones too.
    pub const fn addresses(&self) -> &BTreeMap<AddressId, DeliveryAddress> {
        &self.addresses
    }

    /// When its people work.
    pub const fn calendar(&self) -> &WorkingCalendar {
        &self.calendar
    }

    /// Who manages a person, who manages that one, and so on, up to somebody who left.
    pub fn managers_of(&self, person: PersonId) -> impl Iterator<Item = PersonId> {
        let manager = |of: &PersonId| self.members.get(of)?.manager;
        std::iter::successors(manager(&person), manager)
    }

    /// The roles in which a person may act now: none for a stranger, a blocked member,
    /// and for everybody in a blocked organization.
    pub fn roles_of(&self, person: PersonId) -> BTreeSet<MemberRole> {
        let member = self.members.get(&person).filter(|member| self.is_active() && !member.blocked);
        member.map(|member| member.roles.clone()).unwrap_or_default()
    }

    /// The members who may act in a role now.
    pub fn eligible(&self, role: MemberRole) -> BTreeSet<PersonId> {
        if !self.is_active() {
            return BTreeSet::new();
        }
        self.acting_as(role).collect()
    }

    /// The members who are not blocked themselves and have a role, whatever the organization.
    pub(super) fn acting_as(&self, role: MemberRole) -> impl Iterator<Item = PersonId> {
        self.members.iter().filter(move |(_, member)| member.acts_as(role)).map(|(person, _)| *person)
    }
}

impl Stream for Organization {
    fn tenant(&self) -> Option<Tenant> {
        self.id.map(Tenant::from)
    }
}

impl Aggregate for Organization {
    const TYPE: &'static str = "organization";
    type Command = OrganizationCommand;
    type Event = OrganizationEvent;
    type Error = OrganizationError;
    type Services = ();

    async fn handle(
        &mut self,
        command: OrganizationCommand,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), OrganizationError> {
        record(decide(self, command)?, self, sink).await;
        Ok(())
    }

    fn apply(&mut self, event: OrganizationEvent) {
        use OrganizationEvent as E;
        match event {
            E::Registered { organization, legal, payment_terms, time_zone } => {
                self.id = Some(organization);
                self.legal = Some(legal);
                self.payment_terms = payment_terms;
                self.time_zone = Some(time_zone);
            }
            E::LegalDataChanged { legal } => self.legal = Some(LegalSubject::LegalEntity(legal)),
            E::PaymentTermsAgreed { payment_terms } => self.payment_terms = payment_terms,
            E::MemberJoined { person, roles } => {
                self.members.insert(person, Member::new(roles));
            }
            E::MemberRolesChanged { person, roles } => self.amend(person, |member| member.roles = roles),
            E::MemberBlocked { person } => self.amend(person, |member| member.blocked = true),
            E::MemberUnblocked { person } => self.amend(person, |member| member.blocked = false),
            E::MemberLeft { person } => {
                self.members.remove(&person);
            }
            E::ManagerSet { person, manager } => self.amend(person, |member| member.manager = manager),
            E::ApprovalLimitSet { person, limit } => {
                self.amend(person, |member| member.approval_limit = limit);
            }
            E::CostCentreOpened { cost_centre, code, name, owner }
            | E::CostCentreChanged { cost_centre, code, name, owner } => {
                self.cost_centres.insert(cost_centre, CostCentre { code, name, owner, closed: false });
            }
            E::CostCentreClosed { cost_centre } => {
                self.cost_centres.entry(cost_centre).and_modify(|one| one.closed = true);
            }
            E::DeliveryAddressAdded { address, text } => {
                self.addresses.insert(address, DeliveryAddress { text, retired: false });
            }
            E::DeliveryAddressRetired { address } => {
                self.addresses.entry(address).and_modify(|one| one.retired = true);
            }
            E::WorkingCalendarSet { calendar } => self.calendar = calendar,
            E::TimeZoneChanged { time_zone } => self.time_zone = Some(time_zone),
            E::Blocked { reason } => self.blocked = Some(reason),
            E::Unblocked {} => self.blocked = None,
        }
    }
}

impl Organization {
    fn amend(&mut self, person: PersonId, change: impl FnOnce(&mut Member)) {
        if let Some(member) = self.members.get_mut(&person) {
            change(member);
        }
    }
}
