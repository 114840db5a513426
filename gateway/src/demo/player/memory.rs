//! What an approval policy has to know of earlier orders. The read models are made when the
//! service starts, so the play asks the journal itself.

use std::collections::BTreeSet;

use commands::ports::{About, Answering, AnsweringEach, OrderingFacts};
use domain::journal::Known;
use domain::vocabulary::{AddressId, Currency, Money, Span};
use sqlx::PgPool;
use uuid::Uuid;

/// The journal of the play.
pub struct Memory(PgPool);

impl Memory {
    /// Over the connections of the writer.
    pub fn of(pool: &PgPool) -> Self {
        Self(pool.clone())
    }

    /// The addresses of the organization's orders that were confirmed.
    async fn addresses(&self, about: About) -> sqlx::Result<BTreeSet<AddressId>> {
        let used: Vec<Uuid> = sqlx::query_scalar!(
            r#"SELECT DISTINCT (chosen.payload #>> '{DeliveryChosen,delivery,address}')::uuid AS "address!"
                 FROM journal.events chosen
                WHERE chosen.organization = $1 AND chosen.event_type = 'DeliveryChosen'
                  AND chosen.payload #>> '{DeliveryChosen,delivery,address}' IS NOT NULL
                  AND chosen.aggregate_id IS DISTINCT FROM $2
                  AND EXISTS (SELECT FROM journal.events confirmed
                               WHERE confirmed.aggregate_type = 'order' AND confirmed.event_type = 'Confirmed'
                                 AND confirmed.aggregate_id = chosen.aggregate_id)"#,
            about.organization.to_string(),
            about.except.map(|order| order.to_string())
        )
        .fetch_all(&self.0)
        .await?;
        Ok(used.into_iter().map(AddressId).collect())
    }
}

impl OrderingFacts for Memory {
    fn first_order(&self, _: About) -> Answering<'_, bool> {
        Box::pin(async { Known::Unknown })
    }

    fn spent(&self, _: About, within: Vec<(Span, Currency)>) -> AnsweringEach<'_, Money> {
        Box::pin(async move { vec![Known::Unknown; within.len()] })
    }

    fn addresses_used(&self, about: About, _: BTreeSet<AddressId>) -> Answering<'_, BTreeSet<AddressId>> {
        Box::pin(async move {
            let used = self.addresses(about).await;
            used.map_or(Known::Unknown, |value| Known::Read { value, as_of: about.at_least })
        })
    }
}
