//! What the file of a server says, when it runs and after it crashed.

use super::*;

const FILE: &str =
    "4711\n/data/postgres\n1700000000\n5432\n/run/kabinet-x\n\n  28183142         0\nready   \n";

#[test]
fn the_file_is_read_as_the_server_writes_it() {
    let read = Postmaster::parse(FILE).unwrap();
    assert_eq!(read.pid.as_raw_nonzero().get(), 4711);
    assert_eq!(read.socket, Some("/run/kabinet-x".into()));
    assert!(read.ready);
}

#[test]
fn a_file_half_written_names_no_socket() {
    let read = Postmaster::parse("4711\n/data/postgres\n").unwrap();
    assert_eq!((read.socket, read.ready), (None, false));
    assert_eq!(Postmaster::parse(""), None);
}

#[test]
fn a_process_number_of_another_program_is_not_the_server() {
    let cluster = tempfile::tempdir().unwrap();
    let own = std::process::id();
    std::fs::write(file(cluster.path()), FILE.replace("4711", &own.to_string())).unwrap();

    let standing = Standing::of(cluster.path());
    assert!(matches!(standing, Standing::Crashed(_)), "{standing:?}");
}

#[test]
fn disowning_keeps_the_rest_of_the_file() {
    let cluster = tempfile::tempdir().unwrap();
    std::fs::write(file(cluster.path()), FILE).unwrap();
    disown(cluster.path()).unwrap();

    let text = std::fs::read_to_string(file(cluster.path())).unwrap();
    assert_eq!(text, FILE.replace("4711", &std::process::id().to_string()));
}
