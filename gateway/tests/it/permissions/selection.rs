//! Operations that reach every field, by every way on which no type comes twice.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::ids::Ids;
use super::schema::{Asked, Field, Schema};

/// So many rows of every list.
const PAGE: usize = 20;
/// Fields inside each other; the service allows 15.
const DEEPEST: usize = 13;

/// Links to what is reached elsewhere from the same standpoint, where all of it is asked. Here
/// only the plain fields are: every way doubles the ways behind it.
const LINKS: [&str; 4] =
    ["Debtor.organization", "Notification.organization", "Order.organization", "SettlementEntry.order"];

/// A field that is asked for, with what is asked of its object.
#[derive(Clone, Debug)]
pub struct Selection {
    /// `Type.field`.
    pub what: String,
    pub name: String,
    /// `(id: "…")`, or nothing.
    arguments: String,
    /// The object that it has to turn out to be, behind an interface.
    on: Option<String>,
    pub children: Vec<Selection>,
}

/// All of `Query` with these ids, one tree for each way to begin.
pub fn everything(schema: &Schema, ids: &Ids) -> Vec<Selection> {
    Builder { schema, ids }.fields("Query", &["Query".to_owned()], 1)
}

struct Builder<'a> {
    schema: &'a Schema,
    ids: &'a Ids,
}

impl Builder<'_> {
    fn fields(&self, object: &str, way: &[String], depth: usize) -> Vec<Selection> {
        let fields = self.schema.fields(object).iter();
        fields.flat_map(|field| self.field(object, field, way, depth)).collect()
    }

    /// The field; behind an interface once for each object that it may be.
    fn field(&self, object: &str, field: &Field, way: &[String], depth: usize) -> Vec<Selection> {
        let objects = self.schema.objects_of(&field.of);
        let selection = |on: Option<&String>, children| Selection {
            what: format!("{object}.{}", field.name),
            name: field.name.clone(),
            arguments: self.arguments(object, field, on.map_or(field.of.as_str(), String::as_str)),
            on: on.filter(|on| **on != field.of).cloned(),
            children,
        };
        if objects.is_empty() {
            return vec![selection(None, Vec::new())];
        }
        let way = if LINKS.contains(&format!("{object}.{}", field.name).as_str()) {
            &[way, &objects].concat()
        } else {
            way
        };
        let of = |of: &String| selection(Some(of), self.inside(of, &field.name, way, depth));
        objects.iter().map(of).filter(|it| !it.children.is_empty()).collect()
    }

    /// What is asked of an object: everything, or its plain fields where it was before.
    fn inside(&self, object: &String, field: &str, way: &[String], depth: usize) -> Vec<Selection> {
        // `nodes` has been everywhere where `edges { node }` would go.
        let again = way.contains(object) || field == "node" && depth > 1;
        let mut way = way.to_vec();
        way.push(object.clone());
        if depth >= DEEPEST {
            return Vec::new();
        }
        if again {
            let plain = |field: &&Field| self.schema.objects_of(&field.of).is_empty();
            let fields = self.schema.fields(object).iter().filter(plain);
            return fields.flat_map(|field| self.field(object, field, &way, depth)).collect();
        }
        self.fields(object, &way, depth + 1)
    }

    fn arguments(&self, object: &str, field: &Field, of: &str) -> String {
        let given = |argument: &Asked| {
            let value = self.value(object, field, argument, of)?;
            Some(format!("{}: {value}", argument.name))
        };
        let given: Vec<_> = field.arguments.iter().filter_map(given).collect();
        if given.is_empty() { String::new() } else { format!("({})", given.join(", ")) }
    }

    fn value(&self, object: &str, field: &Field, argument: &Asked, of: &str) -> Option<String> {
        if argument.name == "first" {
            return Some(PAGE.to_string());
        }
        // The first version of something that has versions.
        if argument.name == "number" {
            return Some("1".to_owned());
        }
        let name = match argument.name.as_str() {
            "id" | "ids" => of,
            name => name,
        };
        match self.ids.named(name) {
            Some(id) if argument.is_list => Some(format!("[{id:?}]")),
            Some(id) => Some(format!("{id:?}")),
            None if argument.is_required => panic!(
                "say in Ids::named of gateway/tests/it/permissions/trade.rs what to give as {} of {object}.{}",
                argument.name, field.name
            ),
            None => None,
        }
    }
}

impl Selection {
    /// The operation that asks for it.
    pub fn query(&self) -> String {
        let mut text = "{ ".to_owned();
        self.write(&mut text);
        text.push_str(" }");
        text
    }

    fn write(&self, text: &mut String) {
        let _ = write!(text, "{}{}", self.name, self.arguments);
        if self.children.is_empty() {
            return;
        }
        text.push_str(" { ");
        if let Some(on) = &self.on {
            let _ = write!(text, "... on {on} {{ ");
        }
        for child in &self.children {
            child.write(text);
            text.push(' ');
        }
        text.push_str(if self.on.is_some() { "} }" } else { "}" });
    }

    /// Only the ways to the fields that are given an id, with what is below them. What is
    /// on the way counts for nothing.
    pub fn ways_to(&self, id: &str) -> Option<Self> {
        if self.arguments.contains(id) {
            return Some(self.clone());
        }
        let children: Vec<_> = self.children.iter().filter_map(|child| child.ways_to(id)).collect();
        (!children.is_empty()).then(|| Self { what: String::new(), children, ..self.clone() })
    }

    /// The same, and nothing but the first field below what is given the id.
    pub fn shallow_ways_to(&self, id: &str) -> Option<Self> {
        let way = self.ways_to(id)?;
        Some(way.cut_below(id))
    }

    fn cut_below(&self, id: &str) -> Self {
        if self.arguments.contains(id) {
            return self.first_way();
        }
        Self { children: self.children.iter().map(|child| child.cut_below(id)).collect(), ..self.clone() }
    }

    fn first_way(&self) -> Self {
        let first = self.children.first().map(Self::first_way);
        Self { children: first.into_iter().collect(), ..self.clone() }
    }

    /// Whether the field, or one on the only way below it, is given an id.
    pub fn begins_in(&self, id: &str) -> bool {
        self.arguments.contains(id) || matches!(self.children.as_slice(), [only] if only.begins_in(id))
    }

    /// The fields that are given an id.
    pub fn given(&self, id: &str) -> BTreeSet<String> {
        let below = self.children.iter().flat_map(|child| child.given(id));
        below.chain(self.arguments.contains(id).then(|| self.what.clone())).collect()
    }

    /// How many fields there are before it branches, itself included.
    pub fn stem(&self) -> usize {
        match self.children.as_slice() {
            [only] => 1 + only.stem(),
            _ => 1,
        }
    }

    /// The same in smaller parts: the plain fields of the first branching together, then
    /// by themselves, and every object by itself. Nothing if it does not branch.
    pub fn parts(&self) -> Vec<Self> {
        let with = |children| Self { children, ..self.clone() };
        match self.children.as_slice() {
            [] => Vec::new(),
            [only] => only.parts().into_iter().map(|part| with(vec![part])).collect(),
            many => {
                let (plain, objects): (Vec<_>, Vec<_>) =
                    many.iter().cloned().partition(|child| child.children.is_empty());
                if objects.is_empty() {
                    return plain.into_iter().map(|child| with(vec![child])).collect();
                }
                let plain = Some(plain).filter(|plain| !plain.is_empty());
                let objects = objects.into_iter().map(|child| with(vec![child]));
                plain.map(with).into_iter().chain(objects).collect()
            }
        }
    }
}
