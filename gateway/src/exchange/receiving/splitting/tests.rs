//! Bodies are split alike however they come over the wire.

use super::super::limits::DOCUMENT_BYTES;
use super::*;

type Split = Result<(Option<String>, Vec<String>), Malformed>;

/// Splits a body that comes in pieces of a size.
fn split(form: Form, body: &[u8], size: usize) -> Split {
    let (mut splitting, mut documents) = (Splitting::of(form), Vec::new());
    for piece in body.chunks(size) {
        splitting.push(piece, &mut documents)?;
    }
    splitting.end(&mut documents)?;
    let header = splitting.header().map(|header| header.batch.0.clone());
    Ok((header, documents.into_iter().map(|one| String::from_utf8(one).unwrap()).collect()))
}

fn at_any_size(form: Form, body: &str) -> Split {
    let whole = split(form, body.as_bytes(), body.len());
    for size in 1..8 {
        assert_eq!(split(form, body.as_bytes(), size), whole, "in pieces of {size}");
    }
    whole
}

fn documents(form: Form, body: &str) -> Vec<String> {
    let (batch, documents) = at_any_size(form, body).unwrap();
    assert_eq!(batch.as_deref(), Some("б-1"));
    documents
}

#[test]
fn documents_are_taken_out_of_an_object() {
    let body =
        "\u{feff} {\"batch\" : \"б-1\",\n\"documents\": [ {\"a\":[1,{}]}, {\"b\":\"]},\\\"\"} ,3, null],
        \"sentAt\":\"2026-03-01T00:00:00Z\" } \n";
    assert_eq!(documents(Form::Json, body), ["{\"a\":[1,{}]}", "{\"b\":\"]},\\\"\"}", "3", "null"]);
    assert!(documents(Form::Json, "{\"batch\":\"б-1\",\"documents\":[]}").is_empty());
}

#[test]
fn documents_are_lines_after_the_first_and_blank_lines_are_none() {
    let body = "\u{feff}{\"batch\":\"б-1\"}\r\n\n{\"a\":1}\r\nnonsense\n{\"b\":2}";
    assert_eq!(documents(Form::Lines, body), ["{\"a\":1}\r", "nonsense", "{\"b\":2}"]);
}

#[test]
fn what_is_wrong_with_a_body_is_said() {
    let wrong = |body: &str| at_any_size(Form::Json, body).unwrap_err();
    assert!(matches!(wrong("{\"documents\":[]}"), Malformed::Header(_)));
    assert!(matches!(wrong("{\"documents\":[],\"batch\":\"б-1\"}"), Malformed::Header(_)));
    assert!(matches!(wrong("{\"batch\":\"б-1\"}"), Malformed::Header(_)));
    assert!(matches!(wrong("{\"batch\":7,\"documents\":[]}"), Malformed::Header(_)));
    assert!(matches!(wrong("{\"batch\":\"б-1\",\"more\":1,\"documents\":[]}"), Malformed::Header(_)));
    assert!(matches!(wrong("{\"batch\":\"б-1\",\"documents\":{}}"), Malformed::Structure(_)));
    assert!(matches!(wrong("[{\"batch\":\"б-1\"}]"), Malformed::Structure(_)));
    assert!(matches!(wrong("{\"batch\":\"б-1\",\"documents\":[{}{}]}"), Malformed::Structure(_)));
    assert!(matches!(wrong("{\"batch\":\"б-1\",\"documents\":[{}]} x"), Malformed::Structure(_)));
    assert_eq!(wrong("{\"batch\":\"б-1\",\"documents\":[{\"a\":"), Malformed::CutOff);
    assert_eq!(wrong("{\"batch\":\"б-1\",\"documents\":[{}]"), Malformed::CutOff);
    assert!(matches!(at_any_size(Form::Lines, "{\"a\":1}\n"), Err(Malformed::Header(_))));
}

#[test]
fn a_document_that_is_too_long_is_cut_beyond_the_limit_and_the_next_ones_are_whole() {
    let long = format!("{{\"a\":\"{}\"}}", "x".repeat(3 * DOCUMENT_BYTES));
    for (form, body) in [
        (Form::Json, format!("{{\"batch\":\"б-1\",\"documents\":[{long},{{}}]}}")),
        (Form::Lines, format!("{{\"batch\":\"б-1\"}}\n{long}\n{{}}\n")),
    ] {
        let (_, documents) = split(form, body.as_bytes(), 4096).unwrap();
        let sizes: Vec<usize> = documents.iter().map(String::len).collect();
        assert_eq!(sizes, [DOCUMENT_BYTES + 1, 2]);
    }
}
