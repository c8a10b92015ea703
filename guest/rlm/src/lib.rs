//! The Rust side of the sandbox. An analysis is linked against this crate; the host talks to it
//! through the few `rlm_*` functions in [`abi`] and reads every answer out of [`state::State`]. What
//! the analysis asks of the host goes through [`host`].

pub mod abi;
mod allocator;
mod compare;
mod documents;
mod host;
pub mod input;
#[doc(hidden)]
pub mod instances;
mod log;
mod macros;
mod panic;
pub mod prelude;
pub mod render;
#[cfg(rlm_memchr)]
mod search;
mod skips;
mod state;

pub use documents::{documents, Document, Documents};
pub use host::{llm_query, llm_query_batch, rlm_query, var};
pub use skips::skipped;

#[doc(hidden)]
pub use log::write as __log;
