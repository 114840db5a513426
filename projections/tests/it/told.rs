//! The three orders as others bring them about: their author is told of them, and a deputy too.

use domain::approvals::DelegationEvent;
use domain::journal::{Actor, Fact};
use domain::vocabulary::DelegationId;
use uuid::Uuid;

use crate::settling::any_story;
use crate::story::{APPROVER, BUYER, DIRECTOR, Story, beginning, three_orders};

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
        let id = event.aggregate_id.parse().unwrap();
        story.at(25, BUYER, "settlement_document", &id, event.fact.unwrap());
    }
    story
}
