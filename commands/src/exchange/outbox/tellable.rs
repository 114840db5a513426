//! What is in the outbox, as a base has to know it: made when it is fetched.

use domain::accounts::reconciliation::{Reconciliation, Scope};
use domain::exchange::BaseName;
use domain::ordering::Order;
use domain::vocabulary::{AddressId, ContractId, OrderId, ReconciliationId};
use sqlx::PgPool;
use uuid::Uuid;

use super::{OutboxRow, Subject};
use crate::journal::{Loaded, StoreError, load};

/// Something in the outbox as 1C has to know it.
pub enum Tellable {
    /// An order.
    Order(OrderId, Box<TellableOrder>),
    /// A request for a reconciliation statement.
    Reconciliation(TellableReconciliation),
}

/// A request for a reconciliation statement, and what its parts are called in the base.
pub struct TellableReconciliation {
    /// The request.
    pub id: ReconciliationId,
    /// Of what.
    pub scope: Scope,
    /// The id of the contract in the base.
    pub contract: Option<String>,
    /// The number of the contract on the paper.
    pub contract_number: Option<String>,
    /// The id of the organization in the base.
    pub counterparty: Option<String>,
}

/// Something in the outbox as a base has to know it.
pub async fn tellable(pool: &PgPool, base: &BaseName, row: &OutboxRow) -> Result<Tellable, StoreError> {
    match row.about {
        Subject::Order(order) => {
            let told = tellable_order(pool, base, row, order).await?;
            Ok(Tellable::Order(order, Box::new(told)))
        }
        Subject::Reconciliation(id) => tellable_reconciliation(pool, base, row, id).await,
    }
}

async fn tellable_reconciliation(
    pool: &PgPool,
    base: &BaseName,
    row: &OutboxRow,
    id: ReconciliationId,
) -> Result<Tellable, StoreError> {
    let loaded = load::load::<Reconciliation>(pool, id).await?;
    let scope = *loaded.scope().ok_or_else(|| StoreError::Inconsistent {
        table: "exchange.outbox",
        column: "reconciliation",
        value: id.to_string(),
    })?;
    let Named { contract, contract_number, counterparty } =
        named(pool, base, row, Some(scope.contract)).await?;
    Ok(Tellable::Reconciliation(TellableReconciliation {
        id,
        scope,
        contract,
        contract_number,
        counterparty,
    }))
}

/// What a base calls the parties of something.
struct Named {
    contract: Option<String>,
    contract_number: Option<String>,
    counterparty: Option<String>,
}

async fn named(
    pool: &PgPool,
    base: &BaseName,
    row: &OutboxRow,
    contract: Option<ContractId>,
) -> Result<Named, StoreError> {
    let named = sqlx::query_as!(
        Named,
        r#"SELECT (SELECT id FROM exchange.contracts WHERE base = $1 AND contract = $2 ORDER BY changed_at DESC LIMIT 1)
                      AS contract,
                  (SELECT number FROM organizations.contracts WHERE id = $2) AS contract_number,
                  (SELECT id FROM exchange.counterparties WHERE base = $1 AND organization = $3
                    ORDER BY changed_at DESC LIMIT 1) AS counterparty"#,
        base.as_str(),
        contract.map(ContractId::uuid),
        row.organization.to_string()
    );
    Ok(named.fetch_one(pool).await?)
}

/// An order: its state now, and what its parts are called in the base.
pub struct TellableOrder {
    /// The order.
    pub order: Loaded<Order>,
    /// The id of its contract in the base.
    pub contract: Option<String>,
    /// The id of its buyer in the base.
    pub counterparty: Option<String>,
    /// The ids of its products in 1C.
    pub products: Vec<(Uuid, String)>,
    /// The address to which it is delivered.
    pub address: Option<String>,
    /// What the buyer remarks.
    pub comment: Option<String>,
}

async fn tellable_order(
    pool: &PgPool,
    base: &BaseName,
    row: &OutboxRow,
    id: OrderId,
) -> Result<TellableOrder, StoreError> {
    let order = load::load::<Order>(pool, id).await?;
    let products: Vec<Uuid> = order.lines().iter().map(|line| line.goods.product.uuid()).collect();
    let products =
        sqlx::query!("SELECT id, external_id FROM catalogue.products WHERE id = ANY($1)", &products)
            .fetch_all(pool)
            .await?;
    let Named { contract, counterparty, .. } =
        named(pool, base, row, order.contract().map(|contract| contract.contract)).await?;
    let written = sqlx::query!(
        "SELECT (SELECT body FROM journal.texts JOIN organizations.delivery_addresses address
                     ON address.text_id = texts.id WHERE address.id = $1) AS address,
                (SELECT body FROM journal.texts WHERE id = $2) AS comment",
        order.delivery().and_then(|delivery| delivery.address).map(AddressId::uuid),
        order.comment().map(|comment| comment.id.uuid())
    )
    .fetch_one(pool)
    .await?;
    Ok(TellableOrder {
        order,
        contract,
        counterparty,
        products: products.into_iter().map(|row| (row.id, row.external_id)).collect(),
        address: written.address,
        comment: written.comment,
    })
}
