//! A category of the catalogue.

use async_graphql::SimpleObject;
use domain::refusal::Language;
use domain::vocabulary::CategoryId;
use projections::catalogue::CategoryRow;

use crate::graphql::global_id::GlobalId;

/// A category of the catalogue. The tree comes as a list, parents before children.
#[derive(SimpleObject)]
pub struct Category {
    /// The id of the category.
    id: GlobalId<CategoryId>,
    /// The id of the category above; null at the top.
    parent_id: Option<GlobalId<CategoryId>>,
    /// The name, in the language of the request if it is known in it.
    name: String,
    /// How many categories are above it.
    depth: i32,
    /// How many products on offer it holds itself, without the categories below.
    product_count: i64,
}

impl Category {
    /// The category in a language.
    pub fn of(row: CategoryRow, language: Language) -> Self {
        Self {
            id: GlobalId(row.id),
            parent_id: row.parent.map(GlobalId),
            name: in_language(language, row.name, row.name_en),
            depth: row.depth,
            product_count: row.products,
        }
    }
}

/// A name in a language, or in Russian when it is not known in it.
pub fn in_language(language: Language, russian: String, english: Option<String>) -> String {
    match (language, english) {
        (Language::English, Some(english)) => english,
        _ => russian,
    }
}
