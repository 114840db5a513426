//! The name of a template.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::error::TemplateError;

/// The name of a template: 1 to [`TemplateName::MOST`] characters of one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TemplateName(String);

impl TemplateName {
    /// The most characters.
    pub const MOST: usize = 120;

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What makes it the same as another name of the same owner: its letters, whatever their
    /// case.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

impl FromStr for TemplateName {
    type Err = TemplateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let length = text.chars().count();
        if length == 0 || length > Self::MOST || text.chars().any(char::is_control) {
            return Err(TemplateError::NotAName { limit: Self::MOST });
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for TemplateName {
    type Error = TemplateError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<TemplateName> for String {
    fn from(name: TemplateName) -> Self {
        name.0
    }
}

impl fmt::Display for TemplateName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
