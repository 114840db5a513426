//! Which of the installed programs are taken.

use super::*;

fn machine(majors: &[u32]) -> BTreeMap<u32, PathBuf> {
    majors.iter().map(|major| (*major, PathBuf::from(format!("/{major}")))).collect()
}

#[test]
fn the_newest_version_is_taken_for_a_new_cluster() {
    assert_eq!(choose(machine(&[13, 15, 17]), None).unwrap().program("initdb"), Path::new("/17/initdb"));
}

#[test]
fn an_existing_cluster_keeps_its_version() {
    assert_eq!(choose(machine(&[15, 17]), Some(15)).unwrap().major, 15);
    let refused = choose(machine(&[16, 17]), Some(15)).unwrap_err().to_string();
    assert!(refused.contains("postgresql-15") && refused.contains("16, 17"), "{refused}");
}

#[test]
fn too_old_programs_are_refused_with_the_package_to_install() {
    let refused = choose(machine(&[13]), None).unwrap_err().to_string();
    assert!(refused.contains("apt-get install postgresql") && refused.contains("13"), "{refused}");
}

#[test]
fn versions_are_read_as_the_programs_print_them() {
    assert_eq!(major_of("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"), Some(15));
    assert_eq!(major_of("postgres (PostgreSQL) 18beta1"), Some(18));
    assert_eq!(major_of(""), None);
}
