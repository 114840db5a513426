//! `changePassword`: a new password, and an end of all other sessions.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::identity::{ChangePassword, ChangePasswordError, Identity};

use super::{Viewer, throttled};
use crate::graphql::command_error::failure;
use crate::graphql::user_error::UserError;
use crate::http::session_cookie::SessionCookie;
use crate::visitor::Visitor;

/// The old password and the new one.
#[derive(InputObject)]
pub struct ChangePasswordInput {
    /// The password so far.
    current_password: String,
    /// The password from now on: at least 8 characters, and not a common one.
    new_password: String,
}

/// The outcome of changing the password.
#[derive(SimpleObject)]
pub struct ChangePasswordPayload {
    /// The person whose password was changed; null when it was refused.
    viewer: Option<Viewer>,
    /// Why it was refused; empty when it was not.
    errors: Vec<UserError>,
}

/// Changing the password.
#[derive(Default)]
pub struct ChangePasswordMutation;

#[Object]
impl ChangePasswordMutation {
    /// Changes one's own password. All other sessions of the person end.
    async fn change_password(
        &self,
        ctx: &Context<'_>,
        input: ChangePasswordInput,
    ) -> Result<ChangePasswordPayload> {
        let visitor = Visitor::of(ctx)?;
        let request = ChangePassword {
            person: visitor.signed_in()?,
            current: input.current_password.into(),
            new: input.new_password.into(),
            device: visitor.device.clone(),
            correlation_id: visitor.correlation(),
        };
        match ctx.data::<Identity>()?.change_password(request).await {
            Ok(signed_in) => {
                ctx.data::<SessionCookie>()?.send(ctx, &signed_in);
                let viewer = Some(Viewer { person: signed_in.session.person });
                Ok(ChangePasswordPayload { viewer, errors: Vec::new() })
            }
            Err(ChangePasswordError::Refused(refusal)) => {
                let errors = vec![UserError::of(&refusal, visitor.language)];
                Ok(ChangePasswordPayload { viewer: None, errors })
            }
            Err(ChangePasswordError::Throttled(wait)) => Err(throttled(ctx, visitor, wait)),
            Err(ChangePasswordError::Command(error)) => Err(failure(error, visitor)),
            Err(ChangePasswordError::Store(error)) => Err(error.into()),
        }
    }
}
