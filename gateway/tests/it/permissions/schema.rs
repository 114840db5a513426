//! What the schema has: every field that can be reached from `Query`, and every mutation.

use std::collections::{BTreeMap, BTreeSet};

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, FieldDefinition, InputValueDefinition, Type, TypeKind, TypeSystemDefinition,
};
use gateway::graphql::sdl;

/// An argument, or a field of an input.
#[derive(Clone, Debug)]
pub struct Asked {
    pub name: String,
    /// The name of its type, out of all lists.
    pub of: String,
    pub is_list: bool,
    pub is_required: bool,
}

/// A field of an object.
#[derive(Clone, Debug)]
pub struct Field {
    pub name: String,
    /// The name of its type, out of all lists.
    pub of: String,
    pub arguments: Vec<Asked>,
}

/// The schema as it is printed.
pub struct Schema {
    objects: BTreeMap<String, Vec<Field>>,
    inputs: BTreeMap<String, Vec<Asked>>,
    /// The objects behind each interface.
    behind: BTreeMap<String, Vec<String>>,
}

impl Schema {
    pub fn of_the_service() -> Self {
        let mut schema = Self { objects: BTreeMap::new(), inputs: BTreeMap::new(), behind: BTreeMap::new() };
        for definition in parse_schema(sdl()).expect("the schema parses").definitions {
            let TypeSystemDefinition::Type(definition) = definition else { continue };
            let name = definition.node.name.node.to_string();
            match definition.node.kind {
                TypeKind::Object(object) => {
                    for interface in object.implements {
                        schema.behind.entry(interface.node.to_string()).or_default().push(name.clone());
                    }
                    let fields = object.fields.iter().map(|it| field(&it.node)).collect();
                    schema.objects.insert(name, fields);
                }
                TypeKind::Union(union) => {
                    let members = union.members.iter().map(|member| member.node.to_string());
                    schema.behind.insert(name, members.collect());
                }
                TypeKind::InputObject(input) => {
                    schema.inputs.insert(name, input.fields.iter().map(|it| asked(&it.node)).collect());
                }
                TypeKind::Scalar | TypeKind::Interface(_) | TypeKind::Enum(_) => {}
            }
        }
        schema
    }

    /// The fields of an object; none for scalars and enums.
    pub fn fields(&self, object: &str) -> &[Field] {
        self.objects.get(object).map(Vec::as_slice).unwrap_or_default()
    }

    /// The fields of an input.
    pub fn input(&self, name: &str) -> &[Asked] {
        self.inputs.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// The objects that a type may turn out to be: itself, or those behind an interface.
    pub fn objects_of(&self, name: &str) -> Vec<String> {
        match self.behind.get(name) {
            Some(objects) => objects.clone(),
            None if self.objects.contains_key(name) => vec![name.to_owned()],
            None => Vec::new(),
        }
    }

    /// `Type.field` of everything that can be reached from `Query`, and of the mutations.
    pub fn coordinates(&self) -> BTreeSet<String> {
        let mut reached = BTreeSet::new();
        let mut next = vec!["Query".to_owned()];
        while let Some(object) = next.pop() {
            if reached.insert(object.clone()) {
                next.extend(self.fields(&object).iter().flat_map(|field| self.objects_of(&field.of)));
            }
        }
        reached.insert("Mutation".to_owned());
        let of = |object: &String| {
            let object = object.clone();
            self.fields(&object)
                .iter()
                .map(move |field| format!("{object}.{}", field.name))
                .collect::<Vec<_>>()
        };
        reached.iter().flat_map(of).collect()
    }
}

fn field(definition: &FieldDefinition) -> Field {
    Field {
        name: definition.name.node.to_string(),
        of: base(&definition.ty.node).0,
        arguments: definition.arguments.iter().map(|argument| asked(&argument.node)).collect(),
    }
}

fn asked(definition: &InputValueDefinition) -> Asked {
    let (of, is_list) = base(&definition.ty.node);
    let is_required = !definition.ty.node.nullable && definition.default_value.is_none();
    Asked { name: definition.name.node.to_string(), of, is_list, is_required }
}

fn base(of: &Type) -> (String, bool) {
    match &of.base {
        BaseType::Named(name) => (name.to_string(), false),
        BaseType::List(inner) => (base(inner).0, true),
    }
}
