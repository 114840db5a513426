//! Documents that come several times in one chunk: one statement takes each id once, so the later
//! ones wait for a later round.

use std::collections::HashMap;

/// The indexes of the items in rounds: no key twice in a round, and the items of a key in their
/// order.
pub fn rounds<T>(items: &[T], key: impl Fn(&T) -> &str) -> Vec<Vec<usize>> {
    let mut seen: HashMap<&str, usize> = HashMap::with_capacity(items.len());
    let mut rounds: Vec<Vec<usize>> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let times = seen.entry(key(item)).or_default();
        if rounds.len() <= *times {
            rounds.push(Vec::new());
        }
        rounds[*times].push(index);
        *times += 1;
    }
    rounds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_comes_twice_in_a_round_and_the_order_of_a_key_is_kept() {
        assert_eq!(rounds(&["a", "b", "a", "c", "a"], |item| item), [vec![0, 1, 3], vec![2], vec![4]]);
        assert!(rounds(&[] as &[&str], |item| item).is_empty());
    }
}
