//! The ordering oracle: writers with pauses, roll-backs and transactions that stay
//! open, readers each with its own cursor, and a verdict on what the readers saw.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::time::Duration;

use commands::journal::{AppendError, Feed};
use domain::journal::{Position, Recorded};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use sqlx::{Executor, PgPool};

use crate::database::Database;
use crate::writing::{append, stream, tenant};

/// How much is written and read.
#[derive(Clone, Copy)]
pub struct Load {
    /// How many write at once.
    pub writers: u64,
    /// How many events they write at least, together.
    pub events: i64,
    /// How many read at once.
    pub readers: u64,
}

impl Load {
    /// A short run, unless the environment asks for a long one.
    pub fn from_environment() -> Self {
        let asked = |name: &str, otherwise| match std::env::var(name) {
            Ok(number) => number.parse().unwrap_or_else(|_| panic!("{name} is not a number: {number}")),
            Err(_) => otherwise,
        };
        Self {
            writers: asked("KABINET_SOAK_WRITERS", 8_i64).unsigned_abs(),
            events: asked("KABINET_SOAK_EVENTS", 2_000),
            readers: 4,
        }
    }
}

/// What was wrong with what a reader saw. Nothing, if all is well.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Positions that are committed and were never seen.
    pub lost: Vec<i64>,
    /// Positions that were seen more than once.
    pub repeated: Vec<i64>,
    /// Positions that were seen after a larger one.
    pub late: Vec<i64>,
    /// Positions at which a stream did not go on with its next sequence.
    pub torn: Vec<i64>,
    /// Positions that were seen and are not committed.
    pub invented: Vec<i64>,
}

/// Judges what a reader saw by what is committed.
pub fn judge(committed: &[Recorded], seen: &[Recorded]) -> Verdict {
    let truth: BTreeSet<i64> = committed.iter().map(|event| event.position.0).collect();
    let mut verdict = Verdict::default();
    let mut known = BTreeSet::new();
    let mut streams = BTreeMap::new();
    let mut last = 0;
    for event in seen {
        let position = event.position.0;
        if !known.insert(position) {
            verdict.repeated.push(position);
        } else if position < last {
            verdict.late.push(position);
        }
        if !truth.contains(&position) {
            verdict.invented.push(position);
        }
        let sequence = streams.entry((&event.aggregate_type, &event.aggregate_id)).or_insert(0);
        if event.sequence != *sequence + 1 {
            verdict.torn.push(position);
        }
        *sequence = event.sequence;
        last = last.max(position);
    }
    verdict.lost = truth.difference(&known).copied().collect();
    verdict
}

/// Runs writers and readers against each other, and gives a verdict for each reader.
pub async fn run(database: &Database, load: Load) -> Vec<Verdict> {
    let written = Arc::new(AtomicI64::new(0));
    let writing = Arc::new(AtomicUsize::new(usize::try_from(load.writers).expect("a number of writers")));
    let writers: Vec<_> = (0..load.writers)
        .map(|seed| {
            let pool = database.connections("kabinet_writer", 1);
            let writer = Writer { pool, dice: StdRng::seed_from_u64(seed), seed, sequence: 0 };
            tokio::spawn(writer.write_until(load.events, Arc::clone(&written), Arc::clone(&writing)))
        })
        .collect();
    let readers: Vec<_> = (0..load.readers)
        .map(|seed| tokio::spawn(read_along(database.pool.clone(), seed, Arc::clone(&writing))))
        .collect();
    for writer in writers {
        writer.await.expect("a writer ends well");
    }
    let mut verdicts = Vec::new();
    let committed = read_all(&database.pool).await;
    let distinct: BTreeSet<_> = committed.iter().map(|event| event.event_id).collect();
    assert_eq!(distinct.len(), committed.len());
    assert!(i64::try_from(committed.len()).is_ok_and(|events| events >= load.events));
    for reader in readers {
        verdicts.push(judge(&committed, &reader.await.expect("a reader ends well")));
    }
    verdicts
}

/// All that is committed, by its positions, when nobody writes any more.
pub async fn read_all(pool: &PgPool) -> Vec<Recorded> {
    let mut connection = pool.acquire().await.expect("a connection");
    let mut events: Vec<Recorded> = Vec::new();
    loop {
        let after = events.last().map_or(Position(0), |event| event.position);
        let page = Feed::page(&mut connection, after, Position(i64::MAX), i64::MAX).await.expect("a page");
        if page.events.is_empty() {
            return events;
        }
        events.extend(page.events);
    }
}

async fn read_along(pool: PgPool, seed: u64, writing: Arc<AtomicUsize>) -> Vec<Recorded> {
    let feed = Feed::new(pool.clone());
    let mut dice = StdRng::seed_from_u64(1_000_000 + seed);
    let mut cursor = Position(0);
    let mut taken = Vec::new();
    loop {
        let all_written = writing.load(Ordering::SeqCst) == 0;
        let safe = feed.safe_position().await.expect("a safe position");
        pause(&mut dice, 2).await;
        let mut connection = pool.acquire().await.expect("a connection");
        let limit = dice.random_range(1..200);
        let page = Feed::page(&mut connection, cursor, safe, limit).await.expect("a page");
        drop(connection);
        assert!(page.reached >= cursor, "a cursor never goes back");
        cursor = page.reached;
        taken.extend(page.events);
        if all_written && cursor == safe {
            return taken;
        }
        pause(&mut dice, 2).await;
    }
}

struct Writer {
    /// One connection: what is begun on it and what is appended are one transaction.
    pool: PgPool,
    dice: StdRng,
    seed: u64,
    sequence: i64,
}

impl Writer {
    async fn write_until(mut self, events: i64, written: Arc<AtomicI64>, writing: Arc<AtomicUsize>) {
        append(tenant(), vec![stream(self.contested(), 1, 1)]).write(&self.pool).await.expect("begun");
        while written.load(Ordering::SeqCst) < events {
            let more = match self.dice.random_range(0..10) {
                0 => self.fail().await,
                1..4 => self.stay_open().await,
                _ => self.append().await,
            };
            written.fetch_add(more, Ordering::SeqCst);
            if self.dice.random_bool(0.3) {
                pause(&mut self.dice, 3).await;
            }
        }
        self.pool.close().await;
        writing.fetch_sub(1, Ordering::SeqCst);
    }

    fn contested(&self) -> String {
        format!("contested by {}", self.seed)
    }

    async fn append(&mut self) -> i64 {
        let more = self.dice.random_range(1..4_u8);
        let own = stream(format!("of {}", self.seed), self.sequence + 1, more.into());
        let set = append(domain::journal::Tenant::Supplier, vec![own]);
        set.write(&self.pool).await.expect("nobody else writes the stream");
        self.sequence += i64::from(more);
        more.into()
    }

    /// Draws positions, and is turned back by the other stream.
    async fn fail(&mut self) -> i64 {
        let streams =
            vec![stream(format!("of {}", self.seed), self.sequence + 1, 2), stream(self.contested(), 1, 1)];
        let failed = append(domain::journal::Tenant::Supplier, streams).write(&self.pool).await;
        assert!(matches!(failed, Err(AppendError::Conflict)), "{failed:?}");
        0
    }

    /// Holds the fence for a while, and thinks better of it one time in three.
    async fn stay_open(&mut self) -> i64 {
        let before = self.sequence;
        self.pool.execute("BEGIN").await.expect("begun");
        let more = self.append().await;
        pause(&mut self.dice, 8).await;
        if self.dice.random_ratio(1, 3) {
            self.pool.execute("ROLLBACK").await.expect("rolled back");
            self.sequence = before;
            return 0;
        }
        self.pool.execute("COMMIT").await.expect("committed");
        more
    }
}

/// Something up to a number of milliseconds, so that the order of things varies.
async fn pause(dice: &mut StdRng, most: u64) {
    tokio::time::sleep(Duration::from_micros(dice.random_range(0..most * 1_000))).await;
}
