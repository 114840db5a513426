//! Refusals about organizations and approvals have stable codes of their own and say the
//! reason in Russian and in English.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::accounts::budget::BudgetError;
use domain::accounts::exposure::ExposureError;
use domain::accounts::reconciliation::ReconciliationError;
use domain::accounts::settlement::SettlementError;
use domain::approvals::DelegationError;
use domain::approvals::case::{CaseError, Outcome};
use domain::approvals::policy::{DeadEnd, OrderOf, PolicyError, RouteError, RuleId};
use domain::exchange::NotABaseName;
use domain::ordering::OrderError;
use domain::ordering::template::TemplateError;
use domain::organizations::{CalendarError, MemberRole, OrganizationError, StaffError};
use domain::refusal::{Language, Refusal};
use domain::vocabulary::{Currency, Money, Quantity};

#[expect(clippy::too_many_lines, reason = "a list")]
fn refusals() -> Vec<Box<dyn Refusal>> {
    let rule = RuleId(1);
    let order_of = OrderOf::AnyPurchaser;
    let dead_end = DeadEnd { rule, stage: 1, needed: 2, found: 1, order_of };
    vec![
        NotABaseName.into(),
        ReconciliationError::PeriodUnusable.into(),
        ReconciliationError::NotRequested.into(),
        ReconciliationError::Over.into(),
        ReconciliationError::TooManyLines.into(),
        ReconciliationError::DoesNotAddUp.into(),
        ReconciliationError::ReasonUnusable.into(),
        ReconciliationError::BalanceChanged.into(),
        SettlementError::IdUnusable.into(),
        SettlementError::NumberUnusable.into(),
        SettlementError::WrongSide.into(),
        SettlementError::AmountOutOfRange.into(),
        SettlementError::AmountTooPrecise.into(),
        SettlementError::AllocatedTooMuch.into(),
        SettlementError::AllocationTwice.into(),
        SettlementError::TooManyAllocations.into(),
        SettlementError::VersionContradicts.into(),
        SettlementError::OtherOrganization.into(),
        BudgetError::AmountNegative.into(),
        BudgetError::AmountTooLarge.into(),
        BudgetError::AmountTooFine.into(),
        BudgetError::PeriodOver.into(),
        BudgetError::Exceeded {
            cost_centre: String::new(),
            first_day: NaiveDate::MIN,
            last_day: NaiveDate::MIN,
            takes: Money::zero(Currency::RUB),
            left: Money::zero(Currency::RUB),
        }
        .into(),
        OrganizationError::NotRegistered.into(),
        OrganizationError::AlreadyRegistered.into(),
        OrganizationError::Blocked.into(),
        OrganizationError::InnOfPerson.into(),
        OrganizationError::LegalDataIncomplete.into(),
        OrganizationError::NotACompany.into(),
        OrganizationError::NoRoles.into(),
        OrganizationError::AlreadyMember.into(),
        OrganizationError::NotAMember.into(),
        OrganizationError::LastAdministrator.into(),
        OrganizationError::ManagesThemselves.into(),
        OrganizationError::NegativeLimit.into(),
        OrganizationError::CostCentreExists.into(),
        OrganizationError::NoSuchCostCentre.into(),
        OrganizationError::CostCentreClosed.into(),
        OrganizationError::CostCentreCodeTaken.into(),
        OrganizationError::TooManyCostCentres.into(),
        OrganizationError::AddressExists.into(),
        OrganizationError::NoSuchAddress.into(),
        OrganizationError::TooManyAddresses.into(),
        OrganizationError::UnknownTimeZone.into(),
        OrganizationError::CostCentreUnnamed { code: 50, name: 200 }.into(),
        CalendarError::NoWorkingTime.into(),
        CalendarError::DayTooShort.into(),
        CalendarError::DayBothWays { day: NaiveDate::MIN }.into(),
        CalendarError::TooManyDays { most: 10 }.into(),
        OrderError::HoldReasonMissing.into(),
        OrderError::ShipmentUnknown.into(),
        OrderError::ShipmentDuplicate.into(),
        OrderError::ShipmentArrived.into(),
        OrderError::CarriageTooLong { limit: 200 }.into(),
        OrderError::CancellationExceeds { goods: String::new(), asked: Quantity::ONE, remaining: None }
            .into(),
        OrderError::CancellationAsked.into(),
        OrderError::CancellationNotAsked.into(),
        OrderError::CancellationTooLate.into(),
        OrderError::AmendmentEmpty.into(),
        OrderError::AmendmentLeavesNothing.into(),
        OrderError::BelowShipped { goods: String::new(), shipped: Quantity::ONE }.into(),
        OrderError::NotAPaidAmount.into(),
        StaffError::NoRoles.into(),
        StaffError::AlreadyAppointed.into(),
        StaffError::NotAppointed.into(),
        StaffError::LastOperator.into(),
        PolicyError::Outdated { current: 2 }.into(),
        PolicyError::TooLarge { rules: 100, stages: 10, entries: 100 }.into(),
        PolicyError::RepeatedRule(rule).into(),
        PolicyError::AboutNobody(rule).into(),
        PolicyError::Senseless(rule).into(),
        PolicyError::WithoutApprovers(rule).into(),
        PolicyError::QuorumTooLarge(rule).into(),
        PolicyError::RoleCannotDecide { rule, role: MemberRole::Accountant }.into(),
        PolicyError::DeadEnd(dead_end).into(),
        RouteError::NobodyCanApprove { rule, stage: 1, needed: 1, found: 0 }.into(),
        DelegationError::AlreadyGranted.into(),
        DelegationError::NotGranted.into(),
        DelegationError::ToOneself.into(),
        DelegationError::EndsBeforeStart.into(),
        DelegationError::InThePast.into(),
        DelegationError::TooLong.into(),
        DelegationError::GiverCannotDecide.into(),
        DelegationError::TakerCannotDecide.into(),
        DelegationError::Overlaps.into(),
        CaseError::NotOpened.into(),
        CaseError::AlreadyOpened.into(),
        CaseError::Unroutable.into(),
        CaseError::OwnOrderRouted.into(),
        CaseError::Closed(Outcome::Granted).into(),
        CaseError::StaleRevision.into(),
        CaseError::OwnOrder.into(),
        CaseError::NotAnApprover.into(),
        CaseError::NoLongerApprover.into(),
        CaseError::AlreadyDecided.into(),
        CaseError::StagePassed { current: 2 }.into(),
        CaseError::CommentRequired.into(),
        CaseError::Suspended.into(),
        CaseError::CutsWithoutApproval.into(),
        CaseError::LineCommentsWithoutReturn.into(),
        CaseError::NotAnAdministrator.into(),
        CaseError::NotTheAuthor.into(),
        CaseError::NotYourPlace.into(),
        CaseError::CannotDecide.into(),
        CaseError::AlreadyAsked.into(),
        CaseError::NobodyToEscalateTo.into(),
        CaseError::QuestionUnknown.into(),
        CaseError::QuestionAnswered.into(),
        CaseError::TooManyQuestions { most: 100 }.into(),
        CaseError::RemindedAlready { again: chrono::DateTime::UNIX_EPOCH }.into(),
        TemplateError::NotAName { limit: 120 }.into(),
        TemplateError::NameTaken.into(),
        TemplateError::Empty.into(),
        TemplateError::TooManyLines { limit: 1000 }.into(),
        TemplateError::RepeatedProduct.into(),
        TemplateError::UnknownProduct.into(),
        TemplateError::TooManyTemplates { limit: 500 }.into(),
        TemplateError::Changed.into(),
        TemplateError::NothingToOrder.into(),
        ExposureError::NothingAgreed.into(),
        ExposureError::NotALimit.into(),
        ExposureError::EndsBeforeStart.into(),
        ExposureError::SenselessTerms.into(),
        ExposureError::NotAnException.into(),
        ExposureError::ExceptionInThePast.into(),
        ExposureError::OrderGoneOn.into(),
        ExposureError::Blocked { frees: None }.into(),
    ]
}

#[test]
fn every_refusal_has_a_code_of_its_own() {
    let mut seen = BTreeSet::new();
    for refusal in refusals() {
        let code = refusal.code();
        assert!(seen.insert(code), "{code} is given twice");
        assert!(code.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_'), "{code}");
    }
}

#[test]
fn every_refusal_speaks_russian_and_english() {
    for refusal in refusals() {
        let cyrillic = |text: &str| text.chars().any(|letter| ('а'..='я').contains(&letter));
        let russian = Language::Russian.message(refusal.as_ref());
        let english = Language::English.message(refusal.as_ref());
        assert!(cyrillic(&russian) && russian.ends_with('.'), "{russian}");
        assert!(!english.is_empty() && !cyrillic(&english), "{english}");
    }
}
