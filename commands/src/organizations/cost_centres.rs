//! The cost centres of an organization: what orders are ordered for.

use domain::journal::StreamKey;
use domain::organizations::{Action, Organization, OrganizationCommand};
use domain::vocabulary::{CostCentreId, OrganizationId, PersonId};
use serde::Serialize;

use super::members::ask;
use crate::command::Command;
use crate::error::CommandError;
use crate::work::Work;

/// Opens a cost centre.
#[derive(Clone, Debug, Serialize)]
pub struct OpenCostCentre {
    /// Where.
    pub organization: OrganizationId,
    /// Its code, which no other open one has.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The member who answers for it.
    pub owner: PersonId,
}

/// Calls a cost centre something else, or gives it to another owner.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeCostCentre {
    /// Where.
    pub organization: OrganizationId,
    /// Which.
    pub cost_centre: CostCentreId,
    /// Its code from now on.
    pub code: String,
    /// Its name from now on.
    pub name: String,
    /// The member who answers for it from now on.
    pub owner: PersonId,
}

/// Lets nothing new be ordered for a cost centre.
#[derive(Clone, Debug, Serialize)]
pub struct CloseCostCentre {
    /// Where.
    pub organization: OrganizationId,
    /// Which.
    pub cost_centre: CostCentreId,
}

impl Command for OpenCostCentre {
    const NAME: &'static str = "open_cost_centre";
    const ACTION: Action = Action::ManageOrganization;
    type Outcome = CostCentreId;

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<CostCentreId, CommandError> {
        let cost_centre = CostCentreId(work.new_id());
        let (code, name, owner) = (self.code.clone(), self.name.clone(), self.owner);
        let open = OrganizationCommand::OpenCostCentre { cost_centre, code, name, owner };
        ask(work, self.organization, open).await?;
        Ok(cost_centre)
    }
}

impl Command for ChangeCostCentre {
    const NAME: &'static str = "change_cost_centre";
    const ACTION: Action = Action::ManageOrganization;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let change = OrganizationCommand::ChangeCostCentre {
            cost_centre: self.cost_centre,
            code: self.code.clone(),
            name: self.name.clone(),
            owner: self.owner,
        };
        ask(work, self.organization, change).await
    }
}

impl Command for CloseCostCentre {
    const NAME: &'static str = "close_cost_centre";
    const ACTION: Action = Action::ManageOrganization;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let close = OrganizationCommand::CloseCostCentre { cost_centre: self.cost_centre };
        ask(work, self.organization, close).await
    }
}
