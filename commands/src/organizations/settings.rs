//! What an organization says of itself: legal data, days and hours; and when it pays.

use domain::journal::StreamKey;
use domain::organizations::{
    Action, LegalData, LegalSubject, Organization, OrganizationCommand, WorkingCalendar,
};
use domain::vocabulary::{OrganizationId, PaymentTerms, TimeZone};
use serde::Serialize;

use super::members::ask;
use super::register::{change, claim, inn_and_kpp};
use crate::command::Command;
use crate::error::CommandError;
use crate::journal::Unclaim;
use crate::work::Work;

/// Says when people work.
#[derive(Clone, Debug, Serialize)]
pub struct SetWorkingCalendar {
    /// Where.
    pub organization: OrganizationId,
    /// When.
    pub calendar: WorkingCalendar,
}

/// Says where the day begins.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeTimeZone {
    /// Of which organization.
    pub organization: OrganizationId,
    /// Where.
    pub time_zone: TimeZone,
}

/// Changes the legal data of a company.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeLegalData {
    /// Which.
    pub organization: OrganizationId,
    /// The data from now on.
    pub legal: LegalData,
}

/// Agrees other payment terms with a customer, as the supplier.
#[derive(Clone, Debug, Serialize)]
pub struct AgreePaymentTerms {
    /// With which.
    pub organization: OrganizationId,
    /// The terms from now on, unless a contract says otherwise.
    pub payment_terms: PaymentTerms,
}

impl Command for SetWorkingCalendar {
    const NAME: &'static str = "set_working_calendar";
    const ACTION: Action = Action::ManageOrganization;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let set = OrganizationCommand::SetWorkingCalendar { calendar: self.calendar.clone() };
        ask(work, self.organization, set).await
    }
}

impl Command for ChangeTimeZone {
    const NAME: &'static str = "change_time_zone";
    const ACTION: Action = Action::ManageOrganization;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let set = OrganizationCommand::ChangeTimeZone { time_zone: self.time_zone.clone() };
        ask(work, self.organization, set).await
    }
}

impl Command for ChangeLegalData {
    const NAME: &'static str = "change_legal_data";
    const ACTION: Action = Action::ManageOrganization;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let mut organization = work.load::<Organization>(self.organization).await?;
        let before = match organization.legal() {
            Some(LegalSubject::LegalEntity(legal)) => Some(inn_and_kpp(legal)),
            Some(LegalSubject::SoleTrader | LegalSubject::Individual) | None => None,
        };
        let legal = self.legal.clone();
        change(work, &mut organization, OrganizationCommand::ChangeLegalData { legal }).await?;
        if let Some(value) = before.filter(|before| *before != inn_and_kpp(&self.legal)) {
            work.effect(claim(&self.legal, self.organization));
            work.effect(Unclaim { kind: "inn_kpp", value, owner: self.organization.to_string() });
        }
        Ok(())
    }
}

impl Command for AgreePaymentTerms {
    const NAME: &'static str = "agree_payment_terms";
    const ACTION: Action = Action::AgreePaymentTerms;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let agree = OrganizationCommand::AgreePaymentTerms { payment_terms: self.payment_terms };
        ask(work, self.organization, agree).await
    }
}
