//! In which accounts do orders wait for credit?

use domain::accounts::exposure::CreditAccount;
use sqlx::PgPool;

use crate::page::ReadError;
use crate::stored::{organization as id_of, parse};

/// The accounts of all organizations in which orders wait for credit: for whatever looks at them
/// again by itself, and nobody else.
pub async fn accounts_that_wait(pool: &PgPool) -> Result<Vec<CreditAccount>, ReadError> {
    let rows = sqlx::query!(
        "SELECT organization, currency FROM credit WHERE waiting > 0 ORDER BY organization, currency"
    );
    let rows = rows.fetch_all(pool).await?;
    let account = |organization: &str, currency: &str| -> sqlx::Result<CreditAccount> {
        Ok(CreditAccount { organization: id_of(organization)?, currency: parse(currency)? })
    };
    Ok(rows.iter().map(|row| account(&row.organization, &row.currency)).collect::<sqlx::Result<_>>()?)
}
