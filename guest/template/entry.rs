//! The crate around one analysis, which lies beside this file.

#[macro_use]
extern crate rlm;

mod prelude {
    pub use ::rlm::prelude::*;
    {prelude}
}

#[forbid(unsafe_code)]
{user_code}

#[no_mangle]
pub extern "C" fn rlm_analyze() {
    use ::rlm::render::*;
    ::rlm::abi::finish((&&&&&&Returned::new(crate::analysis::analyze({arguments}))).render());
}

{merge}
