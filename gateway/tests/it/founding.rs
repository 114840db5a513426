//! `kabinet seed organizations`, as an operator runs it: a customer that orders afterwards, the
//! same file again, and files that are refused.

mod customer;
mod place;
mod refusing;
mod repeating;
