//! Where an organization has goods brought. The words of an address can be erased.

use domain::journal::StreamKey;
use domain::organizations::{Action, Organization, OrganizationCommand};
use domain::refusal::Refusal;
use domain::vocabulary::{AddressId, OrganizationId};
use serde::Serialize;

use super::members::ask;
use crate::command::Command;
use crate::error::CommandError;
use crate::work::Work;

/// The longest address, in characters.
const MOST_CHARACTERS: usize = 500;

/// Adds an address to deliver to.
#[derive(Clone, Debug, Serialize)]
pub struct AddDeliveryAddress {
    /// Where it is one.
    pub organization: OrganizationId,
    /// The address, with whatever the driver has to know.
    pub text: String,
}

/// Lets nothing new be delivered to an address.
#[derive(Clone, Debug, Serialize)]
pub struct RetireDeliveryAddress {
    /// Where it is one.
    pub organization: OrganizationId,
    /// Which.
    pub address: AddressId,
}

/// The address is empty or too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a delivery address has 1 to {MOST_CHARACTERS} characters")]
pub struct UnusableAddress;

impl Refusal for UnusableAddress {
    fn code(&self) -> &'static str {
        "DELIVERY_ADDRESS_UNUSABLE"
    }

    fn in_russian(&self) -> String {
        format!("Адрес доставки — от 1 до {MOST_CHARACTERS} символов.")
    }

    fn field(&self) -> Option<&'static str> {
        Some("text")
    }
}

impl Command for AddDeliveryAddress {
    const NAME: &'static str = "add_delivery_address";
    const ACTION: Action = Action::AddDeliveryAddress;
    type Outcome = AddressId;

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<AddressId, CommandError> {
        let body = self.text.trim();
        if body.is_empty() || body.chars().count() > MOST_CHARACTERS {
            return Err(UnusableAddress.into());
        }
        let (address, text) = (AddressId(work.new_id()), work.text(body));
        ask(work, self.organization, OrganizationCommand::AddDeliveryAddress { address, text }).await?;
        Ok(address)
    }
}

impl Command for RetireDeliveryAddress {
    const NAME: &'static str = "retire_delivery_address";
    const ACTION: Action = Action::ManageOrganization;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let retire = OrganizationCommand::RetireDeliveryAddress { address: self.address };
        ask(work, self.organization, retire).await
    }
}
