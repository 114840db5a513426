//! Contracts and the supplier's legal entities: tables that belong to 1C.

use domain::journal::StreamKey;
use domain::organizations::{Action, Contract, LegalEntity};
use domain::refusal::Refusal;
use serde::Serialize;
use sqlx::PgConnection;

use crate::command::Command;
use crate::error::CommandError;
use crate::journal::effect::Writing;
use crate::journal::{Append, Effect, EffectError, StoreError};
use crate::work::Work;

/// Keeps a legal entity of the supplier as 1C has it now.
#[derive(Clone, Debug, Serialize)]
pub struct KeepLegalEntity(pub LegalEntity);

/// Keeps a contract of an organization as 1C has it now.
#[derive(Clone, Debug, Serialize)]
pub struct KeepContract(pub Contract);

/// The contract is another organization's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this contract is another organization's and does not go over to this one")]
pub struct ContractOfAnother;

impl Refusal for ContractOfAnother {
    fn code(&self) -> &'static str {
        "CONTRACT_OF_ANOTHER_ORGANIZATION"
    }

    fn in_russian(&self) -> String {
        "Это договор другой организации, он не переходит к этой.".to_owned()
    }
}

impl Command for KeepLegalEntity {
    const NAME: &'static str = "keep_legal_entity";
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

impl Command for KeepContract {
    const NAME: &'static str = "keep_contract";
    const ACTION: Action = Action::TakeInCatalogue;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        if work.requester().tenant().organization() != Some(self.0.organization) {
            return Err(CommandError::NotFound);
        }
        work.effect(self.clone());
        Ok(())
    }
}

impl Effect for KeepLegalEntity {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, _: &'a Append) -> Writing<'a> {
        let entity = &self.0;
        Box::pin(async move {
            sqlx::query!(
                "INSERT INTO organizations.legal_entities
                        (id, name, inn, kpp, legal_address, bank, bic, account, correspondent_account)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                 ON CONFLICT (id) DO UPDATE
                 SET name = excluded.name, inn = excluded.inn, kpp = excluded.kpp,
                     legal_address = excluded.legal_address, bank = excluded.bank, bic = excluded.bic,
                     account = excluded.account, correspondent_account = excluded.correspondent_account",
                entity.id.uuid(),
                entity.name,
                entity.inn.to_string(),
                entity.kpp.as_ref().map(ToString::to_string),
                entity.legal_address,
                entity.bank.bank,
                entity.bank.bic.to_string(),
                entity.bank.account.to_string(),
                entity.bank.correspondent_account.as_ref().map(ToString::to_string)
            )
            .execute(transaction)
            .await?;
            Ok(())
        })
    }
}

impl Effect for KeepContract {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, _: &'a Append) -> Writing<'a> {
        let contract = &self.0;
        Box::pin(async move {
            let payment_terms = serde_json::to_value(contract.payment_terms).map_err(StoreError::Json)?;
            let kept = sqlx::query!(
                "INSERT INTO organizations.contracts AS kept
                        (id, organization, number, signed_on, currency, payment_terms, price_type, legal_entity)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                 ON CONFLICT (id) DO UPDATE
                 SET number = excluded.number, signed_on = excluded.signed_on, currency = excluded.currency,
                     payment_terms = excluded.payment_terms, price_type = excluded.price_type,
                     legal_entity = excluded.legal_entity
                 WHERE kept.organization = excluded.organization",
                contract.id.uuid(),
                contract.organization.to_string(),
                contract.number,
                contract.date,
                contract.currency.code(),
                payment_terms,
                contract.price_type.uuid(),
                contract.seller.uuid()
            )
            .execute(transaction)
            .await?;
            // A contract does not go over to another organization.
            if kept.rows_affected() == 0 {
                return Err(EffectError::Refused(Box::new(ContractOfAnother)));
            }
            Ok(())
        })
    }
}
