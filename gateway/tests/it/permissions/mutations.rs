//! Every mutation with an input that should do it, made from the schema.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Map, Value, json};

use super::asking::Person;
use super::ids::Ids;
use super::orders::State;
use super::policy::Verdict;
use super::schema::{Asked, Field, Schema};
use crate::server::PASSWORD;

/// The ids of a thing that belongs to somebody, as inputs call them.
const OF_THINGS: [&str; 12] = [
    "orderId",
    "contractId",
    "personId",
    "cartId",
    "managerId",
    "costCentreId",
    "addressId",
    "templateId",
    "delegationId",
    "reconciliationId",
    "toId",
    "shipmentId",
];
/// The codes of cost centres and the names of templates that were given out.
static CODES: AtomicUsize = AtomicUsize::new(100);

/// A mutation of the schema.
pub struct Mutation<'a> {
    schema: &'a Schema,
    field: &'a Field,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// As the policy tells it.
    Told(Verdict),
    /// The business refused it.
    Refused(String),
}

/// All mutations; those that end the session of whoever asks come last.
pub fn mutations(schema: &Schema) -> Vec<Mutation<'_>> {
    let all = schema.fields("Mutation").iter().map(|field| Mutation { schema, field });
    let (of_organization, mut others): (Vec<_>, Vec<_>) = all.partition(Mutation::names_an_organization);
    others.sort_by_key(|mutation| ["signIn", "signOut", "changePassword"].contains(&mutation.name()));
    let mut ordered = of_organization;
    ordered.append(&mut others);
    ordered
}

impl Mutation<'_> {
    pub fn what(&self) -> String {
        format!("Mutation.{}", self.field.name)
    }

    pub fn name(&self) -> &str {
        &self.field.name
    }

    fn input_fields(&self) -> &[Asked] {
        self.field.arguments.first().map(|input| self.schema.input(&input.of)).unwrap_or_default()
    }

    pub fn asks_for(&self, name: &str) -> bool {
        self.input_fields().iter().any(|field| field.name == name)
    }

    pub fn names_an_organization(&self) -> bool {
        self.asks_for("organizationId")
    }

    /// The ids in its input, without the organization.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let names = self.input_fields().iter().map(|field| field.name.as_str());
        names.filter(|name| OF_THINGS.contains(name))
    }

    /// The state in which an order can take it; nothing if it is about no order.
    pub fn state(&self) -> Option<State> {
        self.asks_for("orderId").then(|| match self.name() {
            "editOrderLinesForCustomer" | "setOrderDetailsForCustomer" | "submitOrderForCustomer" => {
                State::Placed
            }
            "editOrderLines" | "setOrderDetails" | "submitOrder" => State::Draft,
            "withdrawOrder"
            | "cancelOrder"
            | "approveOrder"
            | "returnOrder"
            | "rejectOrder"
            | "holdOrder"
            | "repeatOrder"
            | "askOrderAuthor"
            | "reassignApproval"
            | "escalateApproval"
            | "remindApprovers"
            | "forceApproval"
            | "grantCreditException" => State::Pending,
            "answerApprovalQuestion" => State::Questioned,
            "releaseOrder" => State::Held,
            "takeOrderIntoProcessing"
            | "cancelOrderForCustomer"
            | "cancelOrderLines"
            | "requestCancellation"
            | "amendOrder"
            | "setExpectedDate"
            | "notePaidAmount" => State::Confirmed,
            "withdrawCancellationRequest" | "answerCancellation" => State::Wished,
            "shipOrder" => State::Processing,
            "deliverOrder" | "trackShipment" | "deliverShipment" => State::Shipped,
            "closeOrder" => State::Delivered,
            name => panic!("say in Mutation::state of {} in which state an order can take {name}", file!()),
        })
    }

    /// An input with these ids.
    pub fn input(&self, person: &str, ids: &Ids) -> Value {
        object(self.schema, self.input_fields(), person, ids)
    }

    /// The request with an input.
    pub fn request(&self, input: &Value) -> Value {
        let payload: String =
            self.schema.fields(&self.field.of).iter().map(|field| self.shown(field)).collect();
        let name = self.name();
        match self.field.arguments.first() {
            Some(argument) => json!({
                "query": format!("mutation($input: {}!) {{ {name}(input: $input) {{ {payload} }} }}", argument.of),
                "variables": { "input": input },
            }),
            None => json!({ "query": format!("mutation {{ {name} {{ {payload} }} }}") }),
        }
    }

    fn shown(&self, field: &Field) -> String {
        let fields = self.schema.fields(&field.of);
        let is_there = |name: &str| fields.iter().any(|field| field.name == name);
        match () {
            () if fields.is_empty() => format!("{} ", field.name),
            () if is_there("code") && is_there("field") => {
                format!("{} {{ code message field }} ", field.name)
            }
            () if is_there("id") => format!("{} {{ id }} ", field.name),
            () => format!("{} {{ __typename }} ", field.name),
        }
    }

    /// Asks for it.
    pub async fn ask(&self, person: &Person, input: &Value) -> Outcome {
        self.outcome(&person.send(&self.request(input)).await)
    }

    /// What an answer to it says.
    pub fn outcome(&self, answer: &Value) -> Outcome {
        let refused = &answer["errors"][0]["extensions"]["code"];
        let code = refused.as_str().or_else(|| answer["data"][self.name()]["errors"][0]["code"].as_str());
        let Some(code) = code else {
            let errors = &answer["data"][self.name()]["errors"];
            assert_eq!(*errors, json!([]), "{}: {answer}", self.name());
            return Outcome::Told(Verdict::Answered);
        };
        assert!(code != "INTERNAL_SERVER_ERROR" && code != "BAD_USER_INPUT", "{}: {answer}", self.name());
        Verdict::of_code(code).map_or_else(|| Outcome::Refused(code.to_owned()), Outcome::Told)
    }
}

fn object(schema: &Schema, fields: &[Asked], person: &str, ids: &Ids) -> Value {
    let mut object = Map::new();
    let is_given = |field: &&Asked| {
        let is_wanted = ["draftVersion", "comment"].contains(&field.name.as_str());
        field.is_required || is_wanted || ids.named(&field.name).is_some()
    };
    for field in fields.iter().filter(is_given) {
        object.insert(field.name.clone(), value(schema, field, person, ids));
    }
    Value::Object(object)
}

fn value(schema: &Schema, field: &Asked, person: &str, ids: &Ids) -> Value {
    if let Some(id) = ids.named(&field.name) {
        return json!(id);
    }
    let account = if person == "anonymous" { "outsider" } else { person };
    match field.name.as_str() {
        "cartVersion" => json!(ids.cart_version),
        "draftVersion" => json!(ids.draft_version),
        "rules" => json!([{ "name": "Пропускать", "effect": "BYPASS" }]),
        "template" => json!("NEW_ADDRESSES"),
        "templateVersion" => json!(ids.template_version),
        // No two templates of a person have the same.
        "name" => json!(format!("Месяц {}", CODES.fetch_add(1, Ordering::Relaxed))),
        "from" if field.of == "TemplateSourceInput" => {
            json!({ "lines": [{ "productId": ids.product, "quantity": "2" }] })
        }
        "shared" => json!(true),
        "into" => json!("CART"),
        "details" => json!({ "comment": "так надо" }),
        "revision" => json!(ids.revision),
        "quantity" => json!("2"),
        "question" if field.of == "Int" => json!(1),
        "question" | "answer" | "comment" => json!("так надо"),
        "decision" => json!("APPROVE"),
        "hold" => json!("CREDIT"),
        "reason" => json!("OTHER"),
        "base" => json!("ut-moscow"),
        // No two open cost centres have the same.
        "code" => json!(format!("ЦЗ-{}", CODES.fetch_add(1, Ordering::Relaxed))),
        "text" => json!("Склад за углом"),
        "days" => json!(["MONDAY", "FRIDAY"]),
        "from" if schema.input(&field.of).is_empty() => json!("08:00:00"),
        "to" => json!("17:00:00"),
        "timeZone" => json!("Asia/Yekaterinburg"),
        "inn" => json!("7799612030"),
        "kpp" => json!("779901001"),
        "legalAddress" => json!("Москва"),
        "kind" => json!("PREPAYMENT"),
        "period" => json!("YEAR"),
        "enforcement" => json!("WARN"),
        "roles" => json!(["OBSERVER", "ACCOUNTANT"]),
        "changes" | "amendments" => json!([{ "setQuantity": { "productId": ids.product, "quantity": "2" } }]),
        "until" | "knownAt" => json!(ids.until),
        "granted" => json!(false),
        "currency" => json!("RUB"),
        "creditTerms" => json!({ "exceeded": "HOLD", "stale": "WARN" }),
        "limit" if field.is_required => json!({ "amount": "100000000", "currency": "RUB" }),
        "exception" => json!({ "amount": "500", "currency": "RUB" }),
        "firstDay" | "lastDay" => json!("2026-02-25"),
        "closing" => json!({ "amount": "605", "currency": "RUB" }),
        "paid" => json!({ "amount": "10", "currency": "RUB" }),
        "email" => json!(format!("{account}@example.org")),
        "password" | "currentPassword" => json!(PASSWORD),
        "newPassword" => json!("другая лошадь 43"),
        _ if !schema.input(&field.of).is_empty() => {
            let object = object(schema, schema.input(&field.of), person, ids);
            if field.is_list { json!([object]) } else { object }
        }
        name => panic!("say in {} what to give as {name}", file!()),
    }
}
