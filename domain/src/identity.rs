//! People and their accounts. Names, e-mails and phones are not here: they live in
//! the directory, which can be erased.

pub mod person;
