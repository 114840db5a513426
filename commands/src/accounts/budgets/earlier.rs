//! Orders that were submitted before the budget of their period was set: they count in it.

use domain::accounts::budget::{BudgetPlace, Standing, shares_of};
use domain::ordering::Order;
use domain::vocabulary::{OrderId, Span};

use crate::error::CommandError;
use crate::journal::StoreError;
use crate::work::Work;

/// The orders that a cost centre bears, or a line of which it bears, and that were last submitted
/// in a stretch of time.
pub(super) async fn earlier_orders(
    work: &Work<'_>,
    place: BudgetPlace,
    within: Span,
) -> Result<Vec<(OrderId, Standing)>, CommandError> {
    let mut earlier = Vec::new();
    for id in submitted(work, place, within).await? {
        let order = work.load::<Order>(id).await?;
        let (Some(status), Some(contract)) = (order.status(), order.contract()) else { continue };
        let mut shares = shares_of(order.lines(), order.delivery(), order.cost_centre());
        let Some(share) = shares.remove(&place.cost_centre) else { continue };
        match Standing::of(status, share) {
            Standing::Over(_) => {}
            standing if contract.currency == place.currency => earlier.push((id, standing)),
            Standing::Waits(_) | Standing::Accepted(_) => {}
        }
    }
    Ok(earlier)
}

async fn submitted(work: &Work<'_>, place: BudgetPlace, within: Span) -> Result<Vec<OrderId>, CommandError> {
    let ids = sqlx::query_scalar!(
        "SELECT aggregate_id FROM journal.events
          WHERE organization = $1 AND aggregate_type = 'order' AND event_type = 'Submitted'
            AND occurred_at >= $2 AND payload::text LIKE '%' || $4::text || '%'
          GROUP BY aggregate_id HAVING max(occurred_at) < $3 ORDER BY min(position)",
        place.organization.to_string(),
        within.from,
        within.to,
        place.cost_centre.to_string()
    );
    let ids = ids.fetch_all(work.pool()).await.map_err(CommandError::database)?;
    let id = |id: String| {
        id.parse().map_err(|_| {
            let (table, column) = ("journal.events", "aggregate_id");
            CommandError::Store(StoreError::Inconsistent { table, column, value: id.clone() })
        })
    };
    ids.into_iter().map(id).collect()
}
