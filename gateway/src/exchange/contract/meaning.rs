//! What the fields of a document mean.

use std::num::NonZeroU16;

use commands::exchange::Reason;
use commands::exchange::document::{
    Balance, Contract, Counterparty, CreditLimit, Leaving, OrderStatus, OrderStep, Posting, Seller,
    Settlement,
};
use domain::accounts::settlement::{EntryKind, Reversal, Side};
use domain::catalogue::product_id;
use domain::refusal::Refusal as _;
use domain::vocabulary::{PaymentTerms, PrepaidPart, ProductId, Quantity};

use super::document::{
    BalanceDocument, ContractDocument, CounterpartyDocument, CreditLimitDocument, EntryType,
    OrderStatusDocument, PaymentTermsField, PaymentTermsKind, PostingState, SettlementFields, ShipmentField,
    ShippedLine, SideWord, StatusWord,
};
use super::reading::{missing, unusable};

impl From<CounterpartyDocument> for Counterparty {
    fn from(sent: CounterpartyDocument) -> Self {
        let CounterpartyDocument { kind: _, id, version, name, inn, kpp } = sent;
        Self { id: id.0, version: version.0, name: name.0, inn, kpp }
    }
}

impl From<BalanceDocument> for Balance {
    fn from(sent: BalanceDocument) -> Self {
        Self {
            counterparty: sent.counterparty.0,
            contract: sent.contract.0,
            currency: sent.currency,
            amount: sent.amount.0,
            as_of: sent.as_of.0,
        }
    }
}

impl From<CreditLimitDocument> for CreditLimit {
    fn from(sent: CreditLimitDocument) -> Self {
        Self {
            id: sent.id.0,
            version: sent.version.0.cast_unsigned(),
            counterparty: sent.counterparty.0,
            currency: sent.currency,
            limit: sent.limit.0,
            valid_from: sent.valid_from.map(|day| day.0),
            valid_until: sent.valid_until.map(|day| day.0),
        }
    }
}

impl ContractDocument {
    /// The contract.
    pub fn meaning(self) -> Result<Contract, Reason> {
        Ok(Contract {
            id: self.id.0,
            version: self.version.0,
            counterparty: self.counterparty.0,
            number: self.number.0,
            date: self.date.0,
            currency: self.currency,
            seller: self.seller.map(|seller| Seller { inn: seller.inn, kpp: seller.kpp }),
            price_type: self.price_type,
            payment_terms: self.payment_terms.map(|terms| terms.meaning()).transpose()?,
        })
    }
}

impl PaymentTermsField {
    fn meaning(&self) -> Result<PaymentTerms, Reason> {
        let days = || {
            let days = self.days.and_then(NonZeroU16::new);
            days.ok_or_else(|| {
                unusable("paymentTerms.days", "say after how many days", "укажите, через сколько дней")
            })
        };
        Ok(match self.kind {
            PaymentTermsKind::Prepayment => PaymentTerms::Prepayment,
            PaymentTermsKind::OnDelivery => PaymentTerms::OnDelivery,
            PaymentTermsKind::Deferred => PaymentTerms::Deferred { days: days()? },
            PaymentTermsKind::PartialPrepayment => {
                let percent = self.percent.and_then(|percent| PrepaidPart::try_from(percent).ok());
                let percent = percent
                    .ok_or_else(|| unusable("paymentTerms.percent", "it is from 1 to 99", "от 1 до 99"))?;
                PaymentTerms::PartialPrepayment { percent, days: days()? }
            }
        })
    }
}

impl SettlementFields {
    /// The document of the ledger.
    pub fn meaning(self) -> Result<Settlement, Reason> {
        let (id, version) = (self.id.0.clone(), self.version.0.cast_unsigned());
        let state = match self.state {
            PostingState::Posted => Ok(Box::new(self.posting()?)),
            PostingState::Unposted => Err(Reversal::Unposted),
            PostingState::Deleted => Err(Reversal::Deleted),
        };
        Ok(Settlement { id, version, state })
    }

    fn posting(self) -> Result<Posting, Reason> {
        let needed = |field: &'static str| move || missing(field);
        Ok(Posting {
            counterparty: self.counterparty.ok_or_else(needed("counterparty"))?.0,
            contract: self.contract.ok_or_else(needed("contract"))?.0,
            kind: self.entry.ok_or_else(needed("type"))?.into(),
            side: self.side.map(Side::from),
            number: self.number.ok_or_else(needed("number"))?.0,
            date: self.date.ok_or_else(needed("date"))?.0,
            amount: self.amount.ok_or_else(needed("amount"))?.0,
            currency: self.currency,
            due: self.due.map(|day| day.0),
            order: self.order,
            allocations: self.allocations.into_iter().map(|part| (part.document.0, part.amount.0)).collect(),
        })
    }
}

impl From<EntryType> for EntryKind {
    fn from(word: EntryType) -> Self {
        match word {
            EntryType::OpeningBalance => Self::OpeningBalance,
            EntryType::Invoice => Self::Invoice,
            EntryType::Payment => Self::Payment,
            EntryType::Return => Self::Return,
            EntryType::Correction => Self::Correction,
            EntryType::Refund => Self::Refund,
            EntryType::Supply => Self::Supply,
            EntryType::Payout => Self::Payout,
        }
    }
}

impl From<SideWord> for Side {
    fn from(word: SideWord) -> Self {
        match word {
            SideWord::Debit => Self::Debit,
            SideWord::Credit => Self::Credit,
        }
    }
}

impl OrderStatusDocument {
    /// What became of the order.
    pub fn meaning(self) -> Result<OrderStatus, Reason> {
        let step = match self.status {
            StatusWord::Accepted => OrderStep::Accepted,
            StatusWord::Refused => OrderStep::Refused,
            StatusWord::Invoiced => OrderStep::Invoiced,
            StatusWord::Shipped => OrderStep::Shipped(leaving(self.shipment)?),
            StatusWord::Delivered => OrderStep::Delivered,
            StatusWord::Paid => OrderStep::Paid(self.paid_amount.map(|amount| amount.0)),
            StatusWord::Closed => OrderStep::Closed,
            StatusWord::Cancelled => OrderStep::Cancelled,
        };
        Ok(OrderStatus {
            id: self.id.0,
            version: self.version.0,
            order: self.order.0,
            step,
            number: self.number,
            reason: self.reason,
        })
    }
}

fn leaving(shipment: Option<ShipmentField>) -> Result<Leaving, Reason> {
    let Some(ShipmentField { lines, carrier, tracking, expected_on }) = shipment else {
        return Ok(Leaving::default());
    };
    let lines = lines.iter().map(line).collect::<Result<_, _>>()?;
    Ok(Leaving { lines, carrier, tracking, expected_on: expected_on.map(|day| day.0) })
}

fn line(line: &ShippedLine) -> Result<(ProductId, Quantity), Reason> {
    let quantity = Quantity::new(line.quantity.0).map_err(|refusal| {
        unusable("shipment.lines.quantity", &refusal.to_string(), refusal.in_russian().trim_end_matches('.'))
    })?;
    Ok((product_id(&line.product.0), quantity))
}
