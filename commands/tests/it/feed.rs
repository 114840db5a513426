//! Every reader sees each committed event once and in order, whoever is still writing.

use commands::journal::{Feed, Idempotent, NewEvent};
use domain::journal::{Position, Recorded, Undecodable};

use crate::database::Database;
use crate::oracle::{Load, Verdict, judge, read_all, run};
use crate::writing::{append, stream, tenant};

/// The oracle. `script/soak oracle` runs it for long.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_reader_sees_each_event_once_and_in_order() {
    let database = Database::fresh().await;
    for verdict in run(&database, Load::from_environment()).await {
        assert_eq!(verdict, Verdict::default());
    }
}

async fn page(database: &Database, after: i64, safe: Position) -> Vec<Recorded> {
    let mut connection = database.pool.acquire().await.expect("a connection");
    Feed::page(&mut connection, Position(after), safe, 100).await.expect("a page").events
}

/// A reader with the bare `position > cursor` and one behind the fence look while an
/// append with a lower position is under way and one with a higher is committed.
#[tokio::test]
async fn the_fence_holds_readers_back_where_a_bare_cursor_loses_an_event() {
    let database = Database::fresh().await;
    let owner = tenant();
    append(owner, vec![stream("first", 1, 1)]).write(&database.pool).await.expect("written");
    let mut holding = database.pool.begin().await.expect("a transaction");
    sqlx::query(
        "INSERT INTO journal.idempotency (organization, actor, key, request_hash, outcome, position)
         VALUES ($1, 'console', 'held', sha256(''), 'null', 0)",
    )
    .bind(owner.to_string())
    .execute(&mut *holding)
    .await
    .expect("held");
    let mut slow = append(owner, vec![stream("slow", 1, 1)]);
    slow.idempotent =
        Some(Idempotent { key: "held".to_owned(), request_hash: vec![0; 32], outcome: "null".to_owned() });
    let pool = database.pool.clone();
    let slow = tokio::spawn(async move { slow.write(&pool).await });
    database.until_waiting(1).await;
    let quick = append(owner, vec![stream("quick", 1, 1)]).write(&database.pool).await.expect("written");

    let feed = Feed::new(database.pool.clone());
    let safe = feed.safe_position().await.expect("a position");
    let mut bare = page(&database, 0, Position(i64::MAX)).await;
    let mut fenced = page(&database, 0, safe).await;
    assert_eq!(bare.last().map(|event| event.position), Some(quick));
    assert!(safe < quick, "{safe} is not below {quick}");

    holding.rollback().await.expect("let go");
    let slow = slow.await.expect("ended").expect("written");
    assert!(slow < quick);
    bare.extend(page(&database, quick.0, Position(i64::MAX)).await);
    let now_safe = feed.safe_position().await.expect("a position");
    fenced.extend(page(&database, safe.0, now_safe).await);
    let committed = read_all(&database.pool).await;
    assert_eq!(judge(&committed, &bare), Verdict { lost: vec![slow.0], ..Verdict::default() });
    assert_eq!(judge(&committed, &fenced), Verdict::default());
}

#[tokio::test]
async fn the_verdict_names_what_is_wrong() {
    let database = Database::fresh().await;
    append(tenant(), vec![stream("a", 1, 4)]).write(&database.pool).await.expect("written");
    let events = read_all(&database.pool).await;
    let seen = |order: &[usize]| order.iter().map(|&at| events[at].clone()).collect::<Vec<_>>();
    assert_eq!(judge(&events, &events), Verdict::default());
    assert_eq!(judge(&events, &seen(&[0, 1, 2])).lost, [4]);
    assert_eq!(judge(&events, &seen(&[0, 1, 1, 2, 3])).repeated, [2]);
    let swapped = judge(&events, &seen(&[0, 2, 1, 3]));
    assert_eq!((swapped.late, swapped.torn), (vec![2], vec![3, 2, 4]));
    assert_eq!(judge(&events[..3], &events).invented, [4]);
}

#[tokio::test]
async fn a_page_that_is_not_full_reaches_the_safe_position_over_the_gaps() {
    let database = Database::fresh().await;
    append(tenant(), vec![stream("a", 1, 2)]).write(&database.pool).await.expect("written");
    for _ in 0..3 {
        append(tenant(), vec![stream("a", 1, 1)]).write(&database.pool).await.expect_err("turned back");
    }
    let feed = Feed::new(database.pool.clone());
    let safe = feed.safe_position().await.expect("a position");
    let mut connection = database.pool.acquire().await.expect("a connection");
    let half = Feed::page(&mut connection, Position(0), safe, 1).await.expect("a page");
    assert_eq!((half.events.len(), half.reached), (1, Position(1)));
    let rest = Feed::page(&mut connection, half.reached, safe, 10).await.expect("a page");
    assert_eq!((rest.events.len(), rest.reached), (1, safe));
    let none = Feed::page(&mut connection, Position(safe.0 + 5), safe, 10).await.expect("a page");
    assert_eq!((none.events.len(), none.reached), (0, Position(safe.0 + 5)));
}

#[tokio::test]
async fn an_event_that_cannot_be_read_does_not_hide_the_others() {
    let database = Database::fresh().await;
    let mut strange = stream("a", 1, 3);
    strange.events[1].event_type = "Enchanted".to_owned();
    append(tenant(), vec![strange]).write(&database.pool).await.expect("written");
    let events = page(&database, 0, Position(i64::MAX)).await;
    let read: Vec<_> = events.iter().map(|event| event.fact.is_ok()).collect();
    assert_eq!(read, [true, false, true]);
    assert!(matches!(events[1].fact, Err(Undecodable::UnknownVersion { .. })), "{:?}", events[1].fact);
}

#[tokio::test]
async fn a_page_ends_when_it_is_heavy_and_the_next_one_goes_on_there() {
    let database = Database::fresh().await;
    let mut heavy = stream("a", 1, 4);
    for event in &mut heavy.events {
        let NewEvent { payload, .. } = event;
        payload.push_str(&" ".repeat(3 << 20));
    }
    append(tenant(), vec![heavy]).write(&database.pool).await.expect("written");
    let mut connection = database.pool.acquire().await.expect("a connection");
    let (mut after, mut sizes) = (Position(0), Vec::new());
    while after < Position(4) {
        let page = Feed::page(&mut connection, after, Position(4), 100).await.expect("a page");
        assert_eq!(page.reached, page.events.last().expect("an event").position);
        sizes.push(page.events.len());
        after = page.reached;
    }
    assert_eq!(sizes, [2, 2]);
}
