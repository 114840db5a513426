//! The embedded PostgreSQL over its life: first start, reuse, crashes, two at once.

use std::fs::{File, Permissions};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::process::Stdio;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, geteuid, getpgid, kill_process, kill_process_group};

use crate::data_folder::TestFolder;
use crate::service::{Service, kabinet, output, said};

fn wait_until(what: &str, condition: impl Fn() -> bool) {
    let give_up = Instant::now() + Duration::from_mins(1);
    while !condition() {
        assert!(Instant::now() < give_up, "{what}");
        std::thread::yield_now();
    }
}

/// Kills without a chance to clean up, and waits until the process does no more.
fn kill(pid: Pid) {
    kill_process(pid, Signal::KILL).expect("a running process");
    let stat = format!("/proc/{}/stat", pid.as_raw_nonzero());
    wait_until("a killed process goes on", || {
        std::fs::read_to_string(&stat).map_or(true, |stat| stat.contains(") Z "))
    });
}

#[tokio::test]
async fn an_empty_folder_becomes_a_database_that_is_used_again() {
    let folder = TestFolder::new();
    let mut first = Service::start(&folder.path());
    assert!(first.get("/healthz").starts_with("HTTP/1.0 200"));
    let ready = first.get("/readyz");
    assert!(ready.starts_with("HTTP/1.0 200"), "{ready}");
    folder.note("first").await;
    let socket = folder.socket();

    assert_eq!(first.end_with(Signal::TERM).code(), Some(0));
    assert!(!folder.pid_file().exists(), "the server is stopped with the service");
    assert!(!socket.exists(), "the socket's folder is gone");

    let mut second = Service::start(&folder.path());
    folder.note("second").await;
    assert_eq!(folder.notes().await, ["first", "second"]);
    assert_eq!(second.end_with(Signal::INT).code(), Some(0));
}

#[tokio::test]
async fn the_server_is_durable_private_and_never_root() {
    let folder = TestFolder::new();
    let _service = Service::start(&folder.path());
    let mut session = folder.session().await;
    for (setting, expected) in
        [("fsync", "on"), ("full_page_writes", "on"), ("synchronous_commit", "on"), ("listen_addresses", "")]
    {
        let value: String = sqlx::query_scalar("SELECT current_setting($1)")
            .bind(setting)
            .fetch_one(&mut session)
            .await
            .unwrap();
        assert_eq!(value, expected, "{setting}");
    }
    let socket = folder.socket().metadata().unwrap();
    assert_eq!(socket.mode() & 0o777, 0o700);
    let runs_as = folder.path().join("postgres").metadata().unwrap().uid();
    assert_ne!(runs_as, 0);
    assert!(geteuid().is_root() || runs_as == geteuid().as_raw());
}

#[tokio::test]
async fn a_killed_service_leaves_a_database_that_the_next_one_takes_over() {
    let folder = TestFolder::new();
    let mut killed = Service::start(&folder.path());
    folder.note("kept").await;
    let server = folder.server();
    killed.end_with(Signal::KILL);
    assert_eq!(folder.server(), server, "the server lives on");

    let mut next = Service::start(&folder.path());
    assert_eq!(folder.server(), server, "the same server");
    assert_eq!(folder.notes().await, ["kept"]);
    assert_eq!(next.end_with(Signal::TERM).code(), Some(0));
    assert!(!folder.pid_file().exists(), "a server taken over is stopped as well");
}

#[tokio::test]
async fn a_crashed_server_is_started_again_under_the_running_service() {
    let folder = TestFolder::new();
    let service = Service::start(&folder.path());
    folder.note("kept").await;
    kill(folder.server().unwrap());
    service.says("PostgreSQL is back");

    assert_eq!(folder.notes().await, ["kept"]);
    assert!(service.get("/healthz").starts_with("HTTP/1.0 200"));
}

#[tokio::test]
async fn service_and_server_killed_together_recover() {
    let folder = TestFolder::new();
    let mut service = Service::start(&folder.path());
    folder.note("kept").await;
    let (server, socket) = (folder.server().unwrap(), folder.socket());
    service.end_with(Signal::KILL);
    kill(server);

    let _next = Service::start(&folder.path());
    assert_eq!(folder.notes().await, ["kept"]);
    assert!(!socket.exists(), "the old socket is cleared away");
}

#[tokio::test]
async fn a_process_number_that_another_program_has_now_does_not_stop_the_start() {
    let folder = TestFolder::new();
    let mut service = Service::start(&folder.path());
    folder.note("kept").await;
    let server = folder.server().unwrap();
    service.end_with(Signal::KILL);
    kill(server);
    let text = std::fs::read_to_string(folder.pid_file()).unwrap();
    let (_, rest) = text.split_once('\n').unwrap();
    std::fs::write(folder.pid_file(), format!("{}\n{rest}", std::process::id())).unwrap();

    let _next = Service::start(&folder.path());
    assert_eq!(folder.notes().await, ["kept"]);
}

#[test]
fn what_an_interrupted_first_start_left_is_cleared_away() {
    let folder = TestFolder::new();
    let unfinished = folder.path().join("postgres.unfinished-x");
    std::fs::create_dir_all(&unfinished).unwrap();
    std::fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
    std::fs::write(unfinished.join("PG_VERSION"), "15").unwrap();

    let _service = Service::start(&folder.path());
    assert!(!unfinished.exists());
}

#[test]
fn two_services_on_one_folder_are_refused() {
    let folder = TestFolder::new();
    let first = Service::start(&folder.path());
    let mut second = kabinet(&["serve"]);
    second.env("KABINET_LISTEN", "127.0.0.1:0").env("KABINET_DATA_DIR", folder.path());
    let refused = output(&mut second);

    assert_eq!(refused.status.code(), Some(1));
    let holder = format!("process {} (kabinet serve)", first.pid().as_raw_nonzero());
    assert!(said(&refused).contains(&holder), "{}", said(&refused));
    assert!(first.get("/healthz").starts_with("HTTP/1.0 200"), "the first goes on");
}

#[test]
fn a_command_works_beside_the_service_and_alone() {
    let folder = TestFolder::new();
    let migrate = || output(kabinet(&["migrate"]).env("KABINET_DATA_DIR", folder.path()));
    let alone = migrate();
    assert!(alone.status.success(), "{}", said(&alone));
    assert!(!folder.pid_file().exists(), "the server ran for the time of the command");

    let service = Service::start(&folder.path());
    let beside = migrate();
    assert!(beside.status.success(), "{}", said(&beside));
    assert!(String::from_utf8_lossy(&beside.stdout).contains("up to date"));
    assert!(service.get("/healthz").starts_with("HTTP/1.0 200"), "the service keeps its database");
}

#[test]
fn a_command_keeps_its_database_for_another_that_uses_it() {
    let folder = TestFolder::new();
    assert!(output(kabinet(&["migrate"]).env("KABINET_DATA_DIR", folder.path())).status.success());
    let beside = File::open(folder.path().join("kabinet.beside")).unwrap();
    beside.lock_shared().unwrap();

    let mut command = kabinet(&["migrate"]);
    let mut first = command
        .env("KABINET_DATA_DIR", folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut log = BufReader::new(first.stderr.take().unwrap()).lines().map_while(Result::ok);
    assert!(log.any(|line| line.contains("waiting for another command")));
    assert!(folder.pid_file().exists(), "the server still runs");
    drop(beside);
    assert!(first.wait().unwrap().success());
    assert!(!folder.pid_file().exists());
}

#[test]
fn ctrl_c_reaches_the_service_and_not_its_server() {
    let folder = TestFolder::new();
    let mut service = Service::start(&folder.path());
    let server = folder.server().unwrap();
    assert_ne!(getpgid(Some(server)).unwrap(), getpgid(Some(service.pid())).unwrap());

    kill_process_group(service.pid(), Signal::INT).unwrap();
    service.says("Kabinet has ended");
    assert_eq!(service.ended().code(), Some(0));
    assert!(!folder.pid_file().exists());
}

#[test]
fn a_chosen_folder_that_is_closed_is_refused_to_root_and_used_by_its_owner() {
    let folder = TestFolder::new();
    let closed = folder.top().join("closed");
    std::fs::create_dir(&closed).unwrap();
    std::fs::set_permissions(&closed, Permissions::from_mode(0o700)).unwrap();
    let outcome = output(kabinet(&["migrate"]).env("KABINET_DATA_DIR", closed.join("data")));

    if geteuid().is_root() {
        assert_eq!(outcome.status.code(), Some(1));
        assert!(said(&outcome).contains(&format!("cannot enter {}", closed.display())), "{}", said(&outcome));
    } else {
        assert!(outcome.status.success(), "{}", said(&outcome));
    }
}
