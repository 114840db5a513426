//! The walk through the containers of a file.

use std::collections::VecDeque;
use std::io::BufRead;

use chrono::{DateTime, Utc};
use commands::catalogue::{Entry, Reason, RecordKind};

use super::element::Element;
use super::{Broken, Defect, Token, Tokens, offers, products, references, values};

const ROOT: &str = "КоммерческаяИнформация";

/// The objects of a file, in its order.
pub struct Records<R> {
    tokens: Tokens<R>,
    path: Vec<String>,
    groups: Vec<Group>,
    positions: i32,
    /// Since when the prices of this package hold.
    since: Option<DateTime<Utc>>,
    ready: VecDeque<Entry>,
    done: bool,
}

/// A category whose end has not come.
struct Group {
    fields: Element,
    position: i32,
}

/// What to do with an element.
enum Place {
    /// A container: walk through it.
    Container,
    /// A category, which holds others.
    Group,
    /// A field of a category.
    GroupField,
    /// An object: read it whole.
    Object(fn(&Element) -> Vec<Entry>),
    /// An offer, whose prices hold since the package says.
    Offer,
    /// Since when the prices of a package hold.
    Since,
    /// No part of a catalogue: pass over it, and say so.
    Foreign,
    /// Of no interest: pass over it.
    Ignored,
}

impl<R: BufRead> Records<R> {
    /// Starts at the beginning of a file.
    pub fn new(bytes: R) -> Self {
        let tokens = Tokens::new(bytes);
        Self {
            tokens,
            path: vec![],
            groups: vec![],
            positions: 0,
            since: None,
            ready: VecDeque::new(),
            done: false,
        }
    }

    /// `SHA-256` of the bytes read so far in lower-case hexadecimal, and their number: of the
    /// whole file once the walk has ended.
    pub fn digest(&self) -> (String, u64) {
        self.tokens.digest()
    }

    fn step(&mut self) -> Result<(), Broken> {
        match self.tokens.next_token()? {
            Token::Start { name, attributes } => self.enter(name, attributes)?,
            Token::End => self.leave(),
            Token::Text(_) => {}
            Token::EndOfFile => self.done = true,
        }
        Ok(())
    }

    fn enter(&mut self, name: String, attributes: Vec<(String, String)>) -> Result<(), Broken> {
        let Some(parent) = self.path.last() else {
            return self.root(name);
        };
        match place(parent, &name) {
            Place::Container => self.path.push(name),
            Place::Group => {
                self.positions = self.positions.saturating_add(1);
                let fields = Element::begun(name.clone(), attributes);
                self.groups.push(Group { fields, position: self.positions });
                self.path.push(name);
            }
            Place::GroupField => {
                let field = Element::read(&mut self.tokens, name, attributes)?;
                if let Some(group) = self.groups.last_mut() {
                    group.fields.children.push(field);
                }
            }
            Place::Object(read) => {
                let object = Element::read(&mut self.tokens, name, attributes)?;
                self.ready.extend(read(&object));
            }
            Place::Offer => {
                let object = Element::read(&mut self.tokens, name, attributes)?;
                self.ready.extend(offers::offer(&object, self.since));
            }
            Place::Since => {
                let moment = Element::read(&mut self.tokens, name, attributes)?;
                self.since = moment.text().and_then(values::moment);
            }
            Place::Foreign => {
                self.pass_over()?;
                self.ready.push_back(Entry::Skipped {
                    kind: RecordKind::Other,
                    reason: Reason::NotCatalogue,
                    example: name,
                });
            }
            Place::Ignored => self.pass_over()?,
        }
        Ok(())
    }

    fn root(&mut self, name: String) -> Result<(), Broken> {
        if name == ROOT {
            self.path.push(name);
            return Ok(());
        }
        let defect = Defect::WrongRoot(name.chars().take(100).collect());
        Err(Broken { position: self.tokens.digest().1, defect })
    }

    fn leave(&mut self) {
        match self.path.pop().as_deref() {
            Some("Группа") => {}
            Some("ПакетПредложений" | "ИзмененияПакетаПредложений") =>
            {
                self.since = None;
                return;
            }
            _ => return,
        }
        if let Some(group) = self.groups.pop() {
            let parent = self.groups.iter().rev().find_map(|above| above.fields.text_of("Ид"));
            self.ready.push_back(references::category(&group.fields, parent, group.position));
        }
    }

    fn pass_over(&mut self) -> Result<(), Broken> {
        let mut open = 1_usize;
        while open > 0 {
            match self.tokens.next_token()? {
                Token::Start { .. } => open += 1,
                Token::End => open -= 1,
                Token::Text(_) => {}
                Token::EndOfFile => return Ok(()),
            }
        }
        Ok(())
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Entry, Broken>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(entry) = self.ready.pop_front() {
                return Some(Ok(entry));
            }
            if self.done {
                return None;
            }
            if let Err(broken) = self.step() {
                self.done = true;
                return Some(Err(broken));
            }
        }
    }
}

fn place(parent: &str, name: &str) -> Place {
    match (parent, name) {
        (ROOT, "Классификатор" | "Каталог" | "ПакетПредложений" | "ИзмененияПакетаПредложений")
        | (
            ROOT | "Классификатор" | "Каталог" | "ПакетПредложений" | "ИзмененияПакетаПредложений",
            "Группы" | "ТипыЦен" | "Склады" | "ЕдиницыИзмерения" | "Свойства" | "Товары" | "Предложения",
        )
        | ("Группа", "Группы") => Place::Container,
        (ROOT, _) => Place::Foreign,
        ("Группы", "Группа") => Place::Group,
        ("Группа", _) => Place::GroupField,
        ("ТипыЦен", "ТипЦены") => Place::Object(references::price_type),
        ("Склады", "Склад") => Place::Object(references::warehouse),
        ("ЕдиницыИзмерения", "ЕдиницаИзмерения") => {
            Place::Object(references::unit)
        }
        ("Свойства", "Свойство" | "СвойствоНоменклатуры") => {
            Place::Object(references::property)
        }
        ("Товары", "Товар") => Place::Object(products::product),
        ("Предложения", "Предложение") => Place::Offer,
        ("ПакетПредложений" | "ИзмененияПакетаПредложений", "ДействительноС") => {
            Place::Since
        }
        _ => Place::Ignored,
    }
}
