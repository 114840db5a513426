//! An exchange leaves one event.

use super::*;

fn take(files: Vec<TakenFile>) -> ExchangeRunCommand {
    ExchangeRunCommand::TakeCatalogue {
        run: ExchangeRunId::default(),
        files,
        counts: CatalogueCounts::default(),
        at: DateTime::UNIX_EPOCH,
    }
}

fn file() -> TakenFile {
    TakenFile { name: "import.xml".into(), sha256: "00".into(), kind: "catalogue".into() }
}

#[test]
fn an_exchange_with_files_is_recorded_once() {
    let mut exchange = ExchangeRun::default();
    let events = decide(&exchange, take(vec![file()])).unwrap();
    assert_eq!(events.len(), 1);
    for event in events {
        exchange.apply(event);
    }
    assert_eq!(exchange.tenant(), Some(Tenant::Supplier));
    assert_eq!(decide(&exchange, take(vec![file()])), Err(ExchangeRunError::AlreadyFinished));
}

#[test]
fn an_exchange_without_files_is_refused() {
    assert_eq!(decide(&ExchangeRun::default(), take(vec![])), Err(ExchangeRunError::NoFiles));
}

#[test]
fn what_is_unchanged_or_skipped_is_no_change() {
    let products = Tally { unchanged: 3, skipped: 1, ..Tally::default() };
    let mut counts = CatalogueCounts { products, ..CatalogueCounts::default() };
    assert!(!counts.changes());
    counts.prices.changed = 1;
    assert!(counts.changes());
}

#[test]
fn a_batch_is_recorded_with_what_became_of_its_documents() {
    let mut counts = BatchCounts::default();
    for outcome in [DocumentOutcome::Posted, DocumentOutcome::Refused, DocumentOutcome::Posted] {
        counts.note(outcome);
    }
    assert_eq!((counts.posted, counts.refused, counts.documents()), (2, 1, 3));
    assert_eq!(counts.plus(counts).documents(), 6);
    let (run, batch) = (ExchangeRunId::default(), BatchId::default());
    let base: BaseName = "ut-moscow".parse().unwrap();
    let take = ExchangeRunCommand::TakeBatch {
        run,
        base: base.clone(),
        batch,
        sha256: "00".into(),
        counts,
        at: DateTime::UNIX_EPOCH,
    };
    let mut exchange = ExchangeRun::default();
    for event in decide(&exchange, take.clone()).unwrap() {
        exchange.apply(event);
    }
    assert_eq!(exchange.tenant(), Some(Tenant::Supplier));
    assert_eq!(decide(&exchange, take), Err(ExchangeRunError::AlreadyFinished));
    let again = ExchangeRunCommand::TryAgain { run, base, counts, at: DateTime::UNIX_EPOCH };
    assert_eq!(decide(&ExchangeRun::default(), again).map(|events| events.len()), Ok(1));
}
