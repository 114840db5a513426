//! The cookie that carries a session, and the header for programs.

use async_graphql::Context;
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, COOKIE};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::Duration;
use commands::identity::{SessionToken, SignedIn};

use super::HttpSettings;

/// How the session cookie is called and protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionCookie {
    is_secure: bool,
    lifetime: Duration,
}

impl SessionCookie {
    /// Over TLS the browser is told to send it only there, and the prefix `__Host-`
    /// (RFC 6265bis, 4.1.3.2) keeps other hosts of the domain from setting it.
    pub fn new(settings: &HttpSettings, lifetime: Duration) -> Self {
        Self { is_secure: settings.is_https(), lifetime }
    }

    const fn name(self) -> &'static str {
        if self.is_secure { "__Host-kabinet" } else { "kabinet" }
    }

    /// Gives the browser the token of a new session.
    pub fn send(self, ctx: &Context<'_>, signed_in: &SignedIn) {
        let token = BASE64_URL_SAFE_NO_PAD.encode(signed_in.token.bytes());
        ctx.insert_http_header("set-cookie", self.cookie(&token, self.lifetime.num_seconds()));
    }

    /// Tells the browser to forget the session and what it kept of the pages.
    pub fn take_back(self, ctx: &Context<'_>) {
        ctx.insert_http_header("set-cookie", self.cookie("", 0));
        ctx.insert_http_header("clear-site-data", "\"cache\", \"storage\"");
    }

    fn cookie(self, value: &str, max_age: i64) -> String {
        let secure = if self.is_secure { "; Secure" } else { "" };
        format!("{}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={max_age}{secure}", self.name())
    }

    /// The token that a request carries, as `Authorization: Bearer` or in the cookie.
    pub fn token(self, headers: &HeaderMap) -> Option<SessionToken> {
        if let Some(authorization) = headers.get(AUTHORIZATION) {
            let (scheme, token) = authorization.to_str().ok()?.split_once(' ')?;
            return scheme.eq_ignore_ascii_case("bearer").then(|| decoded(token.trim()))?;
        }
        headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == self.name())
            .and_then(|(_, token)| decoded(token))
    }
}

fn decoded(token: &str) -> Option<SessionToken> {
    let bytes: [u8; 32] = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?.try_into().ok()?;
    Some(bytes.into())
}
