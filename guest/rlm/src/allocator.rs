//! The system allocator, with a memory of what it refused: a program that dies because the memory
//! limit was reached only executes `unreachable`, and its author should be told the real reason.

use crate::state;
use std::alloc::{GlobalAlloc, Layout, System};

struct Reporting;

#[global_allocator]
static ALLOCATOR: Reporting = Reporting;

fn reported(memory: *mut u8, size: usize) -> *mut u8 {
    if memory.is_null() {
        state::update(|s| s.refused = size as u32);
    }
    memory
}

// SAFETY: every call is passed on unchanged to `System`.
unsafe impl GlobalAlloc for Reporting {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        reported(System.alloc(layout), layout.size())
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        reported(System.alloc_zeroed(layout), layout.size())
    }

    #[inline]
    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        System.dealloc(memory, layout)
    }

    #[inline]
    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        reported(System.realloc(memory, layout, size), size)
    }
}
