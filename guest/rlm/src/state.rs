//! One plain struct in linear memory through which the guest answers the host.
//!
//! The host reads it after every call, also after a trap, so nothing here may need code to be
//! read. All fields are `u32`, little-endian, in this order; `GuestState` on the host side mirrors it.

use std::cell::UnsafeCell;

#[derive(Clone, Copy, Default)]
#[repr(C)]
pub struct State {
    /// 0 nothing yet, 1 `output` is a result, 2 `output` is the text of an `Err`.
    pub outcome: u32,
    pub output: u32,
    pub output_len: u32,
    /// Message of a panic; length 0 means that none was seen.
    pub panic: u32,
    pub panic_len: u32,
    /// 1-based line in the author's file, 0 when the panic was raised elsewhere.
    pub panic_line: u32,
    pub log: u32,
    pub log_len: u32,
    /// Bytes of log that were not kept.
    pub log_dropped: u32,
    /// Size of the last allocation that the memory limit refused, 0 for none.
    pub refused: u32,
    /// Lines that the code left out, and the address of samples of them.
    pub skipped: u32,
    pub samples: u32,
}

struct Shared(UnsafeCell<State>);

// SAFETY: the sandbox has one thread; the host never enables WebAssembly threads.
unsafe impl Sync for Shared {}

static STATE: Shared = Shared(UnsafeCell::new(State {
    outcome: 0,
    output: 0,
    output_len: 0,
    panic: 0,
    panic_len: 0,
    panic_line: 0,
    log: 0,
    log_len: 0,
    log_dropped: 0,
    refused: 0,
    skipped: 0,
    samples: 0,
}));

pub fn address() -> *const State {
    STATE.0.get()
}

pub fn update(change: impl FnOnce(&mut State)) {
    // SAFETY: one thread, and no `change` in this crate calls `update` again.
    change(unsafe { &mut *STATE.0.get() });
}

pub fn read<T>(look: impl FnOnce(&State) -> T) -> T {
    // SAFETY: as in `update`.
    look(unsafe { &*STATE.0.get() })
}
