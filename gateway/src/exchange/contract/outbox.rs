//! What 1C fetches, and how it acknowledges it.

use chrono::{DateTime, NaiveDate, Utc};
use commands::exchange::outbox::{OutboxRow, Tellable, TellableOrder, TellableReconciliation, Told};
use domain::ordering::OrderStatus;
use domain::ordering::order::Line;
use domain::vocabulary::OrderId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a base has to fetch.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OutboxAnswer {
    /// In the order of their positions; nothing when nothing came while it was waited.
    pub items: Vec<OutboxItem>,
}

/// Something that 1C has to know: `order` or `reconciliation` says of what.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OutboxItem {
    /// Its place: acknowledge it when it is kept.
    #[schema(example = 17)]
    pub position: i64,
    /// What happened.
    pub kind: OutboxKind,
    /// When.
    #[schema(value_type = String, format = DateTime, example = "2026-03-02T09:00:00Z")]
    pub occurred_at: DateTime<Utc>,
    /// The order as it is now, which may be later than what happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<OutboxOrder>,
    /// The statement that is asked for. Answer with `reconciliation`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reconciliation: Option<OutboxReconciliation>,
}

/// What happened.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OutboxKind {
    /// The supplier accepted it: it is to become a document. Answer with `order_status`.
    OrderConfirmed,
    /// It is not what it was.
    OrderChanged,
    /// It was called off.
    OrderCancelled,
    /// A reconciliation statement is asked for. Answer with `reconciliation`.
    ReconciliationRequested,
    /// It is still waited for.
    ReconciliationReminded,
}

/// A reconciliation statement that is asked for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OutboxReconciliation {
    /// The id of the request, for the answer.
    #[schema(example = "7d0f5a1c-90b2-5c5e-8f2f-2f6b1c0a9e11")]
    pub id: String,
    /// The id in 1C of the customer, where this base has sent it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counterparty: Option<String>,
    /// The id in 1C of the contract, where this base has sent it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contract: Option<String>,
    /// The number of the contract on the paper.
    #[schema(example = "12/26")]
    pub contract_number: String,
    /// The currency.
    #[schema(example = "RUB")]
    pub currency: String,
    /// The first day.
    #[schema(value_type = String, format = Date, example = "2026-01-01")]
    pub from: NaiveDate,
    /// The last day.
    #[schema(value_type = String, format = Date, example = "2026-03-31")]
    pub to: NaiveDate,
}

/// An order.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OutboxOrder {
    /// Our id of it.
    #[schema(example = "0195a3c0-0000-7000-8000-000000000042")]
    pub id: String,
    /// Its number: at most 11 characters.
    #[schema(example = "1000042")]
    pub number: String,
    /// Where it stands: `confirmed`, `processing`, `cancelled` and so on.
    #[schema(example = "confirmed")]
    pub status: String,
    /// The id in 1C of the buyer, where this base has sent it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counterparty: Option<String>,
    /// The id in 1C of the contract, where this base has sent it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contract: Option<String>,
    /// The number of the contract on the paper.
    #[schema(example = "12/26")]
    pub contract_number: String,
    /// The currency.
    #[schema(example = "RUB")]
    pub currency: String,
    /// The total with VAT and delivery.
    #[schema(example = "1200.00")]
    pub total: String,
    /// Its lines.
    pub lines: Vec<OutboxLine>,
    /// How it is delivered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery: Option<OutboxDelivery>,
    /// The day on which the buyer wants it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub wanted_on: Option<NaiveDate>,
    /// What the buyer remarks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// A line of an order.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OutboxLine {
    /// The product's id in 1C.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "1f2e3d4c-4a0d-11ee-9d2a-00155d012345")]
    pub product: Option<String>,
    /// The article.
    #[schema(example = "Б-1")]
    pub article: String,
    /// The name.
    #[schema(example = "Болт")]
    pub name: String,
    /// The unit in which the quantity counts.
    #[schema(example = "шт")]
    pub unit: String,
    /// How many were ordered.
    #[schema(example = "10")]
    pub quantity: String,
    /// How many of them were cancelled since.
    #[schema(example = "0")]
    pub cancelled: String,
    /// The price of a unit, as its type of price has it.
    #[schema(example = "100")]
    pub price: String,
    /// Whether the price contains the VAT.
    pub vat_included: bool,
    /// The line with VAT.
    #[schema(example = "1200.00")]
    pub total: String,
}

/// How an order is delivered.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OutboxDelivery {
    /// The way.
    #[schema(example = "Курьер")]
    pub way: String,
    /// What it costs with VAT.
    #[schema(example = "0.00")]
    pub cost: String,
    /// Where to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// That everything up to a position is kept in 1C.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Acknowledgement {
    /// The position of the last item that is kept.
    #[schema(example = 17)]
    pub position: i64,
}

/// How far a base has come.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Acknowledged {
    /// The last position that it acknowledged.
    #[schema(example = 17)]
    pub acknowledged: i64,
}

impl From<Told> for OutboxKind {
    fn from(told: Told) -> Self {
        match told {
            Told::OrderConfirmed => Self::OrderConfirmed,
            Told::OrderChanged => Self::OrderChanged,
            Told::OrderCancelled => Self::OrderCancelled,
            Told::ReconciliationRequested => Self::ReconciliationRequested,
            Told::ReconciliationReminded => Self::ReconciliationReminded,
        }
    }
}

impl OutboxItem {
    /// Of a row and what it is about.
    pub fn of(row: &OutboxRow, tellable: Tellable) -> Self {
        let (order, reconciliation) = match tellable {
            Tellable::Order(id, tellable) => (Some(order(id, *tellable)), None),
            Tellable::Reconciliation(tellable) => (None, Some(asked(tellable))),
        };
        Self { position: row.position, kind: row.what.into(), occurred_at: row.at, order, reconciliation }
    }
}

fn asked(tellable: TellableReconciliation) -> OutboxReconciliation {
    let TellableReconciliation { id, scope, contract, contract_number, counterparty } = tellable;
    OutboxReconciliation {
        id: id.to_string(),
        counterparty,
        contract,
        contract_number: contract_number.unwrap_or_default(),
        currency: scope.currency.to_string(),
        from: scope.from,
        to: scope.to,
    }
}

fn order(id: OrderId, tellable: TellableOrder) -> OutboxOrder {
    let TellableOrder { order, contract, counterparty, products, address, comment } = tellable;
    let line = |line: &Line| {
        let product = products.iter().find(|(id, _)| *id == line.goods.product.uuid());
        OutboxLine {
            product: product.map(|(_, external)| external.clone()),
            article: line.goods.article.clone(),
            name: line.goods.name.clone(),
            unit: line.goods.unit.clone(),
            quantity: line.quantity.number().to_string(),
            cancelled: order
                .cancelled(line.goods.product)
                .map_or_else(|| "0".to_owned(), |quantity| quantity.number().to_string()),
            price: line.quote.price.amount.to_string(),
            vat_included: line.quote.vat_included,
            total: line.amounts.gross.to_string(),
        }
    };
    let delivery = order.delivery().map(|delivery| OutboxDelivery {
        way: delivery.tariff.name.clone(),
        cost: delivery.cost.gross.to_string(),
        address,
    });
    OutboxOrder {
        id: id.to_string(),
        number: order.number().map(ToString::to_string).unwrap_or_default(),
        status: order.status().map(status).unwrap_or_default(),
        counterparty,
        contract,
        contract_number: order.contract().map(|terms| terms.number.clone()).unwrap_or_default(),
        currency: order.contract().map(|terms| terms.currency.to_string()).unwrap_or_default(),
        total: order.totals().map(|totals| totals.sum.gross.to_string()).unwrap_or_default(),
        lines: order.lines().iter().map(line).collect(),
        delivery,
        wanted_on: order.wanted_on(),
        comment,
    }
}

/// `PartiallyShipped` as `partially_shipped`.
fn status(status: OrderStatus) -> String {
    let mut word = String::new();
    for letter in status.to_string().chars() {
        if letter.is_ascii_uppercase() && !word.is_empty() {
            word.push('_');
        }
        word.push(letter.to_ascii_lowercase());
    }
    word
}
