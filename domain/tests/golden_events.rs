//! Every event that was ever written can be read: `fixtures/events` holds one of each.
//!
//! The files are named `<aggregate>.<Event>.v<version>.json` and hold the payload. An event
//! of the current version must be written again as it was read; a file of an earlier
//! version stays for ever and must still find its way to the current one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use domain::journal::Fact;
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/events")
}

fn files() -> BTreeSet<String> {
    let entries = fs::read_dir(folder()).expect("fixtures/events can be listed");
    let name = |entry: std::io::Result<fs::DirEntry>| entry.map(|entry| entry.file_name());
    entries.map(|entry| name(entry).expect("a file has a name").to_string_lossy().into_owned()).collect()
}

fn file(aggregate_type: &str, event_type: &str, version: &str) -> String {
    format!("{aggregate_type}.{event_type}.v{version}.json")
}

fn parts(name: &str) -> Option<(&str, &str, &str)> {
    let (aggregate_type, rest) = name.strip_suffix(".json")?.split_once('.')?;
    let (event_type, version) = rest.split_once(".v")?;
    Some((aggregate_type, event_type, version))
}

#[test]
fn every_event_has_a_golden_file() {
    let written = Fact::written_today().into_iter().map(|(kind, name, version)| file(kind, name, version));
    let missing: Vec<_> = written.filter(|name| !files().contains(name)).collect();
    assert!(missing.is_empty(), "missing in fixtures/events: {missing:#?}");
}

#[test]
fn every_golden_file_can_be_read() {
    for name in files() {
        let (kind, event, version) =
            parts(&name).unwrap_or_else(|| panic!("{name} is no name of a golden file"));
        let payload = fs::read_to_string(folder().join(&name)).unwrap();
        let fact =
            Fact::decode(kind, event, version, &payload).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(fact.event_type(), event, "{name} holds another event than its name says");
    }
}

#[test]
fn events_of_today_are_written_as_their_golden_files() {
    for (kind, event, version) in Fact::written_today() {
        let name = file(kind, event, version);
        let Ok(payload) = fs::read_to_string(folder().join(&name)) else { continue };
        let fact = Fact::decode(kind, event, version, &payload).unwrap();
        let golden: Value = serde_json::from_str(&payload).unwrap();
        assert_eq!(fact.payload().unwrap(), golden, "{name} is written differently today");
    }
}
