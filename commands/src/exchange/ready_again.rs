//! Refused documents whose counterparty or contract has become known since: they can be taken in
//! again without anybody asking for it.

use domain::exchange::BaseName;
use sqlx::PgPool;
use uuid::Uuid;

use super::counterparties;
use crate::error::CommandError;
use crate::journal::StoreError;

/// The most counterparties that are looked at once.
const LOOKED_AT: i64 = 100_000;

/// Documents of a base that can be taken in again now, the first ones first: at most so many.
pub async fn ready_again(pool: &PgPool, most: i64) -> Result<Vec<(BaseName, Vec<Uuid>)>, CommandError> {
    tie_registered(pool).await?;
    let rows = sqlx::query!(
        r#"SELECT base, array_agg(id ORDER BY refused_at, id) AS "ids!"
             FROM (SELECT waiting.base, waiting.id, waiting.refused_at
                     FROM exchange.refused waiting
                     JOIN exchange.counterparties known
                       ON known.base = waiting.base AND known.id = waiting.counterparty
                    WHERE waiting.settled_at IS NULL AND waiting.retry AND known.organization IS NOT NULL
                      AND (waiting.code IN ('EXCHANGE_COUNTERPARTY_UNKNOWN', 'EXCHANGE_COUNTERPARTY_NOT_TIED')
                           OR waiting.code = 'EXCHANGE_CONTRACT_UNKNOWN'
                              AND EXISTS (SELECT FROM exchange.contracts contract
                                           WHERE contract.base = waiting.base AND contract.id = waiting.contract))
                    ORDER BY waiting.refused_at, waiting.id LIMIT $1) AS ready
            GROUP BY base ORDER BY base"#,
        most
    );
    let rows = rows.fetch_all(pool).await.map_err(CommandError::database)?;
    let (table, column) = ("exchange.refused", "base");
    let one = |base: String, ids| match base.parse() {
        Ok(base) => Ok((base, ids)),
        Err(_) => Err(StoreError::Inconsistent { table, column, value: base }.into()),
    };
    rows.into_iter().map(|row| one(row.base, row.ids)).collect()
}

/// Ties counterparties for whom documents wait to organizations that were registered since.
async fn tie_registered(pool: &PgPool) -> Result<(), CommandError> {
    let rows = sqlx::query!(
        r#"SELECT untied.base, array_agg(untied.id) AS "ids!"
             FROM (SELECT base, id FROM exchange.counterparties counterparty
                    WHERE organization IS NULL
                      AND EXISTS (SELECT FROM exchange.refused waiting
                                   WHERE waiting.base = counterparty.base AND waiting.counterparty = counterparty.id
                                     AND waiting.settled_at IS NULL AND waiting.retry)
                    ORDER BY base, id LIMIT $1) AS untied
            GROUP BY untied.base"#,
        LOOKED_AT
    );
    let rows = rows.fetch_all(pool).await.map_err(CommandError::database)?;
    let mut connection = pool.acquire().await.map_err(CommandError::database)?;
    for row in rows {
        if let Ok(base) = row.base.parse::<BaseName>() {
            counterparties::tie(&mut connection, &base, &row.ids).await?;
        }
    }
    Ok(())
}
