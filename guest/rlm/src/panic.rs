//! A panic ends in `unreachable`; its message and line are left in the state first.

use crate::state;
use std::panic::PanicHookInfo;

const AUTHOR: &str = "analysis.rs";

pub fn install() {
    std::panic::set_hook(Box::new(report));
}

fn report(info: &PanicHookInfo<'_>) {
    let payload = info.payload();
    let message = match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
        (Some(text), _) => String::from(*text),
        (_, Some(text)) => text.clone(),
        _ => String::from("a panic without a message"),
    };
    let line = info
        .location()
        .filter(|at| at.file().ends_with(AUTHOR))
        .map_or(0, |at| at.line());
    // The module ends here and the host reads the text afterwards: it must not be freed.
    let message = String::leak(message);
    state::update(|s| {
        s.panic = message.as_ptr() as u32;
        s.panic_len = message.len() as u32;
        s.panic_line = line;
    });
}
