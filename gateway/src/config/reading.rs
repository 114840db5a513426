//! Takes values out of what was given and collects what is wrong with them.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::problem::{ConfigError, Problem};

/// A value as it was given, and where.
#[derive(Clone, Debug)]
pub struct Given {
    /// The value as text.
    pub text: String,
    /// `KABINET_LISTEN`, or `listen in kabinet.toml`.
    pub given_in: String,
}

/// The values given and not yet taken, and the problems so far.
#[derive(Default)]
pub struct Reading {
    /// By the name of the setting, in small letters.
    pub given: BTreeMap<String, Given>,
    /// What could not even be read.
    pub problems: Vec<Problem>,
    known: Vec<&'static str>,
}

impl Reading {
    /// Takes one value; a wrong one is repeated in the problem.
    pub fn value<T: FromStr>(&mut self, name: &'static str, expected: &str) -> Option<T> {
        let given = self.take(name)?;
        let parsed = given.text.parse().ok();
        if parsed.is_none() {
            self.wrong(&given, format!("{:?} is not {expected}", given.text));
        }
        parsed
    }

    /// Takes one value that nobody may see; a wrong one is not repeated.
    pub fn secret<T: FromStr>(&mut self, name: &'static str, expected: &str) -> Option<T> {
        let given = self.take(name)?;
        let parsed = given.text.parse().ok();
        if parsed.is_none() {
            self.wrong(&given, format!("the value (not shown, as it may hold a password) is not {expected}"));
        }
        parsed
    }

    /// Takes values separated by commas.
    pub fn list<T: FromStr>(&mut self, name: &'static str, expected: &str) -> Vec<T> {
        let Some(given) = self.take(name) else { return Vec::new() };
        let mut values = Vec::new();
        for text in given.text.split(',').map(str::trim).filter(|text| !text.is_empty()) {
            match text.parse() {
                Ok(value) => values.push(value),
                Err(_) => self.wrong(&given, format!("{text:?} is not {expected}")),
            }
        }
        values
    }

    /// Everything that nobody took is unknown.
    pub fn finish(mut self) -> Result<(), ConfigError> {
        let unknown = std::mem::take(&mut self.given);
        for given in unknown.values() {
            self.wrong(given, "there is no such setting".to_owned());
        }
        if self.problems.is_empty() {
            return Ok(());
        }
        let known = (!unknown.is_empty()).then_some(self.known);
        Err(ConfigError { problems: self.problems, known })
    }

    fn take(&mut self, name: &'static str) -> Option<Given> {
        self.known.push(name);
        self.given.remove(name)
    }

    fn wrong(&mut self, given: &Given, text: String) {
        self.problems.push(Problem { given_in: given.given_in.clone(), text });
    }
}
