//! Contracts of 1C: tied to ours by 1C's id, by the number for one that was written down by hand,
//! or made.

use chrono::{DateTime, Utc};
use domain::catalogue::price_type_id;
use domain::exchange::BaseName;
use domain::exchange::run::DocumentOutcome;
use domain::vocabulary::{OrganizationId, PaymentTerms};
use sqlx::PgConnection;
use uuid::Uuid;

use super::document::{Contract, Seller};
use super::known::Known;
use super::outcome::Verdict;
use super::refusal::ExchangeRefusal as Refused;
use crate::journal::StoreError;
use crate::ports::Ids;

/// The longest number of a contract.
const MOST_NUMBER_CHARACTERS: usize = 50;

/// Where contracts are kept.
pub struct Keeping<'a> {
    pub connection: &'a mut PgConnection,
    pub base: &'a BaseName,
    pub ids: &'a dyn Ids,
    pub now: DateTime<Utc>,
}

/// A contract that is known by 1C's id.
struct Tied {
    version: i64,
    organization: String,
    contract: Uuid,
    currency: String,
}

/// What a contract refers to; nothing where it does not say it.
struct Terms {
    seller: Option<Uuid>,
    price_type: Option<Uuid>,
    payment: Option<serde_json::Value>,
}

impl Keeping<'_> {
    /// Keeps a contract of 1C as one of ours.
    pub async fn keep(&mut self, sent: &Contract, known: &Known) -> Result<Verdict, StoreError> {
        let organization = match known.organization(&sent.counterparty) {
            Ok(organization) => organization,
            Err(refused) => return Ok(refused.into()),
        };
        let length = sent.number.chars().count();
        if !(1..=MOST_NUMBER_CHARACTERS).contains(&length) || sent.number.chars().any(char::is_control) {
            return Ok(Refused::ContractNumberUnusable.into());
        }
        let terms = match self.terms(sent).await? {
            Ok(terms) => terms,
            Err(refused) => return Ok(refused.into()),
        };
        match self.tied(&sent.id).await? {
            Some(tied) => self.renew(sent, organization, &tied, terms).await,
            None => self.begin(sent, organization, terms).await,
        }
    }

    async fn tied(&mut self, id: &str) -> Result<Option<Tied>, StoreError> {
        Ok(sqlx::query_as!(
            Tied,
            "SELECT tied.version, tied.organization, tied.contract, ours.currency
               FROM exchange.contracts tied JOIN organizations.contracts ours ON ours.id = tied.contract
              WHERE tied.base = $1 AND tied.id = $2 FOR UPDATE OF tied",
            self.base.as_str(),
            id
        )
        .fetch_optional(&mut *self.connection)
        .await?)
    }

    async fn renew(
        &mut self,
        sent: &Contract,
        organization: OrganizationId,
        tied: &Tied,
        terms: Terms,
    ) -> Result<Verdict, StoreError> {
        if let Some(verdict) = Verdict::of_known(tied.version, sent.version) {
            return Ok(verdict);
        }
        if tied.organization != organization.to_string() {
            return Ok(Refused::ContractOfOther.into());
        }
        if tied.currency != sent.currency.code() {
            return Ok(Refused::CurrencyFixed.into());
        }
        self.change(tied.contract, sent, terms).await?;
        self.tie(sent, organization, tied.contract).await?;
        Ok(Verdict::taken(DocumentOutcome::Replaced))
    }

    async fn begin(
        &mut self,
        sent: &Contract,
        organization: OrganizationId,
        terms: Terms,
    ) -> Result<Verdict, StoreError> {
        if let Some(contract) = self.written_by_hand(sent, organization).await? {
            self.change(contract, sent, terms).await?;
            self.tie(sent, organization, contract).await?;
            return Ok(Verdict::taken(DocumentOutcome::Posted));
        }
        let Some(seller) = terms.seller else { return Ok(Refused::SellerMissing.into()) };
        let Some(price_type) = terms.price_type else { return Ok(Refused::PriceTypeMissing.into()) };
        let payment_terms = match terms.payment {
            Some(terms) => terms,
            None => serde_json::to_value(PaymentTerms::default())?,
        };
        let contract = self.ids.next();
        sqlx::query!(
            "INSERT INTO organizations.contracts
                    (id, organization, number, signed_on, currency, payment_terms, price_type, legal_entity)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            contract,
            organization.to_string(),
            sent.number,
            sent.date,
            sent.currency.code(),
            payment_terms,
            price_type,
            seller
        )
        .execute(&mut *self.connection)
        .await?;
        self.tie(sent, organization, contract).await?;
        Ok(Verdict::taken(DocumentOutcome::Posted))
    }

    /// The contract of the organization that has the number and that no contract of the base is
    /// yet; the one with the same date, where several have it.
    async fn written_by_hand(
        &mut self,
        sent: &Contract,
        organization: OrganizationId,
    ) -> Result<Option<Uuid>, StoreError> {
        Ok(sqlx::query_scalar!(
            "SELECT id FROM organizations.contracts ours
              WHERE organization = $1 AND number = $2 AND currency = $3
                AND NOT EXISTS (SELECT FROM exchange.contracts tied WHERE tied.contract = ours.id AND base = $5)
              ORDER BY (signed_on = $4) DESC, signed_on DESC, id LIMIT 1",
            organization.to_string(),
            sent.number.trim(),
            sent.currency.code(),
            sent.date,
            self.base.as_str()
        )
        .fetch_optional(&mut *self.connection)
        .await?)
    }

    async fn change(&mut self, contract: Uuid, sent: &Contract, terms: Terms) -> Result<(), StoreError> {
        sqlx::query!(
            "UPDATE organizations.contracts
                SET number = $2, signed_on = $3, payment_terms = coalesce($4::jsonb::json, payment_terms),
                    price_type = coalesce($5, price_type), legal_entity = coalesce($6, legal_entity)
              WHERE id = $1",
            contract,
            sent.number,
            sent.date,
            terms.payment,
            terms.price_type,
            terms.seller
        )
        .execute(&mut *self.connection)
        .await?;
        Ok(())
    }

    async fn tie(
        &mut self,
        sent: &Contract,
        organization: OrganizationId,
        contract: Uuid,
    ) -> Result<(), StoreError> {
        sqlx::query!(
            "INSERT INTO exchange.contracts (base, id, version, organization, contract, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (base, id) DO UPDATE
             SET version = excluded.version, contract = excluded.contract, changed_at = excluded.changed_at",
            self.base.as_str(),
            sent.id,
            sent.version,
            organization.to_string(),
            contract,
            self.now
        )
        .execute(&mut *self.connection)
        .await?;
        Ok(())
    }

    async fn terms(&mut self, sent: &Contract) -> Result<Result<Terms, Refused>, StoreError> {
        let seller = match &sent.seller {
            None => None,
            Some(seller) => match self.legal_entity(seller).await? {
                None => return Ok(Err(Refused::SellerUnknown)),
                found => found,
            },
        };
        let price_type = match &sent.price_type {
            None => None,
            Some(external) => match self.price_type(external).await? {
                None => return Ok(Err(Refused::PriceTypeUnknown)),
                found => found,
            },
        };
        let payment = sent.payment_terms.map(serde_json::to_value).transpose()?;
        Ok(Ok(Terms { seller, price_type, payment }))
    }

    async fn legal_entity(&mut self, seller: &Seller) -> Result<Option<Uuid>, StoreError> {
        let mut found = sqlx::query_scalar!(
            "SELECT id FROM organizations.legal_entities
              WHERE inn = $1 AND ($2::text IS NULL OR kpp = $2) ORDER BY id LIMIT 2",
            seller.inn.to_string(),
            seller.kpp.as_ref().map(ToString::to_string)
        )
        .fetch_all(&mut *self.connection)
        .await?;
        // A branch is meant, and it is not said which.
        Ok(if found.len() == 1 { found.pop() } else { None })
    }

    async fn price_type(&mut self, external: &str) -> Result<Option<Uuid>, StoreError> {
        Ok(sqlx::query_scalar!(
            "SELECT id FROM catalogue.price_types WHERE id = $1",
            price_type_id(external).uuid()
        )
        .fetch_optional(&mut *self.connection)
        .await?)
    }
}
