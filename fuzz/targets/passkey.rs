#![no_main]
//! One parser under the fuzzer: see `src/targets.rs`.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    sayso_fuzz::targets::passkey(bytes);
});
