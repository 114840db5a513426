//! HTTP: what comes in over the wire and under which precautions.

pub mod accept;
pub mod client_address;
pub mod console;
pub mod failure;
pub mod graphql;
pub mod health;
pub mod metrics;
pub mod panics;
pub mod request_id;
pub mod request_log;
pub mod router;
pub mod same_origin;
pub mod security_headers;
pub mod session_cookie;
pub mod settings;
pub mod visiting;

use std::sync::Arc;

use commands::identity::Identity;
use commands::ports::Ports;

pub use router::router;
pub use settings::HttpSettings;

use crate::documents::PrintShop;
use crate::exchange::http::ExchangeDesk;
use crate::graphql::KabinetSchema;
use health::Readiness;

/// What the handlers work with. Cheap to clone.
#[derive(Clone)]
pub struct Gateway {
    /// The schema with its services.
    pub schema: KabinetSchema,
    /// Sessions are resolved here.
    pub identity: Identity,
    /// What 1C sends is taken in here.
    pub exchange: ExchangeDesk,
    /// Forms are printed here.
    pub print_shop: PrintShop,
    /// Time and new ids.
    pub ports: Ports,
    /// Whether requests can be served.
    pub readiness: Arc<dyn Readiness>,
    /// What the operator decided.
    pub settings: Arc<HttpSettings>,
}
