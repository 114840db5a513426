//! People on the wire: who is signed in, signing in and out, passwords.

pub mod change_password;
pub mod one_time_password;
pub mod person;
pub mod sign_in;
pub mod sign_out;
pub mod viewer;

pub use change_password::ChangePasswordMutation;
pub use person::{Actor, Person};
pub use sign_in::SignInMutation;
pub use sign_out::SignOutMutation;
pub use viewer::{Viewer, ViewerQuery};

use async_graphql::{Context, Error, MergedObject};
use chrono::Duration;

use crate::graphql::errors::ErrorCode;
use crate::visitor::Visitor;

/// What everybody can do about the own account.
#[derive(MergedObject, Default)]
pub struct IdentityMutations(SignInMutation, SignOutMutation, ChangePasswordMutation);

/// The answer to one attempt too many: the response says when to come back.
fn throttled(ctx: &Context<'_>, visitor: &Visitor, wait: Duration) -> Error {
    let seconds = wait.num_seconds().max(1) + i64::from(wait.subsec_nanos() > 0);
    ctx.insert_http_header("retry-after", seconds.to_string());
    ErrorCode::RateLimited.error(visitor.language)
}
