//! What is there already.

use std::collections::{BTreeMap, BTreeSet};

use commands::approvals::published::{Published, published};
use commands::catalogue::named::{self, Named};
use commands::identity::Identity;
use commands::journal::StoreError;
use commands::journal::load::load;
use commands::ordering::{KeepDeliveryWay, delivery};
use commands::organizations::{kept, look_up};
use commands::ports::Ids;
use domain::organizations::{Contract, LegalEntity, Organization};
use domain::vocabulary::{CategoryId, OrganizationId, PersonId, PriceTypeId};
use sqlx::PgPool;

use crate::organizations::file;

/// What files refer to.
pub struct Known {
    /// The legal entities of the supplier.
    pub legal_entities: Vec<LegalEntity>,
    /// The ways of delivery, the withdrawn ones too.
    pub delivery_ways: Vec<KeepDeliveryWay>,
    /// The types of price.
    pub price_types: Vec<Named<PriceTypeId>>,
    /// The categories.
    pub categories: Vec<Named<CategoryId>>,
    /// Everybody who signs in, by e-mail.
    pub people: BTreeMap<String, PersonId>,
}

impl Known {
    /// Reads all of it.
    pub async fn load(pool: &PgPool, identity: &Identity) -> Result<Self, StoreError> {
        let people = identity.everybody().await?;
        Ok(Self {
            legal_entities: kept::legal_entities(pool).await?,
            delivery_ways: delivery::kept(pool).await?,
            price_types: named::price_types(pool).await?,
            categories: named::categories(pool).await?,
            people: people.into_iter().map(|listed| (listed.named.email, listed.person)).collect(),
        })
    }
}

/// How a customer of a file stands.
pub struct Standing {
    /// Its id, which is a new one if it is not registered.
    pub id: OrganizationId,
    /// The organization; not registered, if it is new.
    pub organization: Organization,
    /// Its contracts.
    pub contracts: Vec<Contract>,
    /// Who was a member once.
    pub left: BTreeSet<PersonId>,
    /// The words of its delivery addresses.
    pub addresses: BTreeSet<String>,
    /// The policy in force.
    pub policy: Published,
}

impl Standing {
    /// Finds a company by its INN and KPP.
    pub async fn of(pool: &PgPool, asked: &file::Organization, ids: &dyn Ids) -> Result<Self, StoreError> {
        let found = look_up::company(pool, &asked.legal.inn, &asked.legal.kpp).await?;
        let id = found.unwrap_or_else(|| OrganizationId(ids.next()));
        Ok(Self {
            id,
            organization: load::<Organization>(pool, id).await?.state,
            contracts: kept::contracts(pool, id).await?,
            left: kept::left(pool, id).await?,
            addresses: kept::delivery_addresses(pool, id).await?,
            policy: published(pool, id).await?,
        })
    }
}
