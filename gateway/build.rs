//! Tells Cargo that the binary holds the migrations: a new file must lead to a new build.

#[expect(clippy::print_stdout, reason = "this is how a build script talks to Cargo")]
fn main() {
    println!("cargo:rerun-if-changed=../migrations");
}
