//! How much one operation may ask, counted with fragments spread.
//!
//! The limits of async-graphql leave out introspection and spend exponential time on
//! fragments that spread each other twice; this count stops at the first excess.

use std::collections::HashSet;

use async_graphql::parser::types::{
    ExecutableDocument, OperationDefinition, OperationType, Selection, SelectionSet,
};
use async_graphql::{Name, Positioned};

/// The largest document, in bytes.
pub const DOCUMENT_BYTES: usize = 32 * 1024;
/// The most aliases of a document.
pub const ALIASES: usize = 30;
/// The most fields at the root of an operation.
pub const ROOT_FIELDS: usize = 20;
/// The most fields, spreads and inline fragments of a document, fragments spread.
pub const SELECTIONS: usize = 1000;
/// The most fields inside each other.
pub const DEPTH: usize = 15;
/// The most fields, spreads and inline fragments inside each other.
pub const NESTING: usize = 40;
/// The most directives of a document, fragments spread.
pub const DIRECTIVES: usize = 10;
/// The most brackets inside each other: the parser is recursive and has no limit.
pub const BRACKETS: usize = 64;

/// Mutations that guess at a secret: one an operation, so that an attempt is a request.
pub const ONCE: [&str; 2] = ["signIn", "changePassword"];

/// A limit was exceeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Excess {
    /// The document is too long.
    #[error("a document has at most {DOCUMENT_BYTES} bytes")]
    Document,
    /// Brackets inside brackets.
    #[error("at most {BRACKETS} brackets may be nested")]
    Brackets,
    /// Too many aliases.
    #[error("at most {ALIASES} aliases are allowed")]
    Aliases,
    /// Too many fields at the root.
    #[error("an operation has at most {ROOT_FIELDS} root fields")]
    RootFields,
    /// Too many selections.
    #[error("at most {SELECTIONS} fields are allowed, fragments included")]
    Selections,
    /// Too deep.
    #[error("fields may be nested at most {DEPTH} deep")]
    Depth,
    /// Too deep, fragments included.
    #[error("fields and fragments may be nested at most {NESTING} deep")]
    Nesting,
    /// Too many directives.
    #[error("at most {DIRECTIVES} directives are allowed")]
    Directives,
    /// Several attempts in one operation.
    #[error("an operation may sign in or change a password once")]
    Attempts,
}

/// Checks the text before it is parsed.
pub fn check_text(document: &str) -> Result<(), Excess> {
    if document.len() > DOCUMENT_BYTES {
        return Err(Excess::Document);
    }
    if deepest_bracket(document) > BRACKETS {
        return Err(Excess::Brackets);
    }
    Ok(())
}

/// Brackets inside strings and comments count as well: erring so is safe, and a text
/// that needs 64 of them unbalanced is not one that a person writes.
fn deepest_bracket(document: &str) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    for byte in document.bytes() {
        match byte {
            b'{' | b'[' | b'(' => {
                open += 1;
                deepest = deepest.max(open);
            }
            b'}' | b']' | b')' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Checks what the document asks for.
pub fn check(document: &ExecutableDocument) -> Result<(), Excess> {
    let mut count = Count::new(document);
    for (_, operation) in document.operations.iter() {
        count.operation(&operation.node)?;
    }
    // Fragments that nobody spreads are invalid, but the validator walks them before it says so.
    for (name, fragment) in &document.fragments {
        if !count.reached.contains(name) {
            count.directives(fragment.node.directives.len())?;
            count.set(&fragment.node.selection_set, Place { depth: 1, nesting: 1, is_mutation: false })?;
        }
    }
    Ok(())
}

#[derive(Clone, Copy)]
struct Place {
    depth: usize,
    nesting: usize,
    is_mutation: bool,
}

struct Count<'a> {
    document: &'a ExecutableDocument,
    reached: HashSet<&'a Name>,
    aliases: usize,
    root_fields: usize,
    selections: usize,
    directives: usize,
    attempts: usize,
}

impl<'a> Count<'a> {
    fn new(document: &'a ExecutableDocument) -> Self {
        Self {
            document,
            reached: HashSet::new(),
            aliases: 0,
            root_fields: 0,
            selections: 0,
            directives: 0,
            attempts: 0,
        }
    }

    fn operation(&mut self, operation: &'a OperationDefinition) -> Result<(), Excess> {
        self.root_fields = 0;
        self.attempts = 0;
        let of_variables: usize =
            operation.variable_definitions.iter().map(|variable| variable.node.directives.len()).sum();
        self.directives(operation.directives.len() + of_variables)?;
        let is_mutation = operation.ty == OperationType::Mutation;
        self.set(&operation.selection_set, Place { depth: 0, nesting: 0, is_mutation })
    }

    fn set(&mut self, set: &'a Positioned<SelectionSet>, place: Place) -> Result<(), Excess> {
        if place.nesting > NESTING {
            return Err(Excess::Nesting);
        }
        set.node.items.iter().try_for_each(|selection| self.selection(&selection.node, place))
    }

    fn selection(&mut self, selection: &'a Selection, place: Place) -> Result<(), Excess> {
        within(&mut self.selections, 1, SELECTIONS, Excess::Selections)?;
        self.directives(selection.directives().len())?;
        let inside = Place { nesting: place.nesting + 1, ..place };
        match selection {
            Selection::Field(field) => {
                self.field(field.node.name.node.as_str(), field.node.alias.is_some(), place)?;
                self.set(&field.node.selection_set, Place { depth: place.depth + 1, ..inside })
            }
            Selection::InlineFragment(fragment) => self.set(&fragment.node.selection_set, inside),
            Selection::FragmentSpread(spread) => {
                match self.document.fragments.get_key_value(&spread.node.fragment_name.node) {
                    Some((name, fragment)) => {
                        self.reached.insert(name);
                        self.directives(fragment.node.directives.len())?;
                        self.set(&fragment.node.selection_set, inside)
                    }
                    // Validation says what is wrong with it.
                    None => Ok(()),
                }
            }
        }
    }

    fn field(&mut self, name: &str, has_alias: bool, place: Place) -> Result<(), Excess> {
        within(&mut self.aliases, usize::from(has_alias), ALIASES, Excess::Aliases)?;
        if place.depth >= DEPTH {
            return Err(Excess::Depth);
        }
        if place.depth == 0 {
            within(&mut self.root_fields, 1, ROOT_FIELDS, Excess::RootFields)?;
        }
        let is_attempt = place.depth == 0 && place.is_mutation && ONCE.contains(&name);
        within(&mut self.attempts, usize::from(is_attempt), 1, Excess::Attempts)
    }

    fn directives(&mut self, more: usize) -> Result<(), Excess> {
        within(&mut self.directives, more, DIRECTIVES, Excess::Directives)
    }
}

fn within(count: &mut usize, more: usize, most: usize, excess: Excess) -> Result<(), Excess> {
    *count += more;
    if *count > most { Err(excess) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
