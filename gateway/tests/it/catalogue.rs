//! Catalogues of 1C on a real database: taken in, taken in again, refused, read, quoted.

mod archives;
mod command_line;
mod completeness;
pub mod database;
pub mod files;
mod forms;
mod reading;
mod repeating;
mod searching;
mod taking_in;
