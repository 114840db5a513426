//! The example files, and runs over them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, Utc};
use commands::catalogue::{TakeFiles, TakenFiles};
use commands::ports::{Clock, Entropy, Ids, Ports};
use commands::{Request, Requester};
use domain::journal::Tenant;
use domain::vocabulary::{ExchangeRunId, VatRate};
use gateway::exchange::{SeedError, seed_catalogue};
use sqlx::PgPool;
use uuid::Uuid;

/// The id in 1C that the examples give to an object.
pub fn id(number: u32) -> String {
    format!("a1b2c3d4-0000-4000-8000-{number:012}")
}

/// The four files, in the order in which 1C sends them.
pub fn examples() -> Vec<PathBuf> {
    ["import", "offers", "prices", "rests"]
        .into_iter()
        .zip(1..)
        .map(|(name, number)| folder().join(format!("{name}___{}.xml", id(number))))
        .collect()
}

/// An example of one of the forms in which 1C writes.
pub fn form(name: &str) -> PathBuf {
    folder().join("forms").join(format!("{name}.xml"))
}

/// All of them, by name.
pub fn forms() -> Vec<PathBuf> {
    let mut all: Vec<_> =
        std::fs::read_dir(folder().join("forms")).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.sort();
    all
}

/// A hostile file.
pub fn hostile(name: &str) -> PathBuf {
    folder().join("hostile").join(format!("{name}.xml"))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/commerceml")
}

/// A copy of a file in which a text is replaced by another one.
pub fn changed(file: &Path, folder: &Path, from: &str, to: &str) -> PathBuf {
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{} does not hold {from}", file.display());
    let copy = folder.join(file.file_name().unwrap());
    std::fs::write(&copy, text.replace(from, to)).unwrap();
    copy
}

/// A moment of a day in November 2026.
pub fn on(day: u32) -> DateTime<Utc> {
    format!("2026-11-{day:02}T08:00:00Z").parse().unwrap()
}

/// The id of the run on a day: the ids of a day are counted from it.
pub fn run(day: u32) -> ExchangeRunId {
    ExchangeRunId(Uuid::from_u128(u128::from(day) << 64))
}

/// A day that stands still.
struct Day {
    day: u32,
    given: AtomicU64,
}

impl Clock for Day {
    fn now(&self) -> DateTime<Utc> {
        on(self.day)
    }
}

impl Ids for Day {
    fn next(&self) -> Uuid {
        let given = self.given.fetch_add(1, Ordering::Relaxed);
        Uuid::from_u128((u128::from(self.day) << 64) + u128::from(given))
    }
}

impl Entropy for Day {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

/// Takes files in as the console does, on a day.
pub async fn take(pool: &PgPool, files: &[PathBuf], day: u32) -> Result<TakenFiles, SeedError> {
    seed(pool, files, day, (None, false)).await
}

/// Takes in files that hold everything, and may withdraw so many percent.
pub async fn take_all(
    pool: &PgPool,
    files: &[PathBuf],
    day: u32,
    at_most: u8,
) -> Result<TakenFiles, SeedError> {
    seed(pool, files, day, (Some(at_most), false)).await
}

/// Tells what taking files in would do.
pub async fn try_out(pool: &PgPool, files: &[PathBuf], day: u32) -> Result<TakenFiles, SeedError> {
    seed(pool, files, day, (None, true)).await
}

async fn seed(
    pool: &PgPool,
    files: &[PathBuf],
    day: u32,
    (complete, trial): (Option<u8>, bool),
) -> Result<TakenFiles, SeedError> {
    let today = || Arc::new(Day { day, given: AtomicU64::new(0) });
    let ports = Ports { clock: today(), ids: today(), entropy: today() };
    let console = Requester::console(Tenant::Supplier);
    let how = TakeFiles { vat_when_unsaid: VatRate::of_percent(22).unwrap(), complete, trial };
    seed_catalogue(pool, &ports, &console, &Request::new(Uuid::nil()), files, (how, &())).await
}
