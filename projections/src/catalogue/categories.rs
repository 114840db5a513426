//! What does the tree of categories look like?

use domain::vocabulary::CategoryId;
use uuid::Uuid;

use super::may_read;
use crate::page::ReadError;
use crate::scoped_read::ScopedRead;

/// A category in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryRow {
    /// The category.
    pub id: CategoryId,
    /// The category above, if it is not at the top.
    pub parent: Option<CategoryId>,
    /// Its name.
    pub name: String,
    /// Its name in English, when there is one.
    pub name_en: Option<String>,
    /// How many categories are above it.
    pub depth: i32,
    /// How many products on offer it holds itself, without the categories below.
    pub products: i64,
}

struct Row {
    id: Uuid,
    parent: Option<Uuid>,
    name: String,
    name_en: Option<String>,
    depth: i32,
    products: i64,
}

/// All categories that are not withdrawn, parents before children, siblings in the order of 1C.
pub async fn categories(read: &mut ScopedRead) -> Result<Vec<CategoryRow>, ReadError> {
    if !may_read(read.scope()) {
        return Ok(Vec::new());
    }
    let rows = sqlx::query_as!(
        Row,
        r#"with recursive tree as (
             select id, parent, name, name_en, 0 as depth, array[(position, id)] as place
             from catalogue.categories where parent is null and not deleted
             union all
             select c.id, c.parent, c.name, c.name_en, t.depth + 1, t.place || (c.position, c.id)
             from catalogue.categories c join tree t on c.parent = t.id where not c.deleted
           )
           select t.id as "id!", t.parent, t.name as "name!", t.name_en, t.depth as "depth!",
                  (select count(*) from catalogue.products p
                   where p.category = t.id and p.active and not p.deleted) as "products!"
           from tree t order by t.place"#
    )
    .fetch_all(read.connection())
    .await?;
    let category = |row: Row| CategoryRow {
        id: row.id.into(),
        parent: row.parent.map(CategoryId),
        name: row.name,
        name_en: row.name_en,
        depth: row.depth,
        products: row.products,
    };
    Ok(rows.into_iter().map(category).collect())
}
