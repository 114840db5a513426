//! Documents as 1C would send them: of many customers in one stream.

use chrono::{Days, NaiveDate};
use commands::accounts::{Arrival, Arrived};
use domain::accounts::settlement::{Allocation, Entry, EntryKind, Side, Source, settlement_document_id};
use domain::vocabulary::{ContractId, Currency, OrganizationId};
use rust_decimal::Decimal;
use uuid::Uuid;

pub const ORGANIZATIONS: usize = 2_000;
/// The days over which the documents are spread.
const DAYS: usize = 1_095;

pub struct Documents {
    own: (OrganizationId, ContractId),
    made: usize,
    /// The last invoice of each organization: its number, and its amount.
    invoices: Vec<(usize, i64)>,
}

impl Documents {
    /// The first organization is one that somebody can look at.
    pub fn of(organization: OrganizationId, contract: ContractId) -> Self {
        Self { own: (organization, contract), made: 0, invoices: vec![(0, 0); ORGANIZATIONS] }
    }

    pub fn next(&mut self, many: usize) -> Vec<Arrived> {
        (0..many).map(|_| self.one()).collect()
    }

    /// Two of three are invoices, one of three pays the last one nearly always.
    fn one(&mut self) -> Arrived {
        let number = self.made;
        self.made += 1;
        // Neighbours in the stream are of different customers.
        let customer = (number * 7_919) % ORGANIZATIONS;
        let round = number / ORGANIZATIONS;
        let entry = if round.is_multiple_of(2) {
            self.invoice(customer, number)
        } else {
            self.payment(customer, number)
        };
        Arrived { id: number.to_string(), version: 1, what: Arrival::Posted(Box::new(entry)) }
    }

    fn invoice(&mut self, customer: usize, number: usize) -> Entry {
        let kopecks = 10_000 + i64::try_from(number * 37 % 9_000_000).unwrap();
        self.invoices[customer] = (number, kopecks);
        let entry = self.entry(customer, number, EntryKind::Invoice, kopecks);
        Entry { due: entry.effective.checked_add_days(Days::new(30)), ..entry }
    }

    fn payment(&mut self, customer: usize, number: usize) -> Entry {
        let (invoice, kopecks) = self.invoices[customer];
        let paid = if number.is_multiple_of(11) { kopecks / 2 } else { kopecks };
        let entry = self.entry(customer, number, EntryKind::Payment, paid);
        let source = Source::new("bench".parse().unwrap(), &invoice.to_string()).unwrap();
        let target = settlement_document_id(&source, entry.organization);
        Entry { allocations: vec![Allocation { target, amount: Decimal::new(paid, 2) }], ..entry }
    }

    fn entry(&self, customer: usize, number: usize, kind: EntryKind, kopecks: i64) -> Entry {
        let (organization, contract) = match customer {
            0 => self.own,
            other => {
                let id = Uuid::from_u128(0xBE_0000 + other as u128);
                (OrganizationId(id), ContractId(id))
            }
        };
        let first = NaiveDate::from_ymd_opt(2023, 11, 1).unwrap();
        Entry {
            organization,
            contract,
            currency: Currency::RUB,
            kind,
            side: kind.side().unwrap_or(Side::Debit),
            number: format!("УТ-{number:08}"),
            effective: first + Days::new((number / 1_000 % DAYS) as u64),
            amount: Decimal::new(kopecks, 2),
            due: None,
            order: None,
            allocations: Vec::new(),
        }
    }
}
