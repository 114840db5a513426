//! The golden events of organizations, staff, policies and cases are read, and written
//! again as they were.

use std::fs;
use std::path::Path;

use cqrs_es::{Aggregate, DomainEvent};
use domain::approvals::{ApprovalCase, ApprovalPolicy};
use domain::journal::{JournalEvent, event::decode};
use domain::organizations::{Organization, Staff};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

fn golden(aggregate_type: &str, event_type: &str) -> String {
    let name = format!("../fixtures/events/{aggregate_type}.{event_type}.v1.json");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn all_events_of<A>()
where
    A: Aggregate<Event: JournalEvent + Serialize + DeserializeOwned>,
{
    for name in A::Event::NAMES {
        let payload = golden(A::TYPE, name);
        let event: A::Event = decode(A::TYPE, name, "1", &payload).expect("it is readable");
        assert_eq!(&event.event_type(), name);
        let before: Value = serde_json::from_str(&payload).expect("it is JSON");
        assert_eq!(serde_json::to_value(&event).expect("events are JSON"), before, "{} {name}", A::TYPE);
    }
}

#[test]
fn events_of_organizations_are_readable() {
    all_events_of::<Organization>();
}

#[test]
fn events_of_staff_are_readable() {
    all_events_of::<Staff>();
}

#[test]
fn events_of_policies_are_readable() {
    all_events_of::<ApprovalPolicy>();
}

#[test]
fn events_of_cases_are_readable() {
    all_events_of::<ApprovalCase>();
}
