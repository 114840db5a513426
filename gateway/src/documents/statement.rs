//! The reconciliation statement of an organization, out of our own ledger and preliminary.

use chrono::{Days, NaiveDate};
use domain::accounts::settlement::Side;
use domain::vocabulary::{ContractId, Currency};
use print::forms::{Party, ReconciliationForm, ReconciliationRow, Source};
use projections::accounts::{Movement, Stretch, Turnover, last_exchange, turnover};
use projections::organizations::{ContractRow, SellerRow};

use super::asking::{Asker, View};
use super::http::Asked;
use super::refusal::NoDocument;
use crate::graphql::errors::ErrorCode;
use crate::http::failure::Failure;

/// How many days a statement covers when nothing is said.
const USUAL_DAYS: u64 = 90;
/// The most days that a statement covers: ten years.
const MOST_DAYS: i64 = 3660;

/// A statement that was asked for.
pub struct Statement {
    /// Of what.
    pub stretch: Stretch,
    /// What moved the balance.
    pub turnover: Turnover,
}

impl Asked {
    /// The part of the ledger that is asked for.
    pub fn stretch(&self, today: NaiveDate) -> Result<Stretch, NoDocument> {
        let to = self.to.unwrap_or(today);
        let usual = || to.checked_sub_days(Days::new(USUAL_DAYS)).unwrap_or(to);
        let from = self.from.unwrap_or_else(usual);
        if !(0..=MOST_DAYS).contains(&(to - from).num_days()) {
            return Err(NoDocument::PeriodUnusable);
        }
        let currency = self.currency.as_deref().map_or(Ok(Currency::RUB), str::parse);
        let currency = currency.map_err(|_| NoDocument::AskedUnreadable)?;
        Ok(Stretch { contract: self.contract()?, currency, from, to, known: None })
    }
}

/// Reads what a statement says.
pub async fn read(by: &Asker, view: &mut View, asked: &Asked) -> Result<Statement, Failure> {
    let stretch = asked.stretch(view.today).map_err(|refusal| by.refused(&refusal))?;
    let found = turnover(&mut view.read, view.card.id, &stretch).await;
    let turnover = found.map_err(|error| by.unread(error))?;
    let turnover = turnover.ok_or_else(|| by.failed(ErrorCode::Forbidden))?;
    Ok(Statement { stretch, turnover })
}

/// A statement as a form.
pub async fn form(by: &Asker, view: &mut View, asked: &Asked) -> Result<ReconciliationForm, Failure> {
    let statement = read(by, view, asked).await?;
    let contracts = view.contracts(by).await?;
    let contract = statement.stretch.contract;
    let seller = seller(&contracts, contract).map_err(|refusal| by.refused(&refusal))?;
    let heard = last_exchange(&mut view.read, view.card.id).await.map_err(|error| by.unread(error))?;
    let (stretch, turnover) = (&statement.stretch, &statement.turnover);
    let named = contracts.iter().find(|row| Some(row.id) == contract).map(called);
    Ok(ReconciliationForm {
        number: None,
        from: stretch.from,
        to: stretch.to,
        supplier: supplier(seller),
        counterparty: counterparty(view),
        contract: named,
        currency: stretch.currency,
        opening: turnover.opening,
        rows: turnover.movements.iter().map(row).collect(),
        source: Source::Preliminary {
            as_of: view.moment,
            last_exchange: heard.map(|heard| heard.with_timezone(view.moment.offset())),
        },
        agreed: false,
        supplier_signatory: None,
        counterparty_signatory: None,
    })
}

/// A legal entity of the supplier as a party of a form.
pub fn supplier(seller: &SellerRow) -> Party {
    Party {
        name: seller.name.clone(),
        inn: seller.inn.parse().ok(),
        kpp: seller.kpp.as_deref().and_then(|kpp| kpp.parse().ok()),
        address: Some(seller.legal_address.clone()),
    }
}

/// The organization as a party of a form.
pub fn counterparty(view: &View) -> Party {
    let card = &view.card;
    Party {
        name: card.name.clone().unwrap_or_else(|| "—".to_owned()),
        inn: card.inn.as_deref().and_then(|inn| inn.parse().ok()),
        kpp: card.kpp.as_deref().and_then(|kpp| kpp.parse().ok()),
        address: card.legal_address.clone(),
    }
}

/// A contract as forms name it.
pub fn called(contract: &ContractRow) -> String {
    format!("Договор № {} от {}", contract.number, contract.date.format("%d.%m.%Y"))
}

/// With whom the statement is: one legal entity, or it is no statement of two parties.
fn seller(contracts: &[ContractRow], contract: Option<ContractId>) -> Result<&SellerRow, NoDocument> {
    let mut sellers =
        contracts.iter().filter(|row| contract.is_none_or(|id| id == row.id)).map(|row| &row.seller);
    let seller = sellers.next().ok_or(NoDocument::NoContract)?;
    if sellers.all(|other| other.id == seller.id) { Ok(seller) } else { Err(NoDocument::SeveralSellers) }
}

fn row(movement: &Movement) -> ReconciliationRow {
    let amount = |side| if movement.side == side { movement.amount } else { rust_decimal::Decimal::ZERO };
    ReconciliationRow {
        date: movement.effective,
        document: document(movement),
        debit: amount(Side::Debit),
        credit: amount(Side::Credit),
    }
}

/// A document as accountants write it.
pub fn document(movement: &Movement) -> String {
    let mut kind = movement.kind.in_russian().chars();
    let first = kind.next().into_iter().flat_map(char::to_uppercase);
    let kind: String = first.chain(kind).collect();
    format!("{kind} № {} от {}", movement.number, movement.effective.format("%d.%m.%Y"))
}
