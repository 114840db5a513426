//! Who may use a data folder, and who is waited for.

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

#[test]
fn who_uses_the_database_beside_its_holder_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lock");
    let (one, other) = (join(&path).unwrap(), join(&path).unwrap());
    assert!(one.is_some() && other.is_some());
    drop((one, other));

    let _stopping = wait_for_others(&path).unwrap();
    assert!(join(&path).unwrap().is_none());
}
