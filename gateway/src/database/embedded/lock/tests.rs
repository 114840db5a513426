//! One service a data folder.

use super::*;

#[test]
fn the_second_is_told_who_is_first() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lock");
    let Attempt::Taken(mut first) = FolderLock::take(&path, "serve").unwrap() else { panic!("not free") };
    first.announce("/run/x".into()).unwrap();

    let Attempt::Held(Some(holder)) = FolderLock::take(&path, "seed").unwrap() else { panic!("not held") };
    assert_eq!((holder.pid, holder.command.as_str()), (std::process::id(), "serve"));
    assert_eq!(holder.socket, Some("/run/x".into()));

    drop(first);
    assert!(matches!(FolderLock::take(&path, "seed").unwrap(), Attempt::Taken(_)));
}
