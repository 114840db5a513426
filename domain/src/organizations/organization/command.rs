//! What can be asked of an organization.

use std::collections::BTreeSet;

use super::event::{BlockReason, LegalData, LegalSubject};
use crate::organizations::role::MemberRole;
use crate::organizations::working_calendar::WorkingCalendar;
use crate::vocabulary::{
    AddressId, CostCentreId, Money, OrganizationId, PaymentTerms, PersonId, TextRef, TimeZone,
};

/// What can be asked of an organization. Whoever asks was checked against the permission table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrganizationCommand {
    /// Take a new customer in, with the person who administers it.
    Register {
        /// The organization.
        organization: OrganizationId,
        /// Who the customer is before the law.
        legal: LegalSubject,
        /// When the customer pays, unless a contract says otherwise.
        payment_terms: PaymentTerms,
        /// Where the customer's day begins.
        time_zone: TimeZone,
        /// The first member.
        administrator: PersonId,
    },
    /// Change the legal data of a company.
    ChangeLegalData {
        /// The data now.
        legal: LegalData,
    },
    /// Agree other payment terms.
    AgreePaymentTerms {
        /// The terms from now on.
        payment_terms: PaymentTerms,
    },
    /// Let a person in.
    Join {
        /// The person.
        person: PersonId,
        /// The roles, at least one.
        roles: BTreeSet<MemberRole>,
    },
    /// Give a member other roles.
    ChangeRoles {
        /// The member.
        person: PersonId,
        /// All the roles from now on, at least one.
        roles: BTreeSet<MemberRole>,
    },
    /// Keep a member from doing anything here.
    BlockMember {
        /// The member.
        person: PersonId,
    },
    /// Let a blocked member act again.
    UnblockMember {
        /// The member.
        person: PersonId,
    },
    /// End a membership.
    Leave {
        /// The member.
        person: PersonId,
    },
    /// Say who manages a member.
    SetManager {
        /// The member.
        person: PersonId,
        /// Another member, or nobody.
        manager: Option<PersonId>,
    },
    /// Say up to which total a member approves alone.
    SetApprovalLimit {
        /// The member.
        person: PersonId,
        /// The largest total; none is without a limit.
        limit: Option<Money>,
    },
    /// Open a cost centre.
    OpenCostCentre {
        /// Its id, minted for it.
        cost_centre: CostCentreId,
        /// Its code, which no other open one has.
        code: String,
        /// Its name.
        name: String,
        /// The member who answers for it.
        owner: PersonId,
    },
    /// Call a cost centre something else, or give it to another owner.
    ChangeCostCentre {
        /// Which.
        cost_centre: CostCentreId,
        /// Its code, which no other open one has.
        code: String,
        /// Its name.
        name: String,
        /// The member who answers for it.
        owner: PersonId,
    },
    /// Let nothing new be ordered for a cost centre.
    CloseCostCentre {
        /// Which.
        cost_centre: CostCentreId,
    },
    /// Add an address to deliver to.
    AddDeliveryAddress {
        /// Its id, minted for it.
        address: AddressId,
        /// Its words.
        text: TextRef,
    },
    /// Let nothing new be delivered to an address.
    RetireDeliveryAddress {
        /// Which.
        address: AddressId,
    },
    /// Say when people work.
    SetWorkingCalendar {
        /// When.
        calendar: WorkingCalendar,
    },
    /// Say where the day begins.
    ChangeTimeZone {
        /// Where.
        time_zone: TimeZone,
    },
    /// Keep everybody in the organization from doing anything.
    Block {
        /// Why.
        reason: BlockReason,
    },
    /// Let the organization act again.
    Unblock,
}
