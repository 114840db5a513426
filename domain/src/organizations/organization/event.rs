//! What happened to an organization.

use std::collections::BTreeSet;

use cqrs_es::DomainEvent;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantNames};

use crate::journal::JournalEvent;
use crate::organizations::role::MemberRole;
use crate::organizations::working_calendar::WorkingCalendar;
use crate::vocabulary::{
    AddressId, CostCentreId, Inn, Kpp, Money, OrganizationId, PaymentTerms, PersonId, TextRef, TimeZone,
};

/// Who a customer is before the law.
///
/// The data of sole traders and of private persons is data of people: it lives in the
/// directory, under the organization's id, and never in an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LegalSubject {
    /// A company.
    LegalEntity(LegalData),
    /// A sole trader (ИП), whose data is in the directory.
    SoleTrader,
    /// A private person, whose data is in the directory.
    Individual,
}

impl LegalSubject {
    /// The kind without the data.
    pub const fn kind(&self) -> LegalKind {
        match self {
            Self::LegalEntity(_) => LegalKind::LegalEntity,
            Self::SoleTrader => LegalKind::SoleTrader,
            Self::Individual => LegalKind::Individual,
        }
    }
}

/// The kinds of customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Display, EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum LegalKind {
    /// A company.
    LegalEntity,
    /// A sole trader (ИП).
    SoleTrader,
    /// A private person.
    Individual,
}

/// The legal data of a company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalData {
    /// The full name.
    pub name: String,
    /// The taxpayer's number, of a company: 10 digits.
    pub inn: Inn,
    /// The reason of registration with the tax office.
    pub kpp: Kpp,
    /// The legal address.
    pub legal_address: String,
}

/// Why an organization is blocked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Display, EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum BlockReason {
    /// It owes money for too long.
    OverdueDebt,
    /// There is no contract in force.
    NoContract,
    /// It asked for it.
    OwnRequest,
    /// Somebody else may be using its accounts.
    Security,
    /// None of the above.
    Other,
}

/// What happened to an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, strum::AsRefStr, VariantNames)]
pub enum OrganizationEvent {
    /// The customer was taken in.
    Registered {
        /// The organization.
        organization: OrganizationId,
        /// Who the customer is before the law.
        legal: LegalSubject,
        /// When the customer pays, unless a contract says otherwise.
        payment_terms: PaymentTerms,
        /// Where the customer's day begins.
        time_zone: TimeZone,
    },
    /// The legal data of the company changed.
    LegalDataChanged {
        /// The data from now on.
        legal: LegalData,
    },
    /// Other payment terms were agreed.
    PaymentTermsAgreed {
        /// The terms from now on.
        payment_terms: PaymentTerms,
    },
    /// A person became a member.
    MemberJoined {
        /// The person.
        person: PersonId,
        /// The roles.
        roles: BTreeSet<MemberRole>,
    },
    /// A member got other roles.
    MemberRolesChanged {
        /// The member.
        person: PersonId,
        /// All the roles from now on.
        roles: BTreeSet<MemberRole>,
    },
    /// A member was kept from doing anything here.
    MemberBlocked {
        /// The member.
        person: PersonId,
    },
    /// A blocked member may act again.
    MemberUnblocked {
        /// The member.
        person: PersonId,
    },
    /// A membership ended.
    MemberLeft {
        /// The person.
        person: PersonId,
    },
    /// A member got a manager, another one, or none.
    ManagerSet {
        /// The member.
        person: PersonId,
        /// Who manages them from now on, if somebody does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        manager: Option<PersonId>,
    },
    /// It was said up to which total a member approves.
    ApprovalLimitSet {
        /// The member.
        person: PersonId,
        /// The largest total from now on; none is without a limit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit: Option<Money>,
    },
    /// A cost centre was opened.
    CostCentreOpened {
        /// Which.
        cost_centre: CostCentreId,
        /// Its code in the books of the organization.
        code: String,
        /// Its name.
        name: String,
        /// The member who answers for it.
        owner: PersonId,
    },
    /// A cost centre is called something else, or has another owner.
    CostCentreChanged {
        /// Which.
        cost_centre: CostCentreId,
        /// Its code from now on.
        code: String,
        /// Its name from now on.
        name: String,
        /// The member who answers for it from now on.
        owner: PersonId,
    },
    /// Nothing new is ordered for a cost centre any more.
    CostCentreClosed {
        /// Which.
        cost_centre: CostCentreId,
    },
    /// There is one more address to deliver to.
    DeliveryAddressAdded {
        /// Which.
        address: AddressId,
        /// Its words: an address may be that of a person.
        text: TextRef,
    },
    /// Nothing new is delivered to an address any more.
    DeliveryAddressRetired {
        /// Which.
        address: AddressId,
    },
    /// It was said when people work.
    WorkingCalendarSet {
        /// When, from now on.
        calendar: WorkingCalendar,
    },
    /// The day begins elsewhere.
    TimeZoneChanged {
        /// Where, from now on.
        time_zone: TimeZone,
    },
    /// Everybody in the organization was kept from doing anything.
    Blocked {
        /// Why.
        reason: BlockReason,
    },
    /// The organization may act again.
    Unblocked {},
}

impl DomainEvent for OrganizationEvent {
    fn event_type(&self) -> String {
        self.as_ref().to_owned()
    }

    fn event_version(&self) -> String {
        Self::current_version(self.as_ref()).to_owned()
    }
}

impl JournalEvent for OrganizationEvent {
    const NAMES: &'static [&'static str] = Self::VARIANTS;
}
