//! One object of a file as a small tree.

use std::io::BufRead;

use super::{Broken, Defect, Token, Tokens, limits};

/// An element with everything in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name.
    pub name: String,
    attributes: Vec<(String, String)>,
    text: String,
    /// The elements in it.
    pub children: Vec<Element>,
}

impl Element {
    /// An element that has just begun.
    pub fn begun(name: String, attributes: Vec<(String, String)>) -> Self {
        Self { name, attributes, ..Self::default() }
    }

    /// Reads the rest of an element that has begun, and all in it.
    pub fn read<R: BufRead>(
        tokens: &mut Tokens<R>,
        name: String,
        attributes: Vec<(String, String)>,
    ) -> Result<Self, Broken> {
        let mut budget = Budget::default();
        let mut open = vec![Self::begun(name, attributes)];
        loop {
            match tokens.next_token()? {
                Token::Start { name, attributes } => {
                    budget.element(&name, &attributes).map_err(|defect| at(tokens, defect))?;
                    open.push(Self::begun(name, attributes));
                }
                Token::Text(text) => {
                    budget.bytes(text.len()).map_err(|defect| at(tokens, defect))?;
                    if let Some(element) = open.last_mut() {
                        element.text.push_str(&text);
                    }
                }
                Token::End | Token::EndOfFile => match (open.pop(), open.last_mut()) {
                    (Some(closed), Some(parent)) => parent.children.push(closed),
                    (closed, _) => return Ok(closed.unwrap_or_default()),
                },
            }
        }
    }

    /// Its own text without the blanks around it, if any is left.
    pub fn text(&self) -> Option<&str> {
        Some(self.text.trim()).filter(|text| !text.is_empty())
    }

    /// The first element of this name in it.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The elements of this name in it.
    pub fn all<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = &'a Self> + use<'a, 'n> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The elements of a name within the elements of another one: `Цены/Цена`.
    pub fn all_in<'a, 'n>(
        &'a self,
        container: &'n str,
        name: &'n str,
    ) -> impl Iterator<Item = &'a Self> + use<'a, 'n> {
        self.all(container).flat_map(move |container| container.all(name))
    }

    /// The text of the first element of this name that has one.
    pub fn text_of(&self, name: &str) -> Option<&str> {
        self.all(name).find_map(Self::text)
    }

    /// The value of an attribute without the blanks around it, if any is left.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(attribute, _)| attribute == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// The value of a requisite: 1C keeps in them what the schema has no element for. Names
    /// are compared without blanks and case, and ё is е, because bases differ in them.
    pub fn requisite(&self, names: &[&str]) -> Option<&str> {
        self.all_in("ЗначенияРеквизитов", "ЗначениеРеквизита").find_map(|requisite| {
            let name = plain(requisite.text_of("Наименование")?);
            if names.contains(&name.as_str()) { requisite.text_of("Значение") } else { None }
        })
    }
}

/// A word without blanks and case, ё as е.
pub fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'ё' { 'е' } else { c })
        .collect()
}

#[derive(Default)]
struct Budget {
    elements: usize,
    bytes: usize,
}

impl Budget {
    fn element(&mut self, name: &str, attributes: &[(String, String)]) -> Result<(), Defect> {
        self.elements += 1;
        if self.elements > limits::OBJECT_ELEMENTS {
            return Err(Defect::ObjectTooLarge);
        }
        let attributes = attributes.iter().map(|(name, value)| name.len() + value.len());
        self.bytes(name.len() + attributes.sum::<usize>())
    }

    fn bytes(&mut self, more: usize) -> Result<(), Defect> {
        self.bytes += more;
        if self.bytes > limits::OBJECT_BYTES { Err(Defect::ObjectTooLarge) } else { Ok(()) }
    }
}

fn at<R: BufRead>(tokens: &Tokens<R>, defect: Defect) -> Broken {
    Broken { position: tokens.digest().1, defect }
}
