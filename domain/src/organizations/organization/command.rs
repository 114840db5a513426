//! What can be asked of an organization.

use std::collections::BTreeSet;

use super::event::{BlockReason, LegalData, LegalSubject};
use crate::organizations::role::MemberRole;
use crate::vocabulary::{OrganizationId, PaymentTerms, PersonId, TimeZone};

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
    /// Keep everybody in the organization from doing anything.
    Block {
        /// Why.
        reason: BlockReason,
    },
    /// Let the organization act again.
    Unblock,
}
