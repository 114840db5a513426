//! Where settings are given: a TOML file, and the environment over it.

use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::problem::Problem;
use super::reading::{Given, Reading};

const PREFIX: &str = "KABINET_";
const DEFAULT_FILE: &str = "kabinet.toml";
/// Not settings of the service: those of its tests, and what Kubernetes sets in every pod
/// beside a Service that is named `kabinet`.
const NOT_OURS: [&str; 3] = ["test_", "port_", "service_"];

/// Collects what was given. What cannot be read becomes a problem of the reading.
pub fn gather(file: Option<&Path>, variables: impl Iterator<Item = (OsString, OsString)>) -> Reading {
    let mut reading = Reading::default();
    let mut environment = Vec::new();
    let mut named = file.map(Path::to_owned);
    for (name, value) in variables {
        let Some(setting) = setting_of(&name) else { continue };
        match value.into_string() {
            Ok(text) if text.is_empty() || (setting == "port" && text.starts_with("tcp://")) => {}
            Ok(text) if setting == "config" => named = named.or(Some(PathBuf::from(text))),
            Ok(text) => environment.push((setting, text)),
            Err(_) => reading.problems.push(Problem {
                given_in: format!("{PREFIX}{}", setting.to_uppercase()),
                text: "the value is not UTF-8".to_owned(),
            }),
        }
    }
    read_file(named, &mut reading);
    for (setting, text) in environment {
        let given_in = format!("{PREFIX}{}", setting.to_uppercase());
        reading.given.insert(setting, Given { text, given_in });
    }
    reading
}

/// The setting that a variable of the environment stands for.
fn setting_of(variable: &OsString) -> Option<String> {
    let setting = variable.to_str()?.strip_prefix(PREFIX)?.to_lowercase();
    let foreign = NOT_OURS.iter().any(|start| setting.starts_with(start));
    (!foreign).then_some(setting)
}

fn read_file(named: Option<PathBuf>, reading: &mut Reading) {
    let must_exist = named.is_some();
    let path = named.unwrap_or_else(|| PathBuf::from(DEFAULT_FILE));
    let shown = path.display();
    let mut problem = |text| reading.problems.push(Problem { given_in: shown.to_string(), text });
    match std::fs::read_to_string(&path) {
        Ok(text) => match text.parse::<Table>() {
            Ok(table) => take_table(table, &path, reading),
            Err(error) => problem(format!("line {}: {}", line_of(&text, &error), error.message())),
        },
        Err(error) if error.kind() == ErrorKind::NotFound && !must_exist => {}
        Err(error) => problem(format!("the file cannot be read: {error}")),
    }
}

fn take_table(table: Table, path: &Path, reading: &mut Reading) {
    for (setting, value) in table {
        let given_in = format!("{setting} in {}", path.display());
        match text_of(&value) {
            Some(text) => drop(reading.given.insert(setting, Given { text, given_in })),
            None => reading.problems.push(Problem {
                given_in,
                text: "a text, a number, true or false, or a list of texts was expected".to_owned(),
            }),
        }
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Boolean(flag) => Some(flag.to_string()),
        Value::Array(items) => {
            let texts: Option<Vec<_>> = items.iter().map(Value::as_str).collect();
            Some(texts?.join(","))
        }
        Value::Float(_) | Value::Datetime(_) | Value::Table(_) => None,
    }
}

/// The error's own text would repeat the line, which may hold a password.
fn line_of(text: &str, error: &toml::de::Error) -> usize {
    let start = error.span().map_or(0, |span| span.start);
    text.get(..start).unwrap_or(text).matches('\n').count() + 1
}
