//! `signIn`: an e-mail and a password for a session in a cookie.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::identity::{Identity, SignIn, SignInError};

use super::{Viewer, throttled};
use crate::graphql::user_error::UserError;
use crate::http::session_cookie::SessionCookie;
use crate::visitor::Visitor;

/// The data to sign in with.
#[derive(InputObject)]
pub struct SignInInput {
    /// The e-mail of the account, in any case.
    email: String,
    /// The password.
    password: String,
}

/// The outcome of signing in.
#[derive(SimpleObject)]
pub struct SignInPayload {
    /// Whoever is signed in now; null when it was refused.
    viewer: Option<Viewer>,
    /// Why it was refused; empty when it was not.
    errors: Vec<UserError>,
}

/// Signing in.
#[derive(Default)]
pub struct SignInMutation;

#[Object]
impl SignInMutation {
    /// Signs in. The session comes as a cookie; an earlier session of the browser ends.
    async fn sign_in(&self, ctx: &Context<'_>, input: SignInInput) -> Result<SignInPayload> {
        let visitor = Visitor::of(ctx)?;
        let request = SignIn {
            email: input.email,
            password: input.password.into(),
            device: visitor.device.clone(),
            previous: visitor.session.map(|session| session.id),
        };
        match ctx.data::<Identity>()?.sign_in(request).await {
            Ok(signed_in) => {
                ctx.data::<SessionCookie>()?.send(ctx, &signed_in);
                let viewer = Some(Viewer { person: signed_in.session.person });
                Ok(SignInPayload { viewer, errors: Vec::new() })
            }
            Err(SignInError::Refused(refusal)) => {
                Ok(SignInPayload { viewer: None, errors: vec![UserError::of(&refusal, visitor.language)] })
            }
            Err(SignInError::Throttled(wait)) => Err(throttled(ctx, visitor, wait)),
            Err(SignInError::Store(error)) => Err(error.into()),
        }
    }
}
