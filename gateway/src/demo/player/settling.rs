//! What 1C sent of three years of settlements: once when an organization gets its account, and
//! then on the first of every month what the month before brought.
//!
//! The figures are made up by rule: two invoices a month, a payment that settles both in the
//! month after, and now and then what happens in real books – a part left open, goods that come
//! back, a document that is corrected or taken back.

use chrono::{DateTime, Days, Months, NaiveDate, Utc};
use commands::accounts::{Arrival, Arrived, settle};
use commands::{CommandError, Request, Requester};
use domain::accounts::settlement::{
    Allocation, Entry, EntryKind, Reversal, Side, Source, settlement_document_id,
};
use domain::exchange::BaseName;
use domain::journal::Tenant;
use rust_decimal::Decimal;

use super::cast::Cast;
use super::{PlayError, Player, key, stopped};
use crate::demo::fixture::{Contract, Fixture, Organization, moscow};

/// The first month of the books.
const FIRST: NaiveDate = NaiveDate::from_ymd_opt(2023, 6, 1).unwrap();
/// The base of 1C that keeps the books.
const BASE: &str = "buh-demo";

/// What 1C sends about an organization: everything of the months from one day on, before another.
#[derive(Clone, Copy, Debug)]
pub struct Sending<'a> {
    pub organization: &'a Organization,
    pub from: NaiveDate,
    pub until: NaiveDate,
}

/// The moments at which 1C sends, up to the last one of the play.
pub fn sendings(fixture: &Fixture, last: DateTime<Utc>) -> Vec<(DateTime<Utc>, Sending<'_>)> {
    let mut sendings = Vec::new();
    for organization in &fixture.organizations {
        let first = first_of_month(organization.registered.date_naive());
        let at = organization.registered + chrono::TimeDelta::hours(1);
        sendings.push((at, Sending { organization, from: FIRST, until: first }));
        let mut from = first;
        loop {
            let until = from + Months::new(1);
            let at = moscow::midnight(until) + chrono::TimeDelta::hours(6);
            if at >= last {
                break;
            }
            sendings.push((at, Sending { organization, from, until }));
            from = until;
        }
    }
    sendings
}

fn first_of_month(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(chrono::Datelike::day0(&day)))
}

impl Player<'_> {
    /// 1C sends documents. The same ones again change nothing, so an interruption needs no care.
    pub(super) async fn settle(&self, sending: &Sending<'_>, at: DateTime<Utc>) -> Result<(), PlayError> {
        let name = format!("settlements/{}/{}", sending.organization.code, sending.until);
        self.stage.set(at, key(&name));
        let failed = |reason| stopped(&name, reason);
        let request = Request::new(self.commands.ports().ids.next());
        let requester = Requester::console(Tenant::Supplier);
        let base: BaseName = BASE.parse().expect("the name is well-formed");
        let mut transaction =
            self.commands.pool().begin().await.map_err(CommandError::database).map_err(failed)?;
        let documents = documents(sending, &base);
        let settled =
            settle(&mut transaction, self.commands.ports(), &requester, &request, &base, documents).await;
        settled.map_err(failed)?;
        transaction.commit().await.map_err(CommandError::database).map_err(failed)
    }
}

fn documents(sending: &Sending<'_>, base: &BaseName) -> Vec<Arrived> {
    let contract = &sending.organization.contracts[0];
    let books = Books { organization: sending.organization, contract, base };
    let mut documents = Vec::new();
    let mut month = sending.from;
    while month < sending.until {
        books.month(month, &mut documents);
        month = month + Months::new(1);
    }
    documents
}

/// The books about one contract.
struct Books<'a> {
    organization: &'a Organization,
    contract: &'a Contract,
    base: &'a BaseName,
}

impl Books<'_> {
    /// What a month brings.
    fn month(&self, month: NaiveDate, documents: &mut Vec<Arrived>) {
        let number = months_since_first(month);
        if number == 0 {
            let opening = self.entry(EntryKind::OpeningBalance, "0", month, self.amount(0) / Decimal::TWO);
            documents.push(posted(1, Entry { due: Some(month + Days::new(14)), ..opening }));
        } else {
            documents.push(posted(1, self.payment(month, number - 1)));
        }
        for half in 0..2 {
            documents.push(posted(1, self.invoice(month, number, half)));
        }
        if number % 9 == 4 {
            let back = (self.amount(number * 2) / Decimal::TEN).round_dp(2);
            let back = self.entry(EntryKind::Return, &format!("В{number}"), month + Days::new(24), back);
            documents.push(posted(1, self.settling(back, &Self::name(number, 1))));
        }
        if number % 12 == 7 {
            // Posted by mistake, and taken back.
            let mistake =
                self.entry(EntryKind::Invoice, &format!("О{number}"), month + Days::new(9), 777.into());
            let (organization, id) = (mistake.organization, mistake.number.clone());
            documents.push(posted(1, mistake));
            let what = Arrival::Cancelled { organization, why: Reversal::Unposted };
            documents.push(Arrived { id, version: 2, what });
        }
        if number % 12 == 10 {
            // The price was agreed anew: the second invoice is corrected.
            let invoice = self.invoice(month, number, 1);
            let amount = invoice.amount - Decimal::ONE_HUNDRED;
            documents.push(posted(2, Entry { amount, ..invoice }));
        }
    }

    fn name(number: u32, half: u32) -> String {
        format!("Р{number}-{half}")
    }

    /// One of the two invoices of a month.
    fn invoice(&self, month: NaiveDate, number: u32, half: u32) -> Entry {
        let day = month + Days::new(4 + u64::from(half) * 13);
        let amount = self.amount(number * 2 + half);
        let invoice = self.entry(EntryKind::Invoice, &Self::name(number, half), day, amount);
        Entry { due: Some(day + Days::new(14)), ..invoice }
    }

    /// The payment of a month for the invoices of the month before. The plant pays late: every
    /// tenth time it leaves out the second one, and lately always.
    fn payment(&self, month: NaiveDate, of: u32) -> Entry {
        let late = self.organization.code == "zavod" && (of % 10 == 2 || of >= 37);
        let halves = if late { 0..1 } else { 0..2 };
        let parts: Vec<_> = halves.map(|half| (Self::name(of, half), self.amount(of * 2 + half))).collect();
        // Whoever pays ahead pays a little more.
        let ahead = if of % 8 == 3 { Decimal::from(1_500) } else { Decimal::ZERO };
        let amount: Decimal = parts.iter().map(|(_, amount)| amount).sum::<Decimal>() + ahead;
        let day = month + Days::new(11);
        let payment = self.entry(EntryKind::Payment, &format!("П{of}"), day, amount);
        let allocations =
            parts.into_iter().map(|(id, amount)| Allocation { target: self.document(&id), amount });
        Entry { allocations: allocations.collect(), ..payment }
    }

    fn settling(&self, entry: Entry, id: &str) -> Entry {
        let allocation = Allocation { target: self.document(id), amount: entry.amount };
        Entry { allocations: vec![allocation], ..entry }
    }

    fn document(&self, id: &str) -> domain::vocabulary::SettlementDocumentId {
        let source = Source::new(self.base.clone(), &self.number(id)).expect("an id is short");
        settlement_document_id(&source, Cast::organization(&self.organization.code))
    }

    fn number(&self, id: &str) -> String {
        format!("{}-{id}", self.organization.code)
    }

    /// An amount that looks like one: between 40,000 and 190,000 rubles, and kopecks.
    fn amount(&self, seed: u32) -> Decimal {
        let code: u32 = self.organization.code.bytes().map(u32::from).sum();
        let kopecks = 4_000_000 + (seed.wrapping_mul(2_654_435_761) ^ code.wrapping_mul(40_503)) % 15_000_000;
        Decimal::new(kopecks.into(), 2)
    }

    fn entry(&self, kind: EntryKind, id: &str, effective: NaiveDate, amount: Decimal) -> Entry {
        Entry {
            organization: Cast::organization(&self.organization.code),
            contract: Cast::contract(&self.contract.number),
            currency: self.contract.currency,
            kind,
            side: kind.side().unwrap_or(Side::Debit),
            number: self.number(id),
            effective,
            amount,
            due: None,
            order: None,
            allocations: Vec::new(),
        }
    }
}

fn months_since_first(month: NaiveDate) -> u32 {
    let index = |day: NaiveDate| {
        chrono::Datelike::year(&day) * 12 + i32::try_from(chrono::Datelike::month0(&day)).unwrap_or(0)
    };
    u32::try_from(index(month) - index(FIRST)).unwrap_or(0)
}

/// A document as 1C sends it; its id there is its number.
fn posted(version: u64, entry: Entry) -> Arrived {
    Arrived { id: entry.number.clone(), version, what: Arrival::Posted(Box::new(entry)) }
}
