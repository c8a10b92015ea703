//! What `println!` and its kin write. The first 64 KiB are kept; of the rest, the length.

use crate::state;
use std::cell::UnsafeCell;
use std::fmt::{self, Write};

const CAPACITY: usize = 64 * 1024;

struct Log(UnsafeCell<String>);

// SAFETY: the sandbox has one thread.
unsafe impl Sync for Log {}

static LOG: Log = Log(UnsafeCell::new(String::new()));

struct Sink;

impl Write for Sink {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        // SAFETY: one thread; the borrow ends before any formatting code of the author runs again.
        let log = unsafe { &mut *LOG.0.get() };
        let mut kept = text.len().min(CAPACITY - log.len());
        if state::read(|s| s.log_dropped) > 0 {
            // The log is the head of what was written, without holes.
            kept = 0;
        }
        while !text.is_char_boundary(kept) {
            kept -= 1;
        }
        log.push_str(&text[..kept]);
        state::update(|s| {
            s.log = log.as_ptr() as u32;
            s.log_len = log.len() as u32;
            s.log_dropped = s.log_dropped.saturating_add((text.len() - kept) as u32);
        });
        Ok(())
    }
}

pub fn write(text: fmt::Arguments<'_>) {
    // The sink itself never fails; an author's failing `Display` only leaves its text out.
    let _ = Sink.write_fmt(text);
}
