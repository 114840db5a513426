//! What the append relies on of PostgreSQL: the fence before the first position, and
//! positions in the order of the sequences.

use sqlx::Executor;

use crate::database::Database;
use crate::writing::{append, stream, tenant};

const APPEND: &str = include_str!("../../src/journal/append.sql");
const PARAMETERS: usize = 26;

async fn plan() -> Vec<String> {
    let database = Database::fresh().await;
    let mut connection = database.pool.acquire().await.expect("a connection");
    connection.execute("SET plan_cache_mode = force_generic_plan").await.expect("set");
    connection.execute(format!("PREPARE append AS {APPEND}").as_str()).await.expect("prepared");
    let nothing = vec!["NULL"; PARAMETERS].join(", ");
    let explain = format!("EXPLAIN (VERBOSE, COSTS OFF) EXECUTE append({nothing})");
    sqlx::query_scalar(&explain).persistent(false).fetch_all(&mut *connection).await.expect("a plan")
}

/// The number of the first line that contains all of the words.
fn line(plan: &[String], words: &[&str]) -> usize {
    let found = plan.iter().position(|line| words.iter().all(|word| line.contains(word)));
    found.unwrap_or_else(|| panic!("no {words:?} in\n{}", plan.join("\n")))
}

fn depth(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

#[tokio::test]
async fn the_fence_is_below_the_sort_and_positions_are_drawn_above_it() {
    let plan = plan().await;
    let insert = line(&plan, &["Insert on journal.events"]);
    let drawn = line(&plan, &["Output:", "nextval"]);
    let sort = insert + line(&plan[insert..], &["Sort"]);
    let fence = line(&plan, &["CTE Scan on fence"]);
    assert!(plan.iter().any(|line| line.contains("pg_advisory_xact_lock_shared")));
    assert!(insert < drawn && drawn < sort && sort < fence, "{}", plan.join("\n"));
    assert!(depth(&plan[drawn]) <= depth(&plan[sort]) && depth(&plan[sort]) < depth(&plan[fence]));
}

#[tokio::test]
async fn the_access_row_is_locked_before_the_fence_is_taken() {
    let plan = plan().await;
    let gate = line(&plan, &["One-Time Filter: (($1 IS NULL) OR"]);
    let fence = line(&plan, &["CTE Scan on fence"]);
    assert!(plan.iter().any(|line| line.contains("LockRows")));
    assert!(gate < fence && depth(&plan[gate]) <= depth(&plan[fence]), "{}", plan.join("\n"));
}

#[tokio::test]
async fn the_predecessor_is_one_probe_of_the_primary_key() {
    let plan = plan().await;
    line(&plan, &["Index Scan using events_pkey on journal.events"]);
    let others = plan.iter().filter(|line| line.contains("on journal.events") && !line.contains("Insert"));
    assert!(others.clone().all(|line| line.contains("events_pkey")), "{}", plan.join("\n"));
    assert!(!plan.iter().any(|line| line.contains("hashed SubPlan")), "{}", plan.join("\n"));
}

#[tokio::test]
async fn positions_ascend_with_the_sequence_within_every_stream() {
    let database = Database::fresh().await;
    let owner = tenant();
    for round in 0..12 {
        let streams = (0..4).rev().map(|id| stream(id, 1 + round * 25, 25)).collect();
        append(owner, streams).write(&database.pool).await.expect("written");
    }
    let inverted = "SELECT count(*) FROM (
        SELECT position < lag(position) OVER (PARTITION BY aggregate_id ORDER BY sequence) AS inverted
          FROM journal.events) AS event WHERE inverted";
    assert_eq!(database.number(inverted).await, 0);
    assert_eq!(database.number("SELECT count(*) FROM journal.events").await, 1_200);
}
