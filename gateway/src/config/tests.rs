//! What is taken from the environment and the file, and what is told about wrong values.

use std::ffi::OsString;
use std::io::Write;

use super::*;

fn variables(pairs: &[(&str, &str)]) -> impl Iterator<Item = (OsString, OsString)> {
    pairs.iter().map(|(name, value)| (name.into(), value.into())).collect::<Vec<_>>().into_iter()
}

fn from_environment(pairs: &[(&str, &str)]) -> Result<Config, ConfigError> {
    Config::check(sources::gather(None, variables(pairs)))
}

fn file_of(text: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

#[test]
fn nothing_has_to_be_configured() {
    let config = from_environment(&[("PATH", "/bin"), ("KABINET_LISTEN", "")]).unwrap();

    assert_eq!(config.listen.to_string(), DEFAULT_LISTEN);
    assert!(config.database_url.is_none());
    assert_eq!(config.data_dir, DataFolder { path: "data".into(), explicit: false });
    assert!(config.migrate_at_start);
    assert!(!config.secure_cookies());
}

#[test]
fn the_environment_wins_over_the_file() {
    let file =
        file_of("listen = '0.0.0.0:80'\nlog_format = 'json'\nallowed_origins = ['http://a', 'http://b']");
    let config =
        Config::check(sources::gather(Some(file.path()), variables(&[("KABINET_LISTEN", "[::1]:9000")])))
            .unwrap();

    assert_eq!(config.listen.to_string(), "[::1]:9000");
    assert_eq!(config.log_format, LogFormat::Json);
    assert_eq!(config.allowed_origins.len(), 2);
}

#[test]
fn every_wrong_value_and_name_is_told_at_once() {
    let file = file_of("listne = '127.0.0.1:1'\nlog_format = 'xml'");
    let environment = [
        ("KABINET_LISTEN", "8080"),
        ("KABINET_DATABASE_URL", "mysql://me:hunter2@host/db"),
        ("KABINET_MIGRATE_AT_START", "perhaps"),
        ("KABINET_PUBLIC_URL", "kabinet.example.com/path"),
        ("KABINET_ALLOWED_ORIGINS", "https://a.example.com, nonsense/x"),
        ("KABINET_LOG", "gateway=loud"),
        ("KABINET_DATADIR", "/x"),
    ];
    let error =
        Config::check(sources::gather(Some(file.path()), variables(&environment))).unwrap_err().to_string();

    for expected in [
        "KABINET_LISTEN: \"8080\" is not an address and a port",
        "KABINET_DATABASE_URL: the value (not shown",
        "KABINET_MIGRATE_AT_START: \"perhaps\" is not true or false",
        "KABINET_PUBLIC_URL",
        "KABINET_ALLOWED_ORIGINS: \"nonsense/x\"",
        "KABINET_LOG: \"gateway=loud\"",
        "log_format in ",
        "KABINET_DATADIR: there is no such setting",
        "listne in ",
        "KABINET_DATA_DIR",
    ] {
        assert!(error.contains(expected), "{expected} is not in {error}");
    }
    assert!(!error.contains("hunter2"));
}

#[test]
fn a_broken_file_is_told_by_line_without_its_text() {
    let file = file_of("listen = '127.0.0.1:1'\ndatabase_url = \"postgres://me:hunter2@h/db\n");
    let error = Config::check(sources::gather(Some(file.path()), variables(&[]))).unwrap_err().to_string();

    assert!(error.contains("line 2"), "{error}");
    assert!(!error.contains("hunter2"));
}

#[test]
fn a_named_file_that_is_not_there_is_told() {
    let error = Config::load(Some(Path::new("/nowhere/kabinet.toml"))).unwrap_err().to_string();

    assert!(error.contains("/nowhere/kabinet.toml"), "{error}");
}

#[test]
fn a_password_is_never_shown() {
    let config =
        from_environment(&[("KABINET_DATABASE_URL", "postgres://me:hunter2@db.local/kabinet")]).unwrap();

    let shown = format!("{config:?}");
    assert!(!shown.contains("hunter2"));
    assert!(shown.contains("postgres://me:***@db.local:5432/kabinet"), "{shown}");
}

#[test]
fn what_others_put_into_the_environment_is_left_alone() {
    assert!(
        from_environment(&[("KABINET_TEST_DATABASE_URL", "x"), ("KABINET_SERVICE_HOST", "10.0.0.1")]).is_ok()
    );
}

#[test]
fn an_origin_is_written_as_browsers_write_it() {
    let origin = |text: &str| text.parse::<Origin>().map(|origin| origin.as_str().to_owned());

    assert_eq!(origin("https://Kabinet.example.com:443/"), Ok("https://kabinet.example.com".to_owned()));
    assert_eq!(origin("http://127.0.0.1:8080"), Ok("http://127.0.0.1:8080".to_owned()));
    assert_eq!(origin("https://me@example.com"), Err(values::Malformed));
    assert_eq!(origin("ftp://example.com"), Err(values::Malformed));
}
