//! What only read models know of accounts, read from the settlement ledger's read tables.

use std::time::Duration;

use commands::ports::{AboutAccount, AboutBalance, AccountFacts, Answering};
use domain::accounts::exposure::Receivables;
use domain::journal::Known;
use domain::journal::Position;
use domain::vocabulary::OrganizationId;
use projections::accounts::{Stretch, balance_after, dated, last_exchange, receivables};
use projections::{ReadError, Reads, ScopedRead};
use rust_decimal::Decimal;

use crate::workers::Freshness;

/// How long an order waits for the ledger to come up to the journal. Usually that takes
/// milliseconds; after this nobody knows what is owed, and nothing is called fine.
const PATIENCE: Duration = Duration::from_millis(800);
/// The read table that is asked.
const LEDGER: &str = "settlement_entries";

/// Facts of accounts from the read models of this database.
pub struct ReadAccountFacts {
    reads: Reads,
    freshness: Freshness,
}

/// Why a fact is unknown.
#[derive(Debug, thiserror::Error)]
enum Unknown {
    #[error("the ledger is behind")]
    Behind,
    #[error("a document of the organization is parked")]
    Parked,
    #[error(transparent)]
    Unread(#[from] ReadError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl ReadAccountFacts {
    /// Over the connections of the reader.
    pub const fn new(reads: Reads, freshness: Freshness) -> Self {
        Self { reads, freshness }
    }

    /// The ledger, when it has come so far and nothing of the organization is missing in it.
    async fn ledger(&self, organization: OrganizationId, at_least: Position) -> Result<ScopedRead, Unknown> {
        self.freshness.reach(&[LEDGER], at_least, PATIENCE).await.map_err(|_| Unknown::Behind)?;
        if self.freshness.has_parked_of(LEDGER, organization).await? {
            return Err(Unknown::Parked);
        }
        Ok(self.reads.for_decision(organization).await?)
    }

    async fn read_balance(&self, about: &AboutBalance) -> Result<Known<Decimal>, Unknown> {
        let scope = about.scope;
        let mut read = self.ledger(scope.organization, about.at_least).await?;
        let stretch = Stretch {
            contract: Some(scope.contract),
            currency: scope.currency,
            from: scope.from,
            to: scope.to,
            known: Some(about.known_at),
        };
        let value = balance_after(&mut read, scope.organization, &stretch).await?;
        Ok(Known::Read { value, as_of: about.at_least })
    }

    async fn read(&self, about: &AboutAccount) -> Result<Known<Receivables>, Unknown> {
        let organization = about.account.organization;
        let mut read = self.ledger(organization, about.at_least).await?;
        let orders: Vec<_> = about.orders.iter().copied().collect();
        let found = receivables(&mut read, organization, about.account.currency, &orders).await?;
        if found.position < about.at_least {
            return Err(Unknown::Behind);
        }
        let as_of = found.position;
        let value = dated(found, about.now, last_exchange(&mut read, organization).await?);
        Ok(Known::Read { value, as_of })
    }
}

impl AccountFacts for ReadAccountFacts {
    fn receivables(&self, about: AboutAccount) -> Answering<'_, Receivables> {
        Box::pin(async move {
            self.read(&about).await.unwrap_or_else(|why| {
                tracing::warn!(%why, "what an organization owes is unknown");
                Known::Unknown
            })
        })
    }

    fn balance(&self, about: AboutBalance) -> Answering<'_, Decimal> {
        Box::pin(async move {
            self.read_balance(&about).await.unwrap_or_else(|why| {
                tracing::warn!(%why, "a balance is unknown");
                Known::Unknown
            })
        })
    }
}
