//! `docs/approvals.md` names tests; they have to be there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs")
}

/// The tests that the document links: name and file.
fn linked() -> Vec<(String, PathBuf)> {
    let text = fs::read_to_string(docs().join("approvals.md")).unwrap();
    let links = text.split("[`").skip(1).filter_map(|rest| rest.split_once("`]("));
    let targets = links.filter_map(|(name, rest)| Some((name, rest.split_once(')')?.0)));
    let tests = targets.filter(|(_, target)| Path::new(target).extension().is_some_and(|kind| kind == "rs"));
    tests.map(|(name, target)| (name.to_owned(), docs().join(target))).collect()
}

#[test]
fn every_test_that_the_comparison_names_is_where_it_says() {
    let linked = linked();
    assert!(linked.len() > 40, "the table names {} tests", linked.len());
    let missing: Vec<_> = linked
        .iter()
        .filter(|(name, file)| {
            let source = fs::read_to_string(file).unwrap_or_default();
            let is_test =
                |at: usize| source[..at].trim_end().lines().rev().take(4).any(|it| it.contains("#["));
            !["fn ", "async fn "]
                .iter()
                .any(|kind| source.find(&format!("{kind}{name}(")).is_some_and(is_test))
        })
        .collect();
    assert!(missing.is_empty(), "the document names tests that are not there: {missing:#?}");
}

#[test]
fn every_complaint_and_every_fault_has_its_test_in_the_document() {
    let names: BTreeSet<_> = linked().into_iter().map(|(name, _)| name).collect();
    let is_there = |start: String| names.iter().any(|name| name.starts_with(&start));
    let silent: Vec<_> = (1..=15)
        .map(|number| format!("complaint_{number:02}_"))
        .chain((1..=4).map(|number| format!("starter_fault_{number}_")))
        .filter(|start| !is_there(start.clone()))
        .collect();
    assert!(silent.is_empty(), "without a test in the document: {silent:?}");
}
