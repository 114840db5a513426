//! Who may do what: the one table that enforces permissions and offers `availableActions`.
//!
//! Membership and blocks are not here: see [`Access`](super::Access), which asks this table.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};

use super::role::{MemberRole, Role, StaffRole};

/// How far a permission reaches. The later is the stronger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extent {
    /// Not at all.
    #[default]
    None,
    /// What the person made: own orders, own cart.
    Own,
    /// Everything in the organization; for staff, everything in all organizations.
    All,
}

impl Extent {
    /// Whether it reaches a thing, given whether the person made it.
    pub const fn covers(self, own: bool) -> bool {
        match self {
            Self::None => false,
            Self::Own => own,
            Self::All => true,
        }
    }
}

/// Everything that asks for a permission: commands and reads.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    VariantArray,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum Action {
    /// Read the organization's legal data and contracts.
    ReadOrganization,
    /// Change the organization's legal data and settings.
    ManageOrganization,
    /// Add an address to deliver to.
    AddDeliveryAddress,
    /// Read who belongs to the organization.
    ReadMembers,
    /// Let people in, change their roles, block and remove them.
    ManageMembers,
    /// Read the approval policy.
    ReadApprovalPolicy,
    /// Publish another approval policy.
    ManageApprovalPolicy,
    /// Read the catalogue, with the organization's prices.
    ReadCatalogue,
    /// Fill and empty one's cart.
    UseCart,
    /// See one's own templates and those that are shared, and order from them.
    UseTemplates,
    /// Change a template: one's own, or one that is shared.
    ManageTemplates,
    /// Read orders with their lines, states and approval.
    ReadOrders,
    /// Create a draft.
    CreateOrder,
    /// Edit a draft or a returned order.
    EditOrder,
    /// Submit a draft or a returned order.
    SubmitOrder,
    /// Take a submitted order back before it is decided.
    WithdrawOrder,
    /// Cancel an order of the own organization.
    CancelOrder,
    /// Ask the supplier to call an accepted order off, and take that back.
    RequestCancellation,
    /// Read the orders that wait for a decision.
    ReadApprovalInbox,
    /// Approve, return or reject. The case says in addition who may decide in it.
    DecideOrder,
    /// Let somebody decide in one's place for a time; in the place of another, who is ill.
    DelegateApprovals,
    /// Read who decides in whose place.
    ReadDelegations,
    /// Read what one was told, and say that it is read.
    ReadNotifications,
    /// Ask the author of an order that one is asked to approve.
    AskAuthor,
    /// Answer a question about an own order.
    AnswerQuestion,
    /// Hand an approval to somebody else.
    ReassignApproval,
    /// Let others decide as well.
    EscalateApproval,
    /// Remind those who have not decided.
    RemindApprovers,
    /// Let an order pass without those who were asked.
    ForceApproval,
    /// Read orders of all organizations.
    ReadAllOrders,
    /// Read all organizations and their members.
    ReadAllOrganizations,
    /// Register an organization.
    RegisterOrganization,
    /// Agree other payment terms with an organization.
    AgreePaymentTerms,
    /// Block and unblock an organization.
    BlockOrganization,
    /// Take a confirmed order into processing.
    ProcessOrder,
    /// Ship an order or a part of it.
    ShipOrder,
    /// Note that an order was delivered.
    DeliverOrder,
    /// Close a delivered order.
    CloseOrder,
    /// Put a hold on an order, and lift it.
    HoldOrder,
    /// Cancel an order for a customer, or a part of it.
    CancelForCustomer,
    /// Write and submit an order in the place of a member who may.
    OrderForCustomer,
    /// Answer a customer who asks to call an accepted order off.
    AnswerCancellation,
    /// Change an accepted order of a customer.
    AmendOrder,
    /// Note what was paid for an order.
    NotePayment,
    /// Read the timeline of any stream.
    ReadTimelines,
    /// Replay a stream to any version or moment.
    ReplayHistory,
    /// Read how far the projections are and what is parked.
    ReadProjections,
    /// Rebuild projections and retry what is parked.
    ManageProjections,
    /// Register and block people, appoint and dismiss staff.
    ManageUsers,
    /// Take in a catalogue file of 1C.
    TakeInCatalogue,
    /// Read what the organization owes and is owed: balance, entries, statements.
    ReadAccount,
    /// Ask the supplier's accounts for a reconciliation statement.
    RequestReconciliation,
    /// Read budgets of cost centres and what is left of them.
    ReadBudgets,
    /// Set budgets of cost centres.
    ManageBudgets,
    /// Read what all organizations owe.
    ReadReceivables,
    /// Agree a credit limit and its terms with an organization.
    SetCredit,
    /// Let an order pass beyond the credit limit.
    GrantCreditException,
    /// Take in documents of the settlement ledger.
    TakeInSettlements,
    /// Read what 1C sent and what it was answered.
    ReadExchange,
    /// Give and withdraw credentials of 1C, and take in again what it sent.
    ManageExchange,
}

const N: Extent = Extent::None;
const O: Extent = Extent::Own;
const A: Extent = Extent::All;

/// The table: `N` not at all, `O` own, `A` all.
#[rustfmt::skip]
#[expect(clippy::match_same_arms, reason = "a row for each action is what makes it a table")]
#[expect(clippy::too_many_lines, reason = "it has a line for each action")]
const fn row(action: Action) -> ([Extent; 5], [Extent; 4]) {
    match action {
        // members:                    Adm Pur App Acc Obs   staff: Man Sup Aud Ope
        Action::ReadOrganization     => ([A, A, A, A, A],         [N, N, N, N]),
        Action::ManageOrganization   => ([A, N, N, N, N],         [N, N, N, N]),
        Action::AddDeliveryAddress   => ([A, A, N, N, N],         [N, N, N, N]),
        Action::ReadMembers          => ([A, N, A, N, N],         [N, N, N, N]),
        Action::ManageMembers        => ([A, N, N, N, N],         [N, N, N, N]),
        Action::ReadApprovalPolicy   => ([A, A, A, N, N],         [N, N, N, N]),
        Action::ManageApprovalPolicy => ([A, N, N, N, N],         [N, N, N, N]),
        Action::ReadCatalogue        => ([A, A, A, A, A],         [A, A, A, A]),
        Action::UseCart              => ([O, O, N, N, N],         [N, N, N, N]),
        Action::UseTemplates         => ([O, O, N, N, N],         [N, N, N, N]),
        Action::ManageTemplates      => ([A, O, N, N, N],         [N, N, N, N]),
        Action::ReadOrders           => ([A, O, A, A, A],         [N, N, N, N]),
        Action::CreateOrder          => ([A, O, N, N, N],         [N, N, N, N]),
        Action::EditOrder            => ([A, O, N, N, N],         [N, N, N, N]),
        Action::SubmitOrder          => ([A, O, N, N, N],         [N, N, N, N]),
        Action::WithdrawOrder        => ([A, O, N, N, N],         [N, N, N, N]),
        Action::CancelOrder          => ([A, O, N, N, N],         [N, N, N, N]),
        Action::RequestCancellation  => ([A, O, N, N, N],         [N, N, N, N]),
        Action::ReadApprovalInbox    => ([A, N, A, N, N],         [N, N, N, N]),
        Action::DecideOrder          => ([A, N, A, N, N],         [N, N, N, N]),
        Action::DelegateApprovals    => ([A, N, O, N, N],         [N, N, N, N]),
        Action::ReadDelegations      => ([A, N, A, N, N],         [N, N, N, N]),
        Action::ReadNotifications    => ([O, O, O, O, O],         [N, N, N, N]),
        Action::AskAuthor            => ([A, N, A, N, N],         [N, N, N, N]),
        Action::AnswerQuestion       => ([A, O, N, N, N],         [N, N, N, N]),
        Action::ReassignApproval     => ([A, N, A, N, N],         [N, N, N, N]),
        Action::EscalateApproval     => ([A, N, A, N, N],         [N, N, N, N]),
        Action::RemindApprovers      => ([A, O, N, N, N],         [N, N, N, N]),
        Action::ForceApproval        => ([A, N, N, N, N],         [N, N, N, N]),
        Action::ReadAllOrders        => ([N, N, N, N, N],         [A, A, A, N]),
        Action::ReadAllOrganizations => ([N, N, N, N, N],         [A, A, A, A]),
        Action::RegisterOrganization => ([N, N, N, N, N],         [A, N, N, A]),
        Action::AgreePaymentTerms    => ([N, N, N, N, N],         [A, N, N, N]),
        Action::BlockOrganization    => ([N, N, N, N, N],         [A, N, N, A]),
        Action::ProcessOrder         => ([N, N, N, N, N],         [A, N, N, N]),
        Action::ShipOrder            => ([N, N, N, N, N],         [A, N, N, N]),
        Action::DeliverOrder         => ([N, N, N, N, N],         [A, N, N, N]),
        Action::CloseOrder           => ([N, N, N, N, N],         [A, N, N, N]),
        Action::HoldOrder            => ([N, N, N, N, N],         [A, N, N, N]),
        Action::CancelForCustomer    => ([N, N, N, N, N],         [A, N, N, N]),
        Action::OrderForCustomer     => ([N, N, N, N, N],         [A, N, N, N]),
        Action::AnswerCancellation   => ([N, N, N, N, N],         [A, N, N, N]),
        Action::AmendOrder           => ([N, N, N, N, N],         [A, N, N, N]),
        Action::NotePayment          => ([N, N, N, N, N],         [A, N, N, N]),
        Action::ReadTimelines        => ([N, N, N, N, N],         [N, A, A, N]),
        Action::ReplayHistory        => ([N, N, N, N, N],         [N, N, A, N]),
        Action::ReadProjections      => ([N, N, N, N, N],         [N, A, N, A]),
        Action::ManageProjections    => ([N, N, N, N, N],         [N, N, N, A]),
        Action::ManageUsers          => ([N, N, N, N, N],         [N, N, N, A]),
        Action::TakeInCatalogue      => ([N, N, N, N, N],         [N, N, N, A]),
        Action::ReadAccount          => ([A, N, N, A, N],         [N, N, N, N]),
        Action::RequestReconciliation => ([A, N, N, A, N],         [N, N, N, N]),
        Action::ReadBudgets          => ([A, A, A, A, N],         [N, N, N, N]),
        Action::ManageBudgets        => ([A, N, N, A, N],         [N, N, N, N]),
        Action::ReadReceivables      => ([N, N, N, N, N],         [A, A, A, N]),
        Action::SetCredit            => ([N, N, N, N, N],         [A, N, N, N]),
        Action::GrantCreditException => ([N, N, N, N, N],         [A, N, N, N]),
        Action::TakeInSettlements    => ([N, N, N, N, N],         [N, N, N, A]),
        Action::ReadExchange         => ([N, N, N, N, N],         [N, A, N, A]),
        Action::ManageExchange       => ([N, N, N, N, N],         [N, N, N, A]),
    }
}

const fn of_role(role: Role, action: Action) -> Extent {
    let (members, staff) = row(action);
    match role {
        Role::Member(MemberRole::Administrator) => members[0],
        Role::Member(MemberRole::Purchaser) => members[1],
        Role::Member(MemberRole::Approver) => members[2],
        Role::Member(MemberRole::Accountant) => members[3],
        Role::Member(MemberRole::Observer) => members[4],
        Role::Staff(StaffRole::Manager) => staff[0],
        Role::Staff(StaffRole::Support) => staff[1],
        Role::Staff(StaffRole::Auditor) => staff[2],
        Role::Staff(StaffRole::Operator) => staff[3],
    }
}

/// How far somebody with these roles may do something: the strongest that a role gives.
pub fn extent(roles: impl IntoIterator<Item = impl Into<Role>>, action: Action) -> Extent {
    roles.into_iter().map(|role| of_role(role.into(), action)).max().unwrap_or_default()
}

/// The roles of members that let them do something whoever's it is.
pub fn members_who_may(action: Action) -> impl Iterator<Item = MemberRole> {
    let may = move |role: &MemberRole| of_role((*role).into(), action) == Extent::All;
    MemberRole::VARIANTS.iter().copied().filter(may)
}
