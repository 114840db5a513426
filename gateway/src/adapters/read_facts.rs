//! What only read models know of a member's orders, read from the list of orders.

use std::collections::BTreeSet;
use std::time::Duration;

use commands::ports::{About, Answering, AnsweringEach, OrderingFacts};
use domain::journal::{Known, Position};
use domain::vocabulary::ids::AddressId;
use domain::vocabulary::{Currency, Money, Span};
use projections::ordering::{addresses_used, as_of, has_accepted_order, spent};
use projections::{NoAccess, ReadError, Reads, ScopedRead};

use crate::workers::Freshness;

/// How long a submission waits for the list of orders to come up to the journal. Usually that
/// takes milliseconds; after this the fact is unknown, and the rule matches.
const PATIENCE: Duration = Duration::from_millis(800);
/// The read table that is asked.
const ORDERS: &str = "order_list";

/// Facts from the read models of this database.
pub struct ReadFacts {
    reads: Reads,
    freshness: Freshness,
}

/// Why a fact is unknown.
#[derive(Debug, thiserror::Error)]
enum Unknown {
    #[error("the list of orders is behind")]
    Behind,
    #[error("an order of the organization is parked")]
    Parked,
    #[error("the member has no access: {0}")]
    NoAccess(#[from] NoAccess),
    #[error(transparent)]
    Unread(#[from] ReadError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl ReadFacts {
    /// Over the connections of the reader.
    pub const fn new(reads: Reads, freshness: Freshness) -> Self {
        Self { reads, freshness }
    }

    /// A read in which everything up to the position is there, and how far it is.
    async fn read(&self, about: About) -> Result<(ScopedRead, Position), Unknown> {
        self.freshness.reach(&[ORDERS], about.at_least, PATIENCE).await.map_err(|_| Unknown::Behind)?;
        if self.freshness.has_parked_of(ORDERS, about.organization).await? {
            return Err(Unknown::Parked);
        }
        let mut read = self.reads.member(about.member, about.organization).await?;
        let position = as_of(&mut read).await?;
        if position < about.at_least { Err(Unknown::Behind) } else { Ok((read, position)) }
    }

    async fn first_order(&self, about: About) -> Result<Known<bool>, Unknown> {
        let (mut read, as_of) = self.read(about).await?;
        let value = !has_accepted_order(&mut read, about.member, about.except).await?;
        Ok(Known::Read { value, as_of })
    }

    /// All in one read; unknown where an order is in another currency.
    async fn spent(&self, about: About, asked: &[(Span, Currency)]) -> Result<Vec<Known<Money>>, Unknown> {
        let (mut read, as_of) = self.read(about).await?;
        let mut sums = Vec::with_capacity(asked.len());
        for (within, currency) in asked {
            let value = spent(&mut read, about.member, about.except, *within, *currency).await?;
            sums.push(value.map_or(Known::Unknown, |value| Known::Read { value, as_of }));
        }
        Ok(sums)
    }

    async fn addresses_used(
        &self,
        about: About,
        addresses: &BTreeSet<AddressId>,
    ) -> Result<Known<BTreeSet<AddressId>>, Unknown> {
        let (mut read, as_of) = self.read(about).await?;
        let value = addresses_used(&mut read, addresses, about.except).await?;
        Ok(Known::Read { value, as_of })
    }
}

fn known<T>(answer: Result<Known<T>, Unknown>) -> Known<T> {
    answer.unwrap_or_else(|why| {
        tracing::warn!(%why, "a fact that an approval policy asks for is unknown");
        Known::Unknown
    })
}

impl OrderingFacts for ReadFacts {
    fn first_order(&self, about: About) -> Answering<'_, bool> {
        Box::pin(async move { known(self.first_order(about).await) })
    }

    fn spent(&self, about: About, within: Vec<(Span, Currency)>) -> AnsweringEach<'_, Money> {
        Box::pin(async move {
            self.spent(about, &within).await.unwrap_or_else(|why| {
                tracing::warn!(%why, "what a member spent is unknown");
                vec![Known::Unknown; within.len()]
            })
        })
    }

    fn addresses_used(
        &self,
        about: About,
        addresses: BTreeSet<AddressId>,
    ) -> Answering<'_, BTreeSet<AddressId>> {
        Box::pin(async move { known(self.addresses_used(about, &addresses).await) })
    }
}
