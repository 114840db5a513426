//! The three orders as others bring them about: their author is told of them, and a deputy too.

use cqrs_es::Aggregate;
use domain::accounts::exposure::{
    CreditAccount, CreditAsked, CreditFacts, CreditLimit, Exposure, ExposureEvent,
};
use domain::accounts::settlement::SettlementEvent;
use domain::approvals::DelegationEvent;
use domain::journal::{Actor, Fact, Known};
use domain::vocabulary::{Currency, DelegationId, PaymentTerms};
use serde_json::json;
use uuid::Uuid;

use crate::settling::any_story;
use crate::story::{APPROVER, BUYER, DIRECTOR, Story, beginning, order, product, three_orders};

pub fn told_orders() -> Story {
    let mut story = three_orders();
    for event in &mut story.events {
        event.actor = Actor::Console;
    }
    let delegation = DelegationId(Uuid::from_u128(0xDE));
    let granted = DelegationEvent::Granted {
        delegation,
        organization: BUYER,
        from: DIRECTOR,
        to: APPROVER,
        starts: beginning(),
        until: beginning() + chrono::Duration::days(1),
        reason: None,
        by: None,
    };
    let fact = Fact::ApprovalDelegation(granted);
    story.at(24, BUYER, "approval_delegation", &delegation.uuid(), fact);
    for event in any_story(1, 20).0.events {
        let mut fact = event.fact.unwrap();
        if let Fact::SettlementDocument(SettlementEvent::Posted { entry, .. }) = &mut fact {
            entry.order = Some(order(1));
        }
        story.at(25, BUYER, "settlement_document", &event.aggregate_id, fact);
    }
    for event in credit_agreed() {
        story.at(26, BUYER, "exposure", &account(), Fact::Exposure(event));
    }
    for fact in budget_in_use() {
        story.at(27, BUYER, "budget", &Uuid::from_u128(0xB0D6), fact);
    }
    let asked = Uuid::from_u128(0xACE);
    for fact in statement_asked(asked) {
        story.at(28, BUYER, "reconciliation", &asked, fact);
    }
    story
}

/// A statement that was asked for, answered and agreed with.
fn statement_asked(id: Uuid) -> [Fact; 5] {
    let scope = json!({ "organization": BUYER, "contract": Uuid::from_u128(0xC0), "currency": "RUB",
        "from": "2026-01-01", "to": "2026-01-31" });
    let requested = json!({ "reconciliation": id, "scope": scope, "round": 1,
        "remind_at": "2026-03-03T09:00:00Z", "expires_at": "2026-03-09T09:00:00Z" });
    let line =
        json!({ "source": "d-1", "date": "2026-01-10", "number": "1", "side": "debit", "amount": "10.00" });
    let ready =
        json!({ "opening": "0.00", "closing": "10.00", "lines": [line], "made_at": "2026-03-02T09:00:00Z" });
    let agreed = json!({ "known_at": "2026-03-02T09:00:00Z", "closing": "10.00" });
    let told = [
        ("Requested", json!({ "Requested": requested })),
        ("SentToErp", json!("SentToErp")),
        ("Reminded", json!("Reminded")),
        ("Ready", json!({ "Ready": ready })),
        ("Agreed", json!({ "Agreed": agreed })),
    ];
    told.map(|(event, payload)| Fact::decode("reconciliation", event, "1", &payload.to_string()).unwrap())
}

/// A budget of a month, and an order that takes a part of it.
fn budget_in_use() -> [Fact; 2] {
    let place = json!({ "organization": BUYER, "cost_centre": Uuid::from_u128(0xCC), "period": "month",
        "first_day": "2026-03-01", "currency": "RUB" });
    let terms = json!({ "amount": "900.00", "enforcement": "warn", "carries_on": true });
    let share = json!({ "lines": { product(1).to_string(): "122.00" }, "delivery": "305.00" });
    let set = json!({ "Set": { "place": place, "terms": terms } });
    let reserved = json!({ "Reserved": { "order": order(1), "share": share } });
    [("Set", set), ("Reserved", reserved)]
        .map(|(event, payload)| Fact::decode("budget", event, "1", &payload.to_string()).unwrap())
}

fn account() -> CreditAccount {
    CreditAccount { organization: BUYER, currency: Currency::RUB }
}

/// A limit and an order that does not fit it.
pub fn credit_agreed() -> Vec<ExposureEvent> {
    let limit = CreditLimit { amount: 500.into(), from: beginning(), until: None };
    let set = ExposureEvent::LimitSet { account: account(), limit };
    let exposure = projected([set.clone()]);
    let asked = CreditAsked { order: Some(order(1)), total: 700.into(), payment: PaymentTerms::OnDelivery };
    let facts =
        CreditFacts { receivables: Known::Unknown, now: beginning(), today: beginning().date_naive() };
    let decision = Box::new(exposure.decision(&asked, &facts));
    vec![set, ExposureEvent::Stopped { order: order(1), decision }]
}

fn projected(events: impl IntoIterator<Item = ExposureEvent>) -> Exposure {
    let mut exposure = Exposure::default();
    events.into_iter().for_each(|event| exposure.apply(event));
    exposure
}
