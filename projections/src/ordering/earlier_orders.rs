//! What did a member order before?
//!
//! For approval policies, so it looks at all orders of the member whoever reads. Each answer
//! goes with [`as_of`] of the same read: together they say what was so at one position.

use std::collections::BTreeSet;

use domain::journal::Position;
use domain::ordering::OrderStatus;
use domain::vocabulary::ids::AddressId;
use domain::vocabulary::{Currency, Money, OrderId, PersonId, Span};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::page::ReadError;
use crate::projection::Projection;
use crate::scoped_read::ScopedRead;
use crate::stored::parse;

use super::order_list::OrderList;

/// How far the list of orders has come, as this read sees it.
pub async fn as_of(read: &mut ScopedRead) -> Result<Position, ReadError> {
    let position = sqlx::query_scalar!(
        "SELECT position FROM journal.projections WHERE name = $1 AND version = $2",
        OrderList.name(),
        OrderList.version()
    );
    Ok(Position(position.fetch_optional(read.connection()).await?.unwrap_or_default()))
}

/// Whether an order of a member, but for one, was approved and not cancelled.
pub async fn has_accepted_order(
    read: &mut ScopedRead,
    member: PersonId,
    except: Option<OrderId>,
) -> Result<bool, ReadError> {
    let organization = organization(read);
    let found = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM order_list
            WHERE organization = $1 AND author = $2 AND status = ANY($3)
              AND ($4::uuid IS NULL OR order_id <> $4)) AS "found!""#,
        organization,
        member.uuid(),
        &names(&OrderStatus::ACCEPTED),
        except.map(OrderId::uuid)
    );
    Ok(found.fetch_one(read.connection()).await?)
}

/// What the orders of a member, but for one, cost with VAT that were last submitted in a
/// stretch of time and are awaiting approval or accepted; nothing when one of them is in
/// another currency.
pub async fn spent(
    read: &mut ScopedRead,
    member: PersonId,
    except: Option<OrderId>,
    within: Span,
    currency: Currency,
) -> Result<Option<Money>, ReadError> {
    let organization = organization(read);
    let mut statuses = names(&OrderStatus::ACCEPTED);
    statuses.push(OrderStatus::PendingApproval.to_string());
    let sums = sqlx::query!(
        r#"SELECT currency, sum(gross) AS "gross!" FROM order_list
            WHERE organization = $1 AND author = $2 AND status = ANY($3)
              AND submitted_at >= $4 AND submitted_at < $5 AND ($6::uuid IS NULL OR order_id <> $6)
            GROUP BY currency"#,
        organization,
        member.uuid(),
        &statuses,
        within.from,
        within.to,
        except.map(OrderId::uuid) as Option<Uuid>
    )
    .fetch_all(read.connection())
    .await?;
    let mut spent = Decimal::ZERO;
    for sum in sums {
        if parse::<Currency>(&sum.currency)? != currency {
            return Ok(None);
        }
        spent = sum.gross;
    }
    Ok(Some(Money::new(spent, currency)))
}

/// Those of the addresses to which an order of the organization, whoever's it was, was approved
/// and not cancelled.
pub async fn addresses_used(
    read: &mut ScopedRead,
    addresses: &BTreeSet<AddressId>,
    except: Option<OrderId>,
) -> Result<BTreeSet<AddressId>, ReadError> {
    let organization = organization(read);
    let addresses: Vec<_> = addresses.iter().map(|address| address.uuid()).collect();
    let used = sqlx::query_scalar!(
        r#"SELECT asked.address AS "address!" FROM unnest($2::uuid[]) asked (address)
            WHERE EXISTS (SELECT FROM order_list
                           WHERE organization = $1 AND delivery_address = asked.address AND status = ANY($3)
                             AND ($4::uuid IS NULL OR order_id <> $4))"#,
        organization,
        &addresses,
        &names(&OrderStatus::ACCEPTED),
        except.map(OrderId::uuid)
    )
    .fetch_all(read.connection())
    .await?;
    Ok(used.into_iter().map(AddressId).collect())
}

/// The organization that is read; the staff reads all, and none in particular.
fn organization(read: &ScopedRead) -> String {
    read.scope().organization().map(|id| id.to_string()).unwrap_or_default()
}

fn names(statuses: &[OrderStatus]) -> Vec<String> {
    statuses.iter().map(ToString::to_string).collect()
}
