//! Documents of the settlement ledger: what they name in 1C becomes what it is here, and the
//! ledger takes them.

use std::collections::BTreeMap;

use domain::accounts::settlement::{Allocation, Entry, Source, settlement_document_id};
use domain::exchange::BaseName;
use domain::exchange::run::DocumentOutcome;
use domain::journal::Position;
use domain::vocabulary::OrganizationId;
use sqlx::PgConnection;

use super::document::{Posting, Settlement};
use super::known::{Known, organization};
use super::outcome::{Reason, Verdict};
use super::refusal::ExchangeRefusal as Refused;
use crate::accounts::{Arrival, Arrived, Settled, settle};
use crate::command::Request;
use crate::error::CommandError;
use crate::journal::StoreError;
use crate::ports::Ports;
use crate::requester::Requester;

/// Whence documents come, and how they are taken.
pub struct Taking<'a> {
    pub ports: &'a Ports,
    pub requester: &'a Requester,
    pub request: &'a Request,
    pub base: &'a BaseName,
    pub known: &'a Known,
}

impl Taking<'_> {
    /// Takes documents into the ledger. It is the last thing before the commit.
    pub async fn take(
        &self,
        connection: &mut PgConnection,
        sent: &[&Settlement],
    ) -> Result<(Vec<Verdict>, Option<Position>), CommandError> {
        let owners = self.owners(connection, sent).await?;
        let mut verdicts = vec![Verdict::taken(DocumentOutcome::Unchanged); sent.len()];
        let (mut arrived, mut indexes) = (Vec::with_capacity(sent.len()), Vec::with_capacity(sent.len()));
        for (index, one) in sent.iter().enumerate() {
            match self.arrival(one, &owners) {
                Ok(what) => {
                    arrived.push(Arrived { id: one.id.clone(), version: one.version, what });
                    indexes.push(index);
                }
                Err(refused) => verdicts[index] = Verdict::refused(refused),
            }
        }
        if arrived.is_empty() {
            return Ok((verdicts, None));
        }
        let settled =
            settle(connection, self.ports, self.requester, self.request, self.base, arrived).await?;
        for (index, one) in indexes.into_iter().zip(settled.each) {
            verdicts[index] = verdict(one);
        }
        Ok((verdicts, settled.position))
    }

    fn arrival(
        &self,
        sent: &Settlement,
        owners: &BTreeMap<String, OrganizationId>,
    ) -> Result<Arrival, Reason> {
        match &sent.state {
            Ok(posting) => self.entry(&sent.id, posting).map(|entry| Arrival::Posted(Box::new(entry))),
            Err(why) => {
                let organization = *owners.get(&sent.id).ok_or(Refused::DocumentUnknown)?;
                Ok(Arrival::Cancelled { organization, why: *why })
            }
        }
    }

    fn entry(&self, id: &str, posting: &Posting) -> Result<Entry, Reason> {
        let tied = self.known.contract(&posting.counterparty, &posting.contract, posting.currency)?;
        let order = match &posting.order {
            None => None,
            Some(name) => match self.known.order(name)? {
                (order, owner) if owner == tied.organization => Some(order),
                _ => return Err(Refused::OrderOfOther.into()),
            },
        };
        let mut allocations = Vec::with_capacity(posting.allocations.len());
        for (target, amount) in &posting.allocations {
            let source = Source::new(self.base.clone(), target).map_err(|refusal| Reason::of(&refusal))?;
            let target = settlement_document_id(&source, tied.organization);
            allocations.push(Allocation { target, amount: *amount });
        }
        Source::new(self.base.clone(), id).map_err(|refusal| Reason::of(&refusal))?;
        Ok(Entry {
            organization: tied.organization,
            contract: tied.contract,
            currency: tied.currency,
            kind: posting.kind,
            side: posting.side.or(posting.kind.side()).ok_or(Refused::SideMissing)?,
            number: posting.number.clone(),
            effective: posting.date,
            amount: posting.amount,
            due: posting.due,
            order,
            allocations,
        })
    }

    /// Whose the documents are that do not count any more: 1C need not say it again.
    async fn owners(
        &self,
        connection: &mut PgConnection,
        sent: &[&Settlement],
    ) -> Result<BTreeMap<String, OrganizationId>, StoreError> {
        let cancelled = sent.iter().filter(|one| one.state.is_err());
        let ids: Vec<String> = cancelled.map(|one| one.id.clone()).collect();
        let mut owners = BTreeMap::new();
        for one in sent {
            if let Ok(posting) = &one.state
                && let Ok(owner) = self.known.organization(&posting.counterparty)
            {
                owners.insert(one.id.clone(), owner);
            }
        }
        if ids.is_empty() {
            return Ok(owners);
        }
        let rows = sqlx::query!(
            "SELECT DISTINCT ON (source) source, organization FROM accounts.settlement_heads
              WHERE base = $1 AND source = ANY($2)
              ORDER BY source, (counts IS NULL), version DESC",
            self.base.as_str(),
            &ids
        )
        .fetch_all(connection)
        .await?;
        for row in rows {
            let owner = organization(&row.organization)?;
            owners.entry(row.source).or_insert(owner);
        }
        Ok(owners)
    }
}

fn verdict(settled: Settled) -> Verdict {
    Verdict::taken(match settled {
        Settled::Posted => DocumentOutcome::Posted,
        Settled::Replaced => DocumentOutcome::Replaced,
        Settled::Reversed => DocumentOutcome::Reversed,
        Settled::Unchanged => DocumentOutcome::Unchanged,
        Settled::Outdated => DocumentOutcome::Outdated,
        Settled::Refused(refusal) => return Verdict::refused(Reason::of(refusal.as_ref())),
    })
}
