//! What only read models know: what a member ordered before, and where to.

use domain::approvals::policy::OrderFacts;
use domain::journal::Known;
use domain::vocabulary::{Currency, Period, TimeZone};

use super::Needs;
use crate::approvals::asking::OrderAsked;
use crate::error::CommandError;
use crate::ports::About;
use crate::work::Work;

/// Looks up what the rules ask for.
pub(super) async fn look_up(
    work: &Work<'_>,
    asked: &OrderAsked<'_>,
    needs: &Needs,
    facts: &mut OrderFacts,
) -> Result<(), CommandError> {
    let organization = work.requester().tenant().organization().ok_or(CommandError::Forbidden)?;
    let about = About { organization, member: asked.author, except: asked.order, at_least: asked.head };
    if needs.first_order {
        facts.first_order = work.facts().first_order(about).await;
    }
    if needs.new_address {
        facts.new_address = new_address(work, asked, about).await;
    }
    if needs.spent.is_empty() {
        return Ok(());
    }
    let zone = time_zone(work).await?.tz();
    let within = |(period, currency): &(Period, Currency)| (period.around(work.now(), zone), *currency);
    let spent = work.facts().spent(about, needs.spent.iter().map(within).collect()).await;
    facts.spent = needs.spent.iter().copied().zip(spent).collect();
    Ok(())
}

/// Whether nothing was delivered to the order's address before. Goods that the buyer fetches,
/// or whose delivery is not chosen, go to no address, so to no new one.
async fn new_address(work: &Work<'_>, asked: &OrderAsked<'_>, about: About) -> Known<bool> {
    let Some(address) = asked.address else {
        return Known::Read { value: false, as_of: about.at_least };
    };
    match work.facts().addresses_used(about, [address].into()).await {
        Known::Read { value, as_of } => Known::Read { value: !value.contains(&address), as_of },
        Known::Unknown => Known::Unknown,
    }
}

/// Where the organization's day begins; in Moscow, if it did not say.
pub(crate) async fn time_zone(work: &Work<'_>) -> Result<TimeZone, CommandError> {
    let zone = sqlx::query_scalar!(
        "SELECT time_zone FROM organizations.settings WHERE organization = $1",
        work.requester().tenant().to_string()
    );
    let zone = zone.fetch_optional(work.pool()).await.map_err(CommandError::database)?;
    Ok(zone.and_then(|zone| zone.parse().ok()).unwrap_or_else(TimeZone::moscow))
}
