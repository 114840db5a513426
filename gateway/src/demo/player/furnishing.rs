//! What an organization says about itself: who manages whom, who approves how much, cost
//! centres, addresses, working hours, and who decides while somebody is away.

use chrono::{DateTime, Utc};
use commands::Requester;
use commands::accounts::SetBudget;
use commands::approvals::GrantDelegation;
use commands::organizations::{
    AddDeliveryAddress, OpenCostCentre, SetApprovalLimit, SetManager, SetWorkingCalendar,
};

use domain::accounts::budget::Enforcement;
use domain::vocabulary::{Currency, Period};

use super::cast::Cast;
use super::{PlayError, Player};
use crate::demo::fixture::{Leave, Organization, Person};

impl Player<'_> {
    /// The administrator writes down how the organization works.
    pub(super) async fn furnish(
        &mut self,
        (it, administrator): (&Organization, &Person),
        at: DateTime<Utc>,
    ) -> Result<(), PlayError> {
        let by = self.member(&administrator.code, &it.code).await?;
        self.rank(it, &by, at).await?;
        if let Some(calendar) = &it.calendar {
            let set =
                SetWorkingCalendar { organization: Cast::organization(&it.code), calendar: calendar.clone() };
            self.ask((at, &format!("calendar/{}", it.code)), &by, &set).await?;
        }
        self.open_cost_centres(it, &by, at).await?;
        self.add_addresses(it, &by, at).await
    }

    /// Managers and approval limits.
    async fn rank(&self, it: &Organization, by: &Requester, at: DateTime<Utc>) -> Result<(), PlayError> {
        let organization = Cast::organization(&it.code);
        for person in self.fixture.members(it) {
            let here = person.memberships.iter().find(|membership| membership.organization == it.code);
            let Some(here) = here else { continue };
            let (code, person) = (&person.code, Cast::person(&person.code));
            if let Some(manager) = &here.manager {
                let set = SetManager { organization, person, manager: Some(Cast::person(manager)) };
                self.ask((at, &format!("manager/{}/{code}", it.code)), by, &set).await?;
            }
            if let Some(limit) = here.approval_limit {
                let set = SetApprovalLimit { organization, person, limit: Some(limit) };
                self.ask((at, &format!("limit/{}/{code}", it.code)), by, &set).await?;
            }
        }
        Ok(())
    }

    async fn open_cost_centres(
        &mut self,
        it: &Organization,
        by: &Requester,
        at: DateTime<Utc>,
    ) -> Result<(), PlayError> {
        for centre in &it.cost_centres {
            let open = OpenCostCentre {
                organization: Cast::organization(&it.code),
                code: centre.code.clone(),
                name: centre.name.clone(),
                owner: Cast::person(&centre.owner),
            };
            let opened = self.ask((at, &format!("cost_centre/{}", centre.code)), by, &open).await?;
            self.cost_centres.insert(centre.code.clone(), opened);
            if let Some(amount) = centre.budget {
                let set = SetBudget {
                    cost_centre: opened,
                    period: Period::Month,
                    currency: Currency::RUB,
                    on: None,
                    amount: Some(amount),
                    enforcement: Enforcement::Warn,
                    carries_on: true,
                };
                self.ask((at, &format!("budget/{}", centre.code)), by, &set).await?;
            }
        }
        Ok(())
    }

    async fn add_addresses(
        &mut self,
        it: &Organization,
        by: &Requester,
        at: DateTime<Utc>,
    ) -> Result<(), PlayError> {
        for address in &it.addresses {
            let add =
                AddDeliveryAddress { organization: Cast::organization(&it.code), text: address.text.clone() };
            let added = self.ask((at, &format!("address/{}", address.code)), by, &add).await?;
            self.addresses.insert(address.code.clone(), added);
        }
        Ok(())
    }

    /// Somebody who goes away says who decides meanwhile.
    pub(super) async fn leave(&self, of: &Organization, leave: &Leave) -> Result<(), PlayError> {
        let by = self.member(&leave.of, &of.code).await?;
        let grant = GrantDelegation {
            from: None,
            to: Cast::person(&leave.deputy),
            starts: Some(leave.starts),
            until: leave.until,
            reason: Some(leave.reason.clone()),
        };
        let name = format!("leave/{}/{}", leave.of, leave.starts.date_naive());
        self.ask((leave.granted, &name), &by, &grant).await.map(drop)
    }
}
