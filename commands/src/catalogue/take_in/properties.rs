//! Properties of goods, and the values that goods have of them.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::catalogue::{property_id, property_value_id};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::batch::{Outcome, column};
use crate::catalogue::{Property, PropertyValue};

/// Writes properties with the words of their values.
pub async fn write_properties(
    connection: &mut PgConnection,
    given: Vec<Property>,
) -> Result<Outcome, sqlx::Error> {
    let mut outcome = Outcome::default();
    if given.is_empty() {
        return Ok(outcome);
    }
    let rows = outcome.last_of_each(given, |one| property_id(&one.external_id), |one| one.name.clone());
    let written = sqlx::query_scalar!(
        r#"insert into catalogue.properties as p (id, external_id, name, deleted, version)
           select * from unnest($1::uuid[], $2::text[], $3::text[], $4::bool[], $5::text[])
           on conflict (id) do update set name = excluded.name, deleted = excluded.deleted,
             version = excluded.version
           where (p.name, p.deleted, p.version) is distinct from (excluded.name, excluded.deleted, excluded.version)
           returning (p.xmax = 0) as "added!""#,
        &column(&rows, |one| property_id(&one.external_id).uuid()),
        &column(&rows, |one| one.external_id.clone()),
        &column(&rows, |one| one.name.clone()),
        &column(&rows, |one| one.deleted),
        &column(&rows, |one| one.version.clone()) as &[Option<String>],
    )
    .fetch_all(&mut *connection)
    .await?;
    outcome.count(rows.len(), written);
    write_values(connection, &rows).await?;
    Ok(outcome)
}

async fn write_values(connection: &mut PgConnection, properties: &[Property]) -> Result<(), sqlx::Error> {
    let mut values = BTreeMap::new();
    for property in properties {
        for (external, words) in &property.values {
            let id = property_value_id(&property.external_id, external);
            values.insert(id, (property_id(&property.external_id).uuid(), external, words));
        }
    }
    let values: Vec<_> = values.into_iter().collect();
    sqlx::query!(
        "insert into catalogue.property_values as v (id, property, external_id, name)
         select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[])
         on conflict (id) do update set name = excluded.name where v.name <> excluded.name",
        &column(&values, |one| one.0),
        &column(&values, |one| one.1.0),
        &column(&values, |one| one.1.1.clone()),
        &column(&values, |one| one.1.2.clone()),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What a batch of goods needs to say its values in words.
pub struct Words {
    properties: HashSet<Uuid>,
    values: HashMap<Uuid, String>,
}

impl Words {
    /// Looks up all properties and values that are named.
    pub async fn of(
        connection: &mut PgConnection,
        named: impl Iterator<Item = &PropertyValue> + Clone,
    ) -> Result<Self, sqlx::Error> {
        let properties: Vec<Uuid> = named.clone().map(|one| property_id(&one.property).uuid()).collect();
        if properties.is_empty() {
            return Ok(Self { properties: HashSet::new(), values: HashMap::new() });
        }
        let values: Vec<Uuid> = named.map(|one| property_value_id(&one.property, &one.value)).collect();
        let known = sqlx::query_scalar!(
            "select id from catalogue.properties where id = any($1) and not deleted",
            &properties
        );
        let properties = known.fetch_all(&mut *connection).await?.into_iter().collect();
        let words =
            sqlx::query!("select id, name from catalogue.property_values where id = any($1)", &values);
        let words = words.fetch_all(connection).await?;
        Ok(Self { properties, values: words.into_iter().map(|row| (row.id, row.name)).collect() })
    }

    /// Whether a property is known.
    pub fn knows(&self, value: &PropertyValue) -> bool {
        self.properties.contains(&property_id(&value.property).uuid())
    }

    /// The values of goods in words: `{"property": ["value", …]}`. What names an unknown value
    /// by an id says nothing to people and stays away.
    pub fn say(&self, values: &[PropertyValue]) -> Value {
        let mut said: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for one in values.iter().filter(|one| self.knows(one)) {
            if let Some(words) = self.words(one) {
                let of_property = said.entry(property_id(&one.property).to_string()).or_default();
                if !of_property.contains(&words) {
                    of_property.push(words);
                }
            }
        }
        said.into_iter().map(|(property, values)| (property, Value::from(values))).collect()
    }

    fn words(&self, one: &PropertyValue) -> Option<String> {
        if let Some(words) = self.values.get(&property_value_id(&one.property, &one.value)) {
            return Some(words.clone());
        }
        match one.value.as_str() {
            "true" => Some("Да".to_owned()),
            "false" => Some("Нет".to_owned()),
            id if id.parse::<Uuid>().is_ok() => None,
            words => Some(words.to_owned()),
        }
    }
}
