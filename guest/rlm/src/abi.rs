//! What the host calls; `unsafe`, so that no author can. `u32` throughout: the target has 32-bit addresses.

use crate::render::Rendered;
use crate::{input, panic, state};

/// Address of the [`state::State`]; also gets the module ready. Called first.
#[no_mangle]
pub unsafe extern "C" fn rlm_start() -> *const state::State {
    panic::install();
    state::address()
}

/// Room for the next input, in the order of the parameters; null when memory does not suffice.
#[no_mangle]
pub unsafe extern "C" fn rlm_input(len: usize) -> *mut u8 {
    input::reserve_input(len)
}

/// Declares that `start..end` of an input is a document, and gives room for its name.
#[no_mangle]
pub unsafe extern "C" fn rlm_document(input: usize, start: usize, end: usize, name_len: usize) -> *mut u8 {
    input::reserve_document(input, start, end, name_len)
}

/// Room for the next result that `merge` is to see; null when memory does not suffice.
#[no_mangle]
pub unsafe extern "C" fn rlm_part(len: usize) -> *mut u8 {
    input::reserve_part(len)
}

/// Leaves what the author's function gave where the host reads it.
pub fn finish(rendered: Rendered) {
    let (outcome, text) = match rendered {
        Ok(text) => (1, text),
        Err(text) => (2, text),
    };
    let text = String::leak(text);
    state::update(|s| {
        s.outcome = outcome;
        s.output = text.as_ptr() as u32;
        s.output_len = text.len() as u32;
    });
}
