//! Making a read table anew from the journal, in one transaction: readers see the old
//! rows until the new ones are complete.

use commands::journal::Feed;
use domain::journal::Position;
use projections::{Projection, projector};
use sqlx::PgPool;

use super::projecting::{ProjectingError, hold_alone, replay};

/// What a rebuild did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rebuilt {
    /// How many events were read.
    pub events: u64,
    /// The position that the projection stands at now.
    pub position: Position,
}

/// Rebuilds a projection while the service may be running: its worker waits for the row
/// of the checkpoint. An event that cannot be projected stops the rebuild, and the old
/// rows stay.
pub async fn rebuild(pool: &PgPool, projection: &dyn Projection) -> Result<Rebuilt, ProjectingError> {
    let mut transaction = pool.begin().await?;
    hold_alone(&mut transaction, projection).await?;
    // Only now: the worker has not come further, so the checkpoint does not go back and
    // nobody takes the new rows for fresher than they are.
    let until = Feed::new(pool.clone()).safe_position().await?;
    projector::clear(&mut transaction, projection).await?;
    let events = replay(&mut transaction, projection, until).await?;
    projector::advance(&mut transaction, &[projection.name().to_owned()], until).await?;
    transaction.commit().await?;
    Ok(Rebuilt { events, position: until })
}
