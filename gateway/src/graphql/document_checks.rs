//! Every document passes here before it is validated, whatever transport brought it.
//!
//! It is parsed here and not by async-graphql, whose own check after parsing walks
//! fragments without counting them.

use std::sync::Arc;

use async_graphql::async_trait::async_trait;
use async_graphql::extensions::{Extension, ExtensionContext, ExtensionFactory, NextParseQuery};
use async_graphql::parser::parse_query;
use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationDefinition};
use async_graphql::{ServerError, ServerResult, Value, Variables};

use super::Progress;
use super::errors::ErrorCode;
use super::limits::{self, Excess};

/// Limits and the presence of required variables.
pub struct DocumentChecks;

impl ExtensionFactory for DocumentChecks {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait]
impl Extension for DocumentChecks {
    async fn parse_query(
        &self,
        ctx: &ExtensionContext<'_>,
        query: &str,
        variables: &Variables,
        _next: NextParseQuery<'_>,
    ) -> ServerResult<ExecutableDocument> {
        limits::check_text(query).map_err(too_complex)?;
        let document = parse_query(query)
            .map_err(|error| ErrorCode::BadUserInput.set_if_missing(ServerError::from(error)))?;
        limits::check(&document).map_err(too_complex)?;
        let name = ctx.data_opt::<Arc<Progress>>().and_then(|progress| progress.operation_name.as_deref());
        if let Some(operation) = selected(&document, name) {
            check_variables(operation, variables)?;
        }
        Ok(document)
    }
}

fn too_complex(excess: Excess) -> ServerError {
    ErrorCode::OperationTooComplex.set_if_missing(ServerError::new(excess.to_string(), None))
}

/// The operation that will run; nothing if that is for async-graphql to complain about.
fn selected<'a>(document: &'a ExecutableDocument, name: Option<&str>) -> Option<&'a OperationDefinition> {
    match (&document.operations, name) {
        (DocumentOperations::Single(operation), None) => Some(&operation.node),
        (DocumentOperations::Single(_), Some(_)) => None,
        (DocumentOperations::Multiple(operations), Some(name)) => {
            operations.get(name).map(|operation| &operation.node)
        }
        (DocumentOperations::Multiple(operations), None) => {
            operations.values().next().filter(|_| operations.len() == 1).map(|operation| &operation.node)
        }
    }
}

/// async-graphql notices a missing variable only where it is used.
fn check_variables(operation: &OperationDefinition, variables: &Variables) -> ServerResult<()> {
    for definition in &operation.variable_definitions {
        let name = &definition.node.name.node;
        let is_required = !definition.node.var_type.node.nullable && definition.node.default_value.is_none();
        let is_given = variables.get(name).is_some_and(|value| *value != Value::Null);
        if is_required && !is_given {
            let error = ServerError::new(format!("Variable \"${name}\" is required."), Some(definition.pos));
            return Err(ErrorCode::BadUserInput.set_if_missing(error));
        }
    }
    Ok(())
}
