//! Who runs the server, and where that user may go.

use std::fs::{Permissions, create_dir, set_permissions};
use std::os::unix::fs::PermissionsExt;

use super::*;

#[test]
fn users_are_found_by_name() {
    let users = "root:x:0:0:root:/root:/bin/bash\npostgres:x:101:104:,,,:/var/lib/postgresql:/bin/bash\n";
    assert_eq!(named(users, "postgres"), Some(Account { uid: 101, gid: 104 }));
    assert_eq!(named(users, "nobody"), None);
}

#[test]
fn the_folder_that_bars_the_way_is_named() {
    let top = tempfile::tempdir().unwrap();
    let (closed, inner) = (top.path().join("closed"), top.path().join("closed/inner"));
    create_dir(&closed).unwrap();
    create_dir(&inner).unwrap();
    set_permissions(top.path(), Permissions::from_mode(0o755)).unwrap();
    let stranger = Account { uid: 4_000_000, gid: 4_000_000 };

    set_permissions(&closed, Permissions::from_mode(0o700)).unwrap();
    assert_eq!(stranger.barred_from(&inner), Some(closed.clone()));

    set_permissions(&closed, Permissions::from_mode(0o711)).unwrap();
    assert_eq!(stranger.barred_from(&inner), None);
}
