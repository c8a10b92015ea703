//! How the standard library finds a byte, which `lines`, `split` and `find` with a character come down to: sixteen bytes at
//! a time. Its own way takes eight, in two words of this target.
//!
//! The linker puts this in the place of `core::slice::memchr::memchr_aligned`, whose name in this compiler's library is
//! `RLM_MEMCHR`. Both are Rust functions of the same types by the same compiler, so they are called in the same way.

use std::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_splat, v128_load};

const STEP: usize = 16;

#[export_name = concat!("__wrap_", env!("RLM_MEMCHR"))]
pub fn memchr(byte: u8, text: &[u8]) -> Option<usize> {
    let Some(last) = text.len().checked_sub(STEP) else {
        return text.iter().position(|&b| b == byte);
    };
    let wanted = u8x16_splat(byte);
    let mut at = 0;
    loop {
        // SAFETY: `at` is at most `last`, so all sixteen bytes are in `text`; a load needs no alignment.
        let bytes = unsafe { v128_load(text.as_ptr().add(at).cast()) };
        let found = u8x16_bitmask(u8x16_eq(bytes, wanted));
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize);
        }
        if at == last {
            return None;
        }
        // The last step may look once more at bytes that it has seen.
        at = (at + STEP).min(last);
    }
}
