//! What is wrong with a configuration, in words that say how to put it right.

use std::fmt;

/// One wrong value or name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it was given: `KABINET_LISTEN`, or `listen in kabinet.toml`.
    pub given_in: String,
    /// What is wrong and what would be right.
    pub text: String,
}

/// The configuration cannot be used; everything that is wrong with it is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// At least one problem.
    pub problems: Vec<Problem>,
    /// The names of all settings, when a name was wrong.
    pub known: Option<Vec<&'static str>>,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the configuration cannot be used:")?;
        for Problem { given_in, text } in &self.problems {
            write!(f, "\n  - {given_in}: {text}")?;
        }
        if let Some(known) = &self.known {
            f.write_str(
                "\nThe settings are, in the environment (in kabinet.toml: small letters, no KABINET_):",
            )?;
            for name in known {
                write!(f, "\n  KABINET_{}", name.to_uppercase())?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for ConfigError {}
