//! The build checks the certificate: a release of policies that were not proved as they stand is not built. A build for
//! tests goes on, so that they can be proved; tests and the server's start refuse them there.

#[path = "src/published.rs"]
#[expect(dead_code, unreachable_pub, reason = "only the check is needed here")]
mod published;

fn main() {
    for path in ["policies", "theorems", "src/published.rs"] {
        println!("cargo::rerun-if-changed={path}");
    }
    if published::is_proved() {
        return;
    }
    let level = match std::env::var("PROFILE").as_deref() {
        Ok("release") => "error",
        _ => "warning",
    };
    println!(
        "cargo::{level}=crates/policy/theorems/proved.txt is not the record of these policies. Prove them: \
         UPDATE=1 cargo test --workspace --locked --test proofs"
    );
}
