//! Setting what goes with the goods of a draft or of a returned order: remarks, cost centres,
//! the delivery, the wanted date.

use chrono::NaiveDate;
use domain::journal::StreamKey;
use domain::ordering::order::{ChosenDelivery, Detail, OrderCommand};
use domain::ordering::{Order, OrderError};
use domain::organizations::{Action, OrganizationError};
use domain::vocabulary::{AddressId, CostCentreId, DeliveryWayId, OrderId, ProductId, TextRef, TimeZone};
use serde::Serialize;

use super::decide::text;
use super::delivery::tariff;
use crate::command::Command;
use crate::error::CommandError;
use crate::journal::Loaded;
use crate::work::Work;

/// Sets what goes with the goods, all of it or nothing.
#[derive(Clone, Debug, Serialize)]
pub struct SetOrderDetails {
    /// The order.
    pub order: OrderId,
    /// What is set.
    pub details: DetailsAsked,
}

/// What is set; the rest stays as it is.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DetailsAsked {
    /// What the buyer remarks on the order.
    pub comment: Asked<String>,
    /// The cost centre that bears the order.
    pub cost_centre: Asked<CostCentreId>,
    /// The delivery.
    pub delivery: Asked<DeliveryAsked>,
    /// The day on which the goods are wanted.
    pub wanted_on: Asked<NaiveDate>,
    /// What goes with single lines.
    pub lines: Vec<LineDetailsAsked>,
}

/// What is set of a line.
#[derive(Clone, Debug, Serialize)]
pub struct LineDetailsAsked {
    /// The product of the line.
    pub product: ProductId,
    /// What the buyer remarks on it.
    pub comment: Asked<String>,
    /// The cost centre that bears it.
    pub cost_centre: Asked<CostCentreId>,
}

/// A way of delivery, and where to.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct DeliveryAsked {
    /// The way.
    pub way: DeliveryWayId,
    /// The address of the organization; none when the buyer fetches the goods.
    pub address: Option<AddressId>,
}

/// What is to become of something that may be there or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Asked<T> {
    /// It stays as it is.
    #[default]
    Keep,
    /// It is taken away.
    Clear,
    /// It is this from now on.
    Set(T),
}

impl Command for SetOrderDetails {
    const NAME: &'static str = "set_order_details";
    const ACTION: Action = Action::EditOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let order = work.load::<Order>(self.order).await?;
        work.requester().require_of(Self::ACTION, order.author())?;
        set(work, order, &self.details).await
    }
}

/// Sets what goes with an order that whoever asks may change.
pub(super) async fn set(
    work: &mut Work<'_>,
    mut order: Loaded<Order>,
    asked: &DetailsAsked,
) -> Result<(), CommandError> {
    let mut details = Vec::new();
    if let Some(comment) = comment(work, &asked.comment)? {
        details.push(Detail::Comment(comment));
    }
    if let Some(centre) = asked.cost_centre.wanted() {
        details.push(Detail::CostCentre(open(work, centre.copied()).await?));
    }
    if let Some(delivery) = asked.delivery.wanted() {
        details.push(Detail::Delivery(chosen(work, delivery).await?.map(Box::new)));
    }
    if let Some(wanted_on) = asked.wanted_on.wanted() {
        details.push(Detail::WantedOn(wanted_on.copied()));
    }
    for line in &asked.lines {
        if let Some(comment) = comment(work, &line.comment)? {
            details.push(Detail::LineComment(line.product, comment));
        }
        if let Some(centre) = line.cost_centre.wanted() {
            details.push(Detail::LineCostCentre(line.product, open(work, centre.copied()).await?));
        }
    }
    let today = today(work).await?;
    work.decide(&mut order, OrderCommand::SetDetails { details, today }).await?;
    Ok(())
}

/// Refuses to go on with cost centres that were closed and addresses that were given up since
/// the order named them.
pub(super) async fn still_available(work: &Work<'_>, order: &Order) -> Result<(), CommandError> {
    for centre in order.cost_centres() {
        open(work, Some(centre)).await?;
    }
    if let Some(address) = order.delivery().and_then(|delivery| delivery.address) {
        in_use(work, address).await?;
    }
    Ok(())
}

impl<T> Asked<T> {
    /// What it is to be, if it is to change: something or nothing.
    #[expect(clippy::option_option, reason = "whether it changes, and to what")]
    const fn wanted(&self) -> Option<Option<&T>> {
        match self {
            Self::Keep => None,
            Self::Clear => Some(None),
            Self::Set(value) => Some(Some(value)),
        }
    }
}

/// An empty remark takes the remark back.
#[expect(clippy::option_option, reason = "whether it changes, and to what")]
fn comment(work: &mut Work<'_>, asked: &Asked<String>) -> Result<Option<Option<TextRef>>, CommandError> {
    Ok(match asked {
        Asked::Keep => None,
        Asked::Set(body) if !body.trim().is_empty() => Some(Some(text(work, body)?)),
        Asked::Set(_) | Asked::Clear => Some(None),
    })
}

async fn chosen(
    work: &Work<'_>,
    asked: Option<&DeliveryAsked>,
) -> Result<Option<ChosenDelivery>, CommandError> {
    let Some(DeliveryAsked { way, address }) = asked else { return Ok(None) };
    let tariff = tariff(work.pool(), *way).await?;
    let tariff = tariff.ok_or_else(|| OrderError::DeliveryWithdrawn { way: way.to_string() })?;
    if let Some(address) = address {
        in_use(work, *address).await?;
    }
    Ok(Some(ChosenDelivery { tariff, address: *address }))
}

/// A cost centre of the organization that is open.
pub(crate) async fn open(
    work: &Work<'_>,
    centre: Option<CostCentreId>,
) -> Result<Option<CostCentreId>, CommandError> {
    let Some(centre) = centre else { return Ok(None) };
    let closed = sqlx::query_scalar!(
        "SELECT closed FROM organizations.cost_centres WHERE id = $1 AND organization = $2",
        centre.uuid(),
        work.requester().tenant().to_string()
    )
    .fetch_optional(work.pool())
    .await
    .map_err(CommandError::database)?;
    match closed {
        Some(false) => Ok(Some(centre)),
        Some(true) => Err(OrganizationError::CostCentreClosed.into()),
        None => Err(OrganizationError::NoSuchCostCentre.into()),
    }
}

/// An address of the organization that is in use.
async fn in_use(work: &Work<'_>, address: AddressId) -> Result<(), CommandError> {
    let retired = sqlx::query_scalar!(
        "SELECT retired FROM organizations.delivery_addresses WHERE id = $1 AND organization = $2",
        address.uuid(),
        work.requester().tenant().to_string()
    )
    .fetch_optional(work.pool())
    .await
    .map_err(CommandError::database)?;
    if retired == Some(false) { Ok(()) } else { Err(OrganizationError::NoSuchAddress.into()) }
}

/// The day that it is where the organization is.
async fn today(work: &Work<'_>) -> Result<NaiveDate, CommandError> {
    let zone = sqlx::query_scalar!(
        "SELECT time_zone FROM organizations.settings WHERE organization = $1",
        work.requester().tenant().to_string()
    )
    .fetch_optional(work.pool())
    .await
    .map_err(CommandError::database)?;
    let zone = zone.and_then(|zone| zone.parse().ok()).unwrap_or_else(TimeZone::moscow);
    Ok(work.now().with_timezone(&zone.tz()).date_naive())
}
