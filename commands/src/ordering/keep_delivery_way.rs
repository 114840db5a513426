//! Keeping the ways of delivery as files have them.

use domain::journal::StreamKey;
use domain::ordering::order::DeliveryTariff;
use domain::organizations::Action;
use serde::Serialize;
use sqlx::PgConnection;

use crate::command::Command;
use crate::error::CommandError;
use crate::journal::effect::Writing;
use crate::journal::{Append, Effect};
use crate::work::Work;

/// Keeps a way of delivery as the supplier offers it now. Orders that chose it before keep
/// what they froze.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeepDeliveryWay {
    /// The operator's own name of it, which no other way has.
    pub code: String,
    /// What is offered.
    pub tariff: DeliveryTariff,
    /// Whether it is not offered any more.
    pub withdrawn: bool,
}

impl Command for KeepDeliveryWay {
    const NAME: &'static str = "keep_delivery_way";
    const ACTION: Action = Action::TakeInCatalogue;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        work.effect(self.clone());
        Ok(())
    }
}

impl Effect for KeepDeliveryWay {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, _: &'a Append) -> Writing<'a> {
        let Self { code, tariff, withdrawn } = self;
        Box::pin(async move {
            sqlx::query!(
                "INSERT INTO ordering.delivery_ways
                        (id, code, name, pick_up, price, currency, vat_rate, vat_included,
                         free_from, withdrawn)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                 ON CONFLICT (id) DO UPDATE
                    SET code = excluded.code, name = excluded.name, pick_up = excluded.pick_up,
                        price = excluded.price, currency = excluded.currency, vat_rate = excluded.vat_rate,
                        vat_included = excluded.vat_included, free_from = excluded.free_from,
                        withdrawn = excluded.withdrawn",
                tariff.way.uuid(),
                code,
                tariff.name,
                tariff.pick_up,
                tariff.price.amount,
                tariff.price.currency.to_string(),
                tariff.vat_rate.to_string(),
                tariff.vat_included,
                tariff.free_from.map(|from| from.amount),
                withdrawn
            )
            .execute(transaction)
            .await?;
            Ok(())
        })
    }
}
