//! Reading a document: what it says, or in which field it is wrong.

use commands::exchange::{Content, DocumentReader, ReadDocument, Reason};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::document::{
    BalanceDocument, ContractDocument, CounterpartyDocument, CreditLimitDocument, OrderStatusDocument,
    SettlementFields,
};
use super::reconciliation::ReconciliationDocument;
use super::values::BETWEEN_LANGUAGES;
use crate::exchange::receiving::limits::{DEPTH, DOCUMENT_BYTES};

/// The character U+0000 in a text of JSON.
const NUL: &[u8] = b"\\u0000";

/// Reads documents of the contract.
#[derive(Clone, Copy, Debug, Default)]
pub struct ContractReader;

/// What every document has, read before anything else and without complaint.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Opening {
    kind: Option<serde_json::Value>,
    id: Option<serde_json::Value>,
}

impl DocumentReader for ContractReader {
    fn read(&self, body: &[u8]) -> ReadDocument {
        let refused = |reason| ReadDocument { kind: None, id: None, content: Err(reason) };
        if body.len() > DOCUMENT_BYTES {
            return refused(reason(
                "EXCHANGE_DOCUMENT_TOO_LONG",
                format!("a document has at most {DOCUMENT_BYTES} bytes"),
                format!("В документе не больше {DOCUMENT_BYTES} байт."),
                None,
            ));
        }
        if is_too_deep(body) {
            return refused(reason(
                "EXCHANGE_DOCUMENT_TOO_DEEP",
                format!("a document has at most {DEPTH} levels"),
                format!("В документе не больше {DEPTH} уровней вложенности."),
                None,
            ));
        }
        if !body.trim_ascii_start().starts_with(b"{") {
            return refused(unreadable("it is no JSON object"));
        }
        // No text may hold it, and the database keeps none.
        if body.windows(NUL.len()).any(|part| part == NUL) {
            return refused(unreadable("it holds the character U+0000"));
        }
        let opening = match serde_json::from_slice::<Opening>(body) {
            Ok(opening) => opening,
            Err(error) => return refused(unreadable(&error.to_string())),
        };
        let text = |value: Option<serde_json::Value>| Some(value?.as_str()?.chars().take(100).collect());
        let (kind, id): (Option<String>, Option<String>) = (text(opening.kind), text(opening.id));
        let content = content(kind.as_deref(), body);
        ReadDocument { kind, id, content }
    }
}

fn content(kind: Option<&str>, body: &[u8]) -> Result<Content, Reason> {
    match kind {
        Some("counterparty") => Ok(Content::Counterparty(typed::<CounterpartyDocument>(body)?.into())),
        Some("contract") => typed::<ContractDocument>(body)?.meaning().map(Content::Contract),
        Some("settlement_document") => typed::<SettlementFields>(body)?.meaning().map(Content::Settlement),
        Some("balance") => Ok(Content::Balance(typed::<BalanceDocument>(body)?.into())),
        Some("credit_limit") => Ok(Content::CreditLimit(typed::<CreditLimitDocument>(body)?.into())),
        Some("order_status") => typed::<OrderStatusDocument>(body)?.meaning().map(Content::OrderStatus),
        Some("reconciliation") => {
            typed::<ReconciliationDocument>(body)?.meaning().map(Content::Reconciliation)
        }
        Some(other) => Err(reason(
            "EXCHANGE_KIND_UNKNOWN",
            format!("there is no kind of document '{other}'"),
            format!("Вида документа «{other}» нет."),
            Some("kind"),
        )),
        None => Err(missing("kind")),
    }
}

fn typed<T: DeserializeOwned>(body: &[u8]) -> Result<T, Reason> {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let read = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        wrong(&path, error.inner())
    })?;
    deserializer.end().map_err(|error| unreadable(&error.to_string()))?;
    Ok(read)
}

/// What is wrong with a value at a path.
fn wrong(path: &str, error: &serde_json::Error) -> Reason {
    let said = error.to_string();
    // The place in the text is no help in a document of one line.
    let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
    let named = || said.split('`').nth(1).unwrap_or_default();
    if said.starts_with("missing field") {
        return missing(&joined(path, named()));
    }
    if said.starts_with("unknown field") {
        let field = joined(path, named());
        return reason(
            "EXCHANGE_FIELD_UNKNOWN",
            format!("there is no field '{field}' in documents of this kind"),
            format!("Поля «{field}» в документах этого вида нет."),
            Some(&field),
        );
    }
    if !error.is_data() {
        return unreadable(said);
    }
    let (english, russian) = said.split_once(BETWEEN_LANGUAGES).unwrap_or((said, "значение не того вида"));
    unusable(path, english, russian)
}

/// A field whose value cannot be used.
pub fn unusable(field: &str, english: &str, russian: &str) -> Reason {
    reason(
        "EXCHANGE_VALUE_UNUSABLE",
        format!("{field}: {english}"),
        format!("{field}: {russian}."),
        Some(field),
    )
}

/// A field that is not there.
pub fn missing(field: &str) -> Reason {
    reason(
        "EXCHANGE_FIELD_MISSING",
        format!("the field '{field}' is missing"),
        format!("Нет поля «{field}»."),
        Some(field),
    )
}

fn unreadable(english: &str) -> Reason {
    reason(
        "EXCHANGE_DOCUMENT_UNREADABLE",
        format!("the document is not JSON: {english}"),
        format!("Документ не читается как JSON: {english}."),
        None,
    )
}

fn reason(code: &'static str, english: String, russian: String, field: Option<&str>) -> Reason {
    Reason { code: code.into(), russian, english, field: field.map(str::to_owned), retry: false }
}

/// The path of a field within what is at a path. A path that ends with the field already has it.
fn joined(path: &str, field: &str) -> String {
    let is_there = path == field || path.ends_with(&format!(".{field}"));
    match path {
        "" | "." | "?" => field.to_owned(),
        _ if is_there => path.to_owned(),
        _ => format!("{path}.{field}"),
    }
}

fn is_too_deep(body: &[u8]) -> bool {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for byte in body {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'{' | b'[' if !in_text => {
                depth += 1;
                if depth > DEPTH {
                    return true;
                }
            }
            b'}' | b']' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests;
