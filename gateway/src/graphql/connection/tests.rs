//! Pages.

use async_graphql::connection::{CursorType, EmptyFields};

use super::{Keyset, Page, PageArguments, USUAL_PAGE};

type Key = (i32, String);

fn page(arguments: &PageArguments) -> Page<Key> {
    Page::of(arguments).expect("a page")
}

fn rows(numbers: impl IntoIterator<Item = i32>) -> Vec<(Key, i32)> {
    numbers.into_iter().map(|number| ((number, number.to_string()), number)).collect()
}

#[test]
fn a_page_goes_on_after_the_last_row_of_the_one_before() {
    let first = page(&PageArguments { first: Some(2), ..PageArguments::default() });
    let connection = first.connect(rows(1..=3), EmptyFields);
    assert!(connection.has_next_page && !connection.has_previous_page);
    let after = connection.edges.last().map(|edge| edge.cursor.encode_cursor());
    let second = page(&PageArguments { first: Some(2), after, ..PageArguments::default() });
    assert_eq!(second.after, Some((2, "2".to_owned())));
    let connection = second.connect(rows(3..=3), EmptyFields);
    assert!(!connection.has_next_page && connection.has_previous_page);
}

#[test]
fn a_page_from_the_end_is_shown_in_the_usual_order() {
    let page = page(&PageArguments { last: Some(2), ..PageArguments::default() });
    let connection = page.connect(rows([9, 8, 7]), EmptyFields);
    assert_eq!(connection.edges.iter().map(|edge| edge.node).collect::<Vec<_>>(), [8, 9]);
    assert!(connection.has_previous_page && !connection.has_next_page);
}

#[test]
fn a_page_has_a_usual_size_and_a_largest_one() {
    assert_eq!(page(&PageArguments::default()).size, USUAL_PAGE);
    for first in [-1, 101, i32::MAX] {
        let arguments = PageArguments { first: Some(first), ..PageArguments::default() };
        assert!(Page::<Key>::of(&arguments).is_err(), "{first}");
    }
}

#[test]
fn first_and_last_together_are_refused() {
    let arguments = PageArguments { first: Some(1), last: Some(1), ..PageArguments::default() };
    assert!(Page::<Key>::of(&arguments).is_err());
}

#[test]
fn a_cursor_of_another_list_is_refused() {
    let after = Some(Keyset(true).encode_cursor());
    assert!(Page::<Key>::of(&PageArguments { after, ..PageArguments::default() }).is_err());
}
