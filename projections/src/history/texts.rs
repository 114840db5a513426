//! What did people write?
//!
//! Events hold references to texts; the bodies can be erased and are read here.

use std::collections::BTreeMap;

use domain::organizations::{Action, Extent};
use domain::vocabulary::TextId;
use uuid::Uuid;

use crate::page::ReadError;
use crate::scoped_read::{Scope, ScopedRead};

/// The bodies of texts that other rows refer to. What is missing in the answer is erased.
pub async fn texts(read: &mut ScopedRead, ids: &[TextId]) -> Result<BTreeMap<TextId, String>, ReadError> {
    let action = match read.scope() {
        Scope::Person(_) => return Ok(BTreeMap::new()),
        Scope::Member { .. } => Action::ReadOrders,
        Scope::Staff { .. } => Action::ReadAllOrders,
    };
    if read.scope().extent(action) == Extent::None {
        return Ok(BTreeMap::new());
    }
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query!("SELECT id, body FROM journal.texts WHERE id = ANY($1)", &ids)
        .fetch_all(read.connection())
        .await?;
    Ok(rows.into_iter().map(|row| (TextId(row.id), row.body)).collect())
}
