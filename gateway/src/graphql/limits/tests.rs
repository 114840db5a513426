//! What is too much.

use std::fmt::Write as _;

use async_graphql::parser::parse_query;

use super::{Excess, check, check_text};

fn excess_of(document: &str) -> Option<Excess> {
    check_text(document).err().or_else(|| check(&parse_query(document).expect("a document")).err())
}

/// Each fragment spreads the next one twice: 2^`length` fields.
fn bomb(length: usize) -> String {
    (0..length).fold(String::new(), |mut text, n| {
        let _ = write!(text, "fragment f{n} on Query {{ ...f{0} ...f{0} }} ", n + 1);
        text
    }) + &format!("fragment f{length} on Query {{ __typename }}")
}

#[test]
fn an_ordinary_operation_is_not_too_much() {
    assert_eq!(excess_of("query Q($a: Int @x) { a b { ...F } } fragment F on T { c ... on U { d } }"), None);
}

#[test]
fn aliases_are_counted_even_of_introspection() {
    let aliases = |n: usize| (0..n).fold(String::new(), |text, n| format!("{text} a{n}: __typename"));
    assert_eq!(excess_of(&format!("{{ x {{ {} }} }}", aliases(30))), None);
    assert_eq!(excess_of(&format!("{{ x {{ {} }} }}", aliases(31))), Some(Excess::Aliases));
}

#[test]
fn root_fields_are_counted_through_fragments() {
    let fields = (0..21).fold(String::new(), |text, n| format!("{text} f{n}"));
    let document = format!("{{ ...R }} fragment R on Query {{ {fields} }}");
    assert_eq!(excess_of(&document), Some(Excess::RootFields));
}

#[test]
fn fragments_that_double_are_stopped_early() {
    for length in [17, 25, 30] {
        let document = format!("{{ x {{ ...f0 }} }} {}", bomb(length));
        assert_eq!(excess_of(&document), Some(Excess::Selections), "{length}");
    }
}

#[test]
fn fragments_that_nobody_spreads_are_counted_too() {
    assert_eq!(excess_of(&format!("{{ a }} {}", bomb(25))), Some(Excess::Selections));
}

#[test]
fn fragments_in_a_circle_end() {
    let document = "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }";
    assert_eq!(excess_of(document), Some(Excess::Nesting));
}

#[test]
fn depth_is_counted_through_fragments() {
    let nested = |n: usize| format!("{}a{}", "a { ".repeat(n), " }".repeat(n));
    assert_eq!(excess_of(&format!("{{ {} }}", nested(14))), None);
    assert_eq!(excess_of(&format!("{{ {} }}", nested(15))), Some(Excess::Depth));
    let document = format!("{{ x {{ ...D }} }} fragment D on T {{ {} }}", nested(14));
    assert_eq!(excess_of(&document), Some(Excess::Depth));
}

#[test]
fn directives_are_counted_wherever_they_are() {
    let document = format!("query @a {{ x {} ...F @b }} fragment F on Query @c {{ y }}", "@d ".repeat(8));
    assert_eq!(excess_of(&document), Some(Excess::Directives));
}

#[test]
fn one_operation_makes_one_attempt_to_sign_in() {
    assert_eq!(excess_of("mutation { signIn { a } signOut { a } }"), None);
    assert_eq!(excess_of("mutation { a: signIn { a } b: signIn { a } }"), Some(Excess::Attempts));
    assert_eq!(excess_of("mutation { signIn { a } changePassword { a } }"), Some(Excess::Attempts));
    let through_fragments = "mutation { ...A ...A } fragment A on Mutation { signIn { a } }";
    assert_eq!(excess_of(through_fragments), Some(Excess::Attempts));
}

#[test]
fn a_text_that_would_exhaust_the_parser_is_not_parsed() {
    assert_eq!(check_text(&"{a".repeat(10_000)), Err(Excess::Brackets));
    assert_eq!(check_text(&format!("{{ a(b: {} ) }}", "[".repeat(10_000))), Err(Excess::Brackets));
    assert_eq!(check_text(&" ".repeat(32 * 1024 + 1)), Err(Excess::Document));
}
