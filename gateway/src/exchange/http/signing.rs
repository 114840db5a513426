//! Which base a request comes from: `Authorization: Bearer base:secret`, or Basic with the base as
//! the user and the secret as the password, which is what 1C speaks by itself.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use commands::exchange::{CheckedBase, Secret};

use super::failure::Refusal;
use crate::http::Gateway;
use crate::http::client_address::client_address;

/// The longest credentials: a name of 40 characters and a secret of 64, with room.
const MOST_CHARACTERS: usize = 256;

/// The base that a request comes from.
pub async fn signed(gateway: &Gateway, parts: &Parts) -> Result<CheckedBase, Refusal> {
    let (base, secret) = credentials(&parts.headers).ok_or(Refusal::Unauthenticated)?;
    let address = client_address(parts, &gateway.settings.trusted_proxies).map(|address| address.to_string());
    Ok(gateway.exchange.credentials.check(&base, &secret, address.as_deref()).await?)
}

fn credentials(headers: &HeaderMap) -> Option<(String, Secret)> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return None };
    let (scheme, rest) = value.to_str().ok().filter(|text| text.len() <= MOST_CHARACTERS)?.split_once(' ')?;
    let pair = match scheme.to_ascii_lowercase().as_str() {
        "bearer" => rest.trim().to_owned(),
        "basic" => String::from_utf8(STANDARD.decode(rest.trim()).ok()?).ok()?,
        _ => return None,
    };
    let (base, secret) = pair.split_once(':')?;
    Some((base.to_owned(), Secret::from(secret)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: &str) -> Option<(String, String)> {
        let headers = HeaderMap::from_iter([(AUTHORIZATION, value.parse().ok()?)]);
        credentials(&headers).map(|(base, secret)| (base, secret.text().to_owned()))
    }

    #[test]
    fn a_base_and_its_secret_come_in_two_ways() {
        let expected = Some(("ut-moscow".to_owned(), "0a0b".to_owned()));
        assert_eq!(of("Bearer ut-moscow:0a0b"), expected);
        assert_eq!(of("basic dXQtbW9zY293OjBhMGI="), expected);
        for wrong in ["Bearer 0a0b", "Basic ut-moscow:0a0b", "Digest a:b", "", "Bearer"] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }
}
