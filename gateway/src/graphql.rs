//! The floor under every GraphQL field: limits, codes of errors, ids, pages, refusals.
//!
//! [`execute`] is the only way to run an operation, whatever brought it: HTTP today,
//! streams later. So no transport can leave a check out.

pub mod asking;
pub mod command_error;
pub mod connection;
pub mod document_checks;
pub mod error_masking;
pub mod errors;
pub mod global_id;
pub mod limits;
pub mod money;
pub mod node;
pub mod position;
pub mod related;
pub mod revision;
pub mod schema;
pub mod services;
pub mod standpoint;
pub mod user_error;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_graphql::{Request, Response, Value};
use projections::registry;

pub use schema::{KabinetSchema, SchemaSettings, build, sdl};
pub use services::Services;

use crate::visitor::Visitor;
use crate::workers::Stale;
use related::Related;

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
    let mut request = request.data(Arc::clone(&progress));
    let mut stale = None;
    if let Some(services) = schema.data::<Services>() {
        stale = catch_up(services, &visitor).await;
        request = request.data(Related::of(services, &visitor));
    }
    let mut response = schema.execute(request.data(visitor)).await;
    if let Some(Stale::Behind { projection } | Stale::Parked { projection }) = stale {
        response.extensions.insert("stale".to_owned(), Value::from(projection));
    }
    Executed { response, has_begun: progress.has_begun.load(Ordering::Acquire) }
}

/// Waits until the read tables have come as far as the visitor has seen, and says so when
/// they have not. Whoever is not signed in has seen nothing to wait for.
async fn catch_up(services: &Services, visitor: &Visitor) -> Option<Stale> {
    visitor.person()?;
    let projections = registry::all();
    let names: Vec<_> = projections.iter().map(|projection| projection.name()).collect();
    services.freshness.wait(&names, visitor.min_position?, None).await
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
