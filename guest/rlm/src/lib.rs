//! The Rust side of the sandbox. An analysis is linked against this crate; the host talks to it
//! through the few `rlm_*` functions in [`abi`] and reads every answer out of [`state::State`].

pub mod abi;
mod allocator;
mod documents;
pub mod input;
mod log;
mod macros;
mod panic;
pub mod prelude;
pub mod render;
mod state;

pub use documents::{documents, Document, Documents};

#[doc(hidden)]
pub use log::write as __log;
