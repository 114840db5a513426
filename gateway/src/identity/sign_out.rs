//! `signOut`: the session ends here and in the browser.

use async_graphql::{Context, Object, Result, SimpleObject};
use commands::identity::Identity;

use crate::graphql::user_error::UserError;
use crate::http::session_cookie::SessionCookie;
use crate::visitor::Visitor;

/// The outcome of signing out.
#[derive(SimpleObject)]
pub struct SignOutPayload {
    /// Always empty: one can always leave.
    errors: Vec<UserError>,
}

/// Signing out.
#[derive(Default)]
pub struct SignOutMutation;

#[Object]
impl SignOutMutation {
    /// Signs out: the session ends. It is no error when there was none.
    async fn sign_out(&self, ctx: &Context<'_>) -> Result<SignOutPayload> {
        if let Some(session) = Visitor::of(ctx)?.session {
            ctx.data::<Identity>()?.sign_out(&session.id).await?;
        }
        ctx.data::<SessionCookie>()?.take_back(ctx);
        Ok(SignOutPayload { errors: Vec::new() })
    }
}
