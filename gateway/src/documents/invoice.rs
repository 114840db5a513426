//! The invoice for payment of an order.

use domain::ordering::OrderStatus;
use domain::organizations::BankDetails;
use domain::vocabulary::{OrderId, RequisiteError};
use print::forms::{InvoiceForm, InvoiceLine};
use projections::ordering::{OrderCard, OrderLineRow, order_card};
use projections::organizations::SellerRow;
use rust_decimal::Decimal;

use super::asking::{Asker, View};
use super::refusal::NoDocument;
use super::statement::{called, counterparty};
use crate::graphql::errors::ErrorCode;
use crate::http::failure::Failure;

/// Whether somebody has to pay for an order that stands there. One that was approved and waits
/// for money has to be paid before it goes on.
const fn is_to_be_paid(status: OrderStatus) -> bool {
    use OrderStatus as S;
    match status {
        S::Approved
        | S::Confirmed
        | S::Processing
        | S::PartiallyShipped
        | S::Shipped
        | S::Delivered
        | S::Closed => true,
        S::Draft | S::PendingApproval | S::Returned | S::Rejected | S::Cancelled => false,
    }
}

/// The invoice for an order, as a form.
pub async fn form(by: &Asker, view: &mut View, order: OrderId) -> Result<InvoiceForm, Failure> {
    let refused = |refusal: NoDocument| by.refused(&refusal);
    let card = order_card(&mut view.read, order).await.map_err(|error| by.unread(error))?;
    let card = card.filter(|card| card.head.organization == view.card.id);
    let card = card.ok_or_else(|| by.failed(ErrorCode::NotFound))?;
    let head = &card.head;
    let (Some(number), Some(submitted)) = (&head.number, head.submitted_at) else {
        return Err(refused(NoDocument::NothingToPay));
    };
    let lines = lines(&card);
    if !is_to_be_paid(head.status) || lines.is_empty() {
        return Err(refused(NoDocument::NothingToPay));
    }
    let contracts = view.contracts(by).await?;
    let contract = contracts.iter().find(|row| row.id == head.contract);
    let contract = contract.ok_or_else(|| refused(NoDocument::NoContract))?;
    let seller = &contract.seller;
    let bank = bank(seller).map_err(|_| refused(NoDocument::RequisitesUnusable))?;
    let inn = seller.inn.parse().map_err(|_: RequisiteError| refused(NoDocument::RequisitesUnusable))?;
    let date = submitted.with_timezone(view.moment.offset()).date_naive();
    let vat: Decimal = lines.iter().map(|line| line.vat_amount).sum();
    Ok(InvoiceForm {
        number: number.to_string(),
        date,
        seller: seller.name.clone(),
        seller_inn: inn,
        seller_kpp: seller.kpp.as_deref().and_then(|kpp| kpp.parse().ok()),
        seller_address: seller.legal_address.clone(),
        bank,
        buyer: counterparty(view),
        basis: Some(format!("{}, заказ {number}", called(contract))),
        currency: head.amounts.currency,
        purpose: purpose(&number.to_string(), &date.format("%d.%m.%Y").to_string(), vat),
        lines,
        due: None,
        director: None,
        accountant: None,
    })
}

fn purpose(number: &str, date: &str, vat: Decimal) -> String {
    let vat = if vat.is_zero() { "Без НДС".to_owned() } else { format!("В т.ч. НДС {vat:.2}") };
    format!("Оплата по счёту № {number} от {date}. {vat}")
}

fn bank(seller: &SellerRow) -> Result<BankDetails, RequisiteError> {
    Ok(BankDetails {
        bank: seller.bank.clone(),
        bic: seller.bic.parse()?,
        account: seller.account.parse()?,
        correspondent_account: seller.correspondent_account.as_deref().map(str::parse).transpose()?,
    })
}

/// What is still to be delivered or was: lines that were called off are not paid.
fn lines(card: &OrderCard) -> Vec<InvoiceLine> {
    card.lines.iter().filter_map(line).collect()
}

fn line(row: &OrderLineRow) -> Option<InvoiceLine> {
    let (line, progress) = (&row.line, row.progress());
    let quantity = progress.ordered - progress.cancelled;
    (quantity > Decimal::ZERO).then(|| InvoiceLine {
        name: line.goods.name.clone(),
        quantity: quantity.normalize(),
        unit: line.goods.unit.clone(),
        price: (line.amounts.gross / quantity).round_dp(2),
        total: line.amounts.gross,
        vat: line.quote.vat_rate,
        vat_amount: line.amounts.vat,
    })
}
