//! Making a read table anew from the journal, in one transaction: readers see the old
//! rows until the new ones are complete.

use commands::journal::Feed;
use domain::journal::Position;
use projections::{Projection, projector};
use sqlx::PgPool;

use super::projecting::{ProjectingError, replay};

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
    let until = Feed::new(pool.clone()).safe_position().await?;
    let mut transaction = pool.begin().await?;
    sqlx::query!("SELECT position FROM journal.projections WHERE name = $1 FOR UPDATE", projection.name())
        .fetch_optional(&mut *transaction)
        .await?;
    projector::clear(&mut transaction, projection).await?;
    let events = replay(&mut transaction, projection, until).await?;
    projector::advance(&mut transaction, &[projection.name().to_owned()], until).await?;
    transaction.commit().await?;
    Ok(Rebuilt { events, position: until })
}
