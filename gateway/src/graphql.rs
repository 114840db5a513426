//! The floor under every GraphQL field: limits, codes of errors, ids, pages, refusals.
//!
//! [`execute`] is the only way to run an operation, whatever brought it: HTTP today,
//! streams later. So no transport can leave a check out.

pub mod command_error;
pub mod connection;
pub mod document_checks;
pub mod error_masking;
pub mod errors;
pub mod global_id;
pub mod limits;
pub mod position;
pub mod schema;
pub mod user_error;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_graphql::{Request, Response};

pub use schema::{KabinetSchema, SchemaSettings, build};

use crate::visitor::Visitor;

/// What became of an operation.
pub struct Executed {
    /// The answer.
    pub response: Response,
    /// Whether execution began. If not, the request itself was wrong and the answer
    /// has no `data` (GraphQL, 7.1.2: request errors).
    pub has_begun: bool,
}

/// Runs one operation of a visitor.
pub async fn execute(schema: &KabinetSchema, request: Request, visitor: Visitor) -> Executed {
    let progress = Arc::new(Progress::of(&request));
    let response = schema.execute(request.data(visitor).data(Arc::clone(&progress))).await;
    Executed { response, has_begun: progress.has_begun.load(Ordering::Acquire) }
}

/// How far a request came. The extensions see it as request data.
pub(crate) struct Progress {
    pub(crate) operation_name: Option<String>,
    has_begun: AtomicBool,
}

impl Progress {
    fn of(request: &Request) -> Self {
        Self { operation_name: request.operation_name.clone(), has_begun: AtomicBool::new(false) }
    }

    pub(crate) fn begin(&self) {
        self.has_begun.store(true, Ordering::Release);
    }
}
