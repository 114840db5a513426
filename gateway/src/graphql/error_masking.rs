//! Errors without a code are surprises: their text goes to the log and never out.

use std::sync::Arc;

use async_graphql::async_trait::async_trait;
use async_graphql::extensions::{
    Extension, ExtensionContext, ExtensionFactory, NextExecute, NextRequest, NextValidation,
};
use async_graphql::{Response, ServerError, ValidationResult};
use domain::refusal::Language;

use super::Progress;
use super::errors::ErrorCode;
use crate::locale::{Word, say};
use crate::visitor::Visitor;

/// How messages begin that async-graphql writes about values which do not fit their
/// type or its validator. They have no code and no source.
const WRONG_VALUE: [&str; 3] = ["Failed to parse \"", "Expected input type \"", "Invalid value for argument"];

/// Codes and masks the errors of a schema.
pub struct ErrorMasking;

impl ExtensionFactory for ErrorMasking {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait]
impl Extension for ErrorMasking {
    async fn request(&self, ctx: &ExtensionContext<'_>, next: NextRequest<'_>) -> Response {
        let mut response = next.run(ctx).await;
        // Whatever execution left without a code was coded there; the rest is about the request.
        response.errors = coded(response.errors);
        response
    }

    async fn validation(
        &self,
        ctx: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        next.run(ctx).await.map_err(coded)
    }

    async fn execute(
        &self,
        ctx: &ExtensionContext<'_>,
        operation_name: Option<&str>,
        next: NextExecute<'_>,
    ) -> Response {
        if let Some(progress) = ctx.data_opt::<Arc<Progress>>() {
            progress.begin();
        }
        let mut response = next.run(ctx, operation_name).await;
        let visitor = ctx.data_opt::<Visitor>();
        response.errors = response.errors.into_iter().map(|error| masked(error, visitor)).collect();
        response
    }
}

fn coded(errors: Vec<ServerError>) -> Vec<ServerError> {
    errors.into_iter().map(|error| ErrorCode::BadUserInput.set_if_missing(error)).collect()
}

fn masked(error: ServerError, visitor: Option<&Visitor>) -> ServerError {
    if has_code(&error) {
        return error;
    }
    if error.source.is_none() && WRONG_VALUE.iter().any(|start| error.message.starts_with(start)) {
        return ErrorCode::BadUserInput.set_if_missing(error);
    }
    let trace_id = visitor.map(|visitor| visitor.request_id.as_str()).unwrap_or_default();
    tracing::error!(trace_id, error = %error.message, path = ?error.path, "a resolver failed");
    let language = visitor.map_or_else(Language::default, |visitor| visitor.language);
    let mut shown = ServerError::new(say(language, Word::Surprise), None);
    shown.locations = error.locations;
    shown.path = error.path;
    let extensions = shown.extensions.get_or_insert_default();
    extensions.set("code", ErrorCode::InternalServerError.as_str());
    extensions.set("traceId", trace_id);
    shown
}

fn has_code(error: &ServerError) -> bool {
    error.extensions.as_ref().is_some_and(|extensions| extensions.get("code").is_some())
}
