//! The documents of one chunk, kind after kind: what is named by others comes first.

use std::collections::BTreeSet;

use domain::exchange::run::DocumentOutcome;
use domain::journal::{Position, Tenant};
use sqlx::PgConnection;

use super::contracts::Keeping;
use super::credentials::CheckedBase;
use super::credit_limits::Setting;
use super::document::{Content, ReadDocument};
use super::known::Known;
use super::order_statuses::Moving;
use super::outcome::Verdict;
use super::reconciliations::Answering;
use super::settlements::Taking;
use super::{balances, counterparties};
use crate::command::Request;
use crate::error::CommandError;
use crate::execute::Commands;
use crate::requester::Requester;

/// Takes documents of a base in.
pub struct Intake<'a> {
    pub commands: &'a Commands,
    pub base: &'a CheckedBase,
    pub request: &'a Request,
}

/// What became of the documents of a chunk.
pub struct Taken {
    /// Of each, in their order.
    pub verdicts: Vec<Verdict>,
    /// The position of the last event of the ledger.
    pub position: Option<Position>,
}

impl Intake<'_> {
    /// Moves the orders that the documents are about and takes answers to requests, each in a
    /// transaction of its own, and gives the verdicts about them. It must come before
    /// [`take`](Self::take).
    pub async fn ask_each(&self, documents: &[ReadDocument]) -> Result<Vec<Option<Verdict>>, CommandError> {
        let mut verdicts = self.move_orders(documents).await?;
        let Self { commands, base, request } = self;
        let answering = Answering { commands, base, request };
        for (document, verdict) in documents.iter().zip(&mut verdicts) {
            if let Ok(Content::Reconciliation(answer)) = &document.content {
                *verdict = Some(answering.take(answer).await?);
            }
        }
        Ok(verdicts)
    }

    async fn move_orders(&self, documents: &[ReadDocument]) -> Result<Vec<Option<Verdict>>, CommandError> {
        let mut verdicts = vec![None; documents.len()];
        let statuses: Vec<_> = documents.iter().enumerate().filter_map(order_status).collect();
        if statuses.is_empty() {
            return Ok(verdicts);
        }
        let mut known = Known::default();
        let mut connection = self.commands.pool().acquire().await.map_err(CommandError::database)?;
        let names = statuses.iter().map(|(_, status)| status.order.as_str()).collect();
        known.look_up_orders(&mut connection, names).await?;
        drop(connection);
        let Self { commands, base, request } = self;
        let moving = Moving { commands, base, request, known: &known };
        for (index, status) in statuses {
            verdicts[index] = Some(moving.take(status).await?);
        }
        Ok(verdicts)
    }

    /// Takes everything else in, in a transaction of the caller and as the last thing but for
    /// keeping the verdicts.
    pub async fn take(
        &self,
        connection: &mut PgConnection,
        documents: &[ReadDocument],
        moved: Vec<Option<Verdict>>,
    ) -> Result<Taken, CommandError> {
        let unread = |(document, moved): (&ReadDocument, Option<Verdict>)| match (&document.content, moved) {
            (_, Some(moved)) => moved,
            (Err(reason), None) => Verdict::refused(reason.clone()),
            (Ok(_), None) => Verdict::taken(DocumentOutcome::Unchanged),
        };
        let mut verdicts: Vec<Verdict> = documents.iter().zip(moved).map(unread).collect();
        let mut known = Known::default();
        self.counterparties(connection, documents, &mut verdicts).await?;
        let base = self.base.name();
        known.look_up_counterparties(connection, base, named(documents, counterparty_of)).await?;
        self.contracts(connection, documents, &known, &mut verdicts).await?;
        known.look_up_contracts(connection, base, named(documents, contract_of)).await?;
        known.look_up_orders(connection, named(documents, order_of)).await?;
        let Self { commands, base: checked, request } = self;
        let setting = Setting { commands, base: checked, request, known: &known };
        for (document, verdict) in documents.iter().zip(&mut verdicts) {
            match &document.content {
                Ok(Content::Balance(sent)) => {
                    *verdict = balances::keep(connection, base, sent, &known, self.now()).await?;
                }
                Ok(Content::CreditLimit(sent)) => *verdict = setting.take(connection, sent).await?,
                _ => {}
            }
        }
        let position = self.settlements(connection, documents, &known, &mut verdicts).await?;
        Ok(Taken { verdicts, position })
    }

    async fn counterparties(
        &self,
        connection: &mut PgConnection,
        documents: &[ReadDocument],
        verdicts: &mut [Verdict],
    ) -> Result<(), CommandError> {
        let (indexes, sent): (Vec<_>, Vec<_>) = of_kind(documents, |content| match content {
            Content::Counterparty(sent) => Some(sent),
            _ => None,
        });
        if sent.is_empty() {
            return Ok(());
        }
        let kept = counterparties::keep(connection, self.base.name(), &sent, self.now()).await?;
        put(verdicts, indexes, kept);
        Ok(())
    }

    async fn contracts(
        &self,
        connection: &mut PgConnection,
        documents: &[ReadDocument],
        known: &Known,
        verdicts: &mut [Verdict],
    ) -> Result<(), CommandError> {
        let (ids, now) = (self.commands.ports().ids.as_ref(), self.now());
        let mut keeping = Keeping { connection, base: self.base.name(), ids, now };
        for (document, verdict) in documents.iter().zip(verdicts) {
            if let Ok(Content::Contract(sent)) = &document.content {
                *verdict = keeping.keep(sent, known).await?;
            }
        }
        Ok(())
    }

    async fn settlements(
        &self,
        connection: &mut PgConnection,
        documents: &[ReadDocument],
        known: &Known,
        verdicts: &mut [Verdict],
    ) -> Result<Option<Position>, CommandError> {
        let (indexes, sent): (Vec<_>, Vec<_>) = of_kind(documents, |content| match content {
            Content::Settlement(sent) => Some(sent),
            _ => None,
        });
        if sent.is_empty() {
            return Ok(None);
        }
        let requester = Requester::exchange(self.base, Tenant::Supplier);
        let (ports, base) = (self.commands.ports(), self.base.name());
        let taking = Taking { ports, requester: &requester, request: self.request, base, known };
        let (taken, position) = taking.take(connection, &sent).await?;
        put(verdicts, indexes, taken);
        Ok(position)
    }

    fn now(&self) -> chrono::DateTime<chrono::Utc> {
        self.commands.ports().clock.now()
    }
}

fn order_status((index, document): (usize, &ReadDocument)) -> Option<(usize, &super::document::OrderStatus)> {
    match &document.content {
        Ok(Content::OrderStatus(status)) => Some((index, status)),
        _ => None,
    }
}

fn of_kind<'a, T>(
    documents: &'a [ReadDocument],
    kind: impl Fn(&'a Content) -> Option<&'a T>,
) -> (Vec<usize>, Vec<&'a T>) {
    let read = documents.iter().enumerate().filter_map(|(index, document)| {
        document.content.as_ref().ok().and_then(&kind).map(|sent| (index, sent))
    });
    read.unzip()
}

fn put(verdicts: &mut [Verdict], indexes: Vec<usize>, found: Vec<Verdict>) {
    for (index, verdict) in indexes.into_iter().zip(found) {
        verdicts[index] = verdict;
    }
}

fn named(documents: &[ReadDocument], name: fn(&Content) -> Option<&str>) -> BTreeSet<&str> {
    documents.iter().filter_map(|document| document.content.as_ref().ok()).filter_map(name).collect()
}

pub(super) fn counterparty_of(content: &Content) -> Option<&str> {
    match content {
        Content::Contract(sent) => Some(&sent.counterparty),
        Content::Settlement(sent) => sent.state.as_ref().ok().map(|posting| posting.counterparty.as_str()),
        Content::Balance(sent) => Some(&sent.counterparty),
        Content::CreditLimit(sent) => Some(&sent.counterparty),
        Content::Counterparty(_) | Content::OrderStatus(_) | Content::Reconciliation(_) => None,
    }
}

pub(super) fn contract_of(content: &Content) -> Option<&str> {
    match content {
        Content::Settlement(sent) => sent.state.as_ref().ok().map(|posting| posting.contract.as_str()),
        Content::Balance(sent) => Some(&sent.contract),
        _ => None,
    }
}

fn order_of(content: &Content) -> Option<&str> {
    match content {
        Content::Settlement(sent) => sent.state.as_ref().ok()?.order.as_deref(),
        _ => None,
    }
}
