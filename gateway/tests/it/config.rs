//! What the binary says about its configuration and its commands.

use crate::service::{kabinet, output, said};

#[test]
fn a_wrong_configuration_is_refused_with_all_that_is_wrong() {
    let refused = output(
        kabinet(&["serve"])
            .env("KABINET_LISTEN", "everywhere")
            .env("KABINET_DATABASE_URL", "mysql://me:hunter2@host/db")
            .env("KABINET_LOG_FORMAT", "xml")
            .env("KABINET_COLOUR", "red"),
    );
    assert_eq!(refused.status.code(), Some(2));
    let text = said(&refused);
    for name in ["KABINET_LISTEN", "KABINET_DATABASE_URL", "KABINET_LOG_FORMAT", "KABINET_COLOUR"] {
        assert!(text.contains(&format!("{name}: ")), "{name} is not in {text}");
    }
    assert!(!text.contains("hunter2"), "{text}");
}

#[test]
fn a_database_that_cannot_be_reached_is_told_without_its_password() {
    let url = "postgres://me:hunter2@127.0.0.1:1/kabinet";
    let refused = output(kabinet(&["migrate"]).env("KABINET_DATABASE_URL", url).env("KABINET_LOG", "trace"));
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("the database cannot be reached"), "{}", said(&refused));
    assert!(!said(&refused).contains("hunter2"), "{}", said(&refused));
}

#[test]
fn every_command_explains_itself() {
    let overview = output(&mut kabinet(&["--help"]));
    let overview = String::from_utf8(overview.stdout).unwrap();
    for command in ["serve", "migrate", "seed", "user", "projections", "replay", "schema"] {
        assert!(overview.contains(&format!("\n  {command} ")), "{command} is not in {overview}");
        let help = output(&mut kabinet(&[command, "--help"]));
        assert!(help.status.success());
        assert!(help.stdout.len() > 200, "{command} says little");
    }
    assert!(overview.contains("KABINET_DATABASE_URL"));
}
