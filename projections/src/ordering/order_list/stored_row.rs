//! A row of the list as its table holds it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::journal::Position;
use domain::ordering::Amounts;
use domain::ordering::order::Hold;
use domain::vocabulary::ids::AddressId;
use domain::vocabulary::{CaseId, ContractId, OrderId, PersonId};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::OrderRow;
use crate::stored::{narrow, organization, parse, parse_all, parse_some};

/// A row as the table holds it.
#[derive(sqlx::FromRow)]
pub struct Stored {
    pub(super) order_id: Uuid,
    pub(super) organization: String,
    pub(super) number: Option<String>,
    pub(super) status: String,
    pub(super) holds: Vec<String>,
    pub(super) confirmation_refused: Option<String>,
    pub(super) author: Uuid,
    pub(super) contract: Uuid,
    pub(super) contract_number: String,
    pub(super) currency: String,
    pub(super) net: Decimal,
    pub(super) vat: Decimal,
    pub(super) gross: Decimal,
    pub(super) line_count: i32,
    pub(super) round: i32,
    pub(super) revision: Option<String>,
    pub(super) approval_case: Option<Uuid>,
    pub(super) paid: Decimal,
    pub(super) payment: Option<String>,
    pub(super) expected_on: Option<NaiveDate>,
    pub(super) cancellation_asked: bool,
    pub(super) delivery_address: Option<Uuid>,
    pub(super) created_at: DateTime<Utc>,
    pub(super) submitted_at: Option<DateTime<Utc>>,
    pub(super) updated_at: DateTime<Utc>,
    pub(super) version: i64,
    pub(super) position: i64,
}

impl TryFrom<Stored> for OrderRow {
    type Error = sqlx::Error;

    fn try_from(row: Stored) -> sqlx::Result<Self> {
        Ok(Self {
            id: OrderId(row.order_id),
            organization: organization(&row.organization)?,
            number: parse_some(row.number.as_deref())?,
            status: parse(&row.status)?,
            holds: parse_all::<Hold, _>(&row.holds)?,
            confirmation_refused: row.confirmation_refused,
            author: PersonId(row.author),
            contract: ContractId(row.contract),
            contract_number: row.contract_number,
            amounts: Amounts {
                currency: parse(&row.currency)?,
                net: row.net,
                vat: row.vat,
                gross: row.gross,
            },
            line_count: narrow(row.line_count)?,
            round: narrow(row.round)?,
            revision: parse_some(row.revision.as_deref())?,
            case: row.approval_case.map(CaseId),
            paid: row.paid,
            payment: parse_some(row.payment.as_deref())?,
            expected_on: row.expected_on,
            cancellation_asked: row.cancellation_asked,
            delivery_address: row.delivery_address.map(AddressId),
            created_at: row.created_at,
            submitted_at: row.submitted_at,
            updated_at: row.updated_at,
            version: row.version,
            position: Position(row.position),
        })
    }
}
