//! A document of the settlement ledger.

use async_graphql::{Context, Object, Result, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use domain::accounts::settlement::EntryKind;
use domain::refusal::Language;
use domain::vocabulary::{Money, SettlementDocumentId, to_hundredths};
use projections::accounts::EntryRow;

use super::words::{SettlementKindWord, SettlementSideWord};
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::MoneyValue;
use crate::graphql::related::{OrderOf, related};
use crate::graphql::standpoint::Standpoint;
use crate::ordering::Order;
use crate::organizations::contract::Contract;
use crate::visitor::Visitor;

/// A document of the settlement ledger, as 1C has it now.
pub struct SettlementEntry {
    /// What is known of it.
    pub row: EntryRow,
    /// The contract, where it is known here.
    pub contract: Option<Contract>,
    /// What settles it.
    pub settled: Vec<SettlementPart>,
    /// The day where the organization is.
    pub today: NaiveDate,
    /// From where.
    pub standpoint: Standpoint,
}

/// A part of a document that another one settles.
#[derive(Clone, SimpleObject)]
pub struct SettlementPart {
    /// The other document.
    pub id: GlobalId<SettlementDocumentId>,
    /// What kind of document.
    pub kind: SettlementKindWord,
    /// The number on the paper.
    pub number: String,
    /// The accounting date.
    pub date: NaiveDate,
    /// How much of it.
    pub amount: MoneyValue,
}

/// A document of the settlement ledger, as 1C has it now.
#[Object]
impl SettlementEntry {
    /// The id of the document.
    async fn id(&self) -> GlobalId<SettlementDocumentId> {
        GlobalId(self.row.document)
    }

    /// What kind of document.
    async fn kind(&self) -> SettlementKindWord {
        self.row.kind.into()
    }

    /// What it is called, in the language of the request.
    #[expect(clippy::unused_async, reason = "resolvers are async functions")]
    async fn kind_words(&self, ctx: &Context<'_>) -> Result<&'static str> {
        let language = Visitor::of(ctx)?.language;
        Ok(kind_words(self.row.kind, language))
    }

    /// Which way the amount goes.
    async fn side(&self) -> SettlementSideWord {
        self.row.side.into()
    }

    /// The number on the paper.
    async fn number(&self) -> &str {
        &self.row.number
    }

    /// The accounting date.
    async fn date(&self) -> NaiveDate {
        self.row.effective
    }

    /// The last day on which it is paid in time; null when it is not to be paid.
    async fn due(&self) -> Option<NaiveDate> {
        self.row.due
    }

    /// For how many days it has been due; null when it is not, or nothing of it is open.
    async fn days_overdue(&self) -> Option<i64> {
        let days = (self.today - self.row.due?).num_days();
        (days > 0 && !self.row.open.is_zero()).then_some(days)
    }

    /// The amount with VAT.
    async fn amount(&self) -> MoneyValue {
        Money::new(to_hundredths(self.row.amount), self.row.currency).into()
    }

    /// What is not settled of it.
    async fn open(&self) -> MoneyValue {
        Money::new(to_hundredths(self.row.open), self.row.currency).into()
    }

    /// What settles it: payments of an invoice, invoices of a payment.
    async fn settled(&self) -> Vec<SettlementPart> {
        self.settled.clone()
    }

    /// The contract; null when it is not known here.
    async fn contract(&self) -> Option<Contract> {
        self.contract.clone()
    }

    /// The order that it is about; null when it is about none, or one that whoever asks may not see.
    async fn order(&self, ctx: &Context<'_>) -> Result<Option<Order>> {
        let Some(order) = self.row.order else { return Ok(None) };
        let standpoint = self.standpoint;
        let row = related(ctx, OrderOf(standpoint, order)).await?;
        Ok(row.filter(|row| row.organization == self.row.organization).map(|row| Order { row, standpoint }))
    }

    /// When we learnt of it as it is now.
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.row.recorded
    }
}

/// What a kind of document is called.
pub(super) const fn kind_words(kind: EntryKind, language: Language) -> &'static str {
    match language {
        Language::Russian => kind.in_russian(),
        Language::English => kind.in_english(),
    }
}
