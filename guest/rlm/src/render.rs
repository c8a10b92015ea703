//! From whatever `analyze` returns to text.
//!
//! `Option` and `Result` do not implement `Display` today but could, so the compiler does not let
//! one trait cover them and `Display` together. The entry file therefore writes
//! `(&&&&&&Returned::new(value)).render()`: method lookup tries the traits below in the order of their
//! number of `&`.

use std::cell::Cell;
use std::fmt::{Debug, Display};

/// What `analyze` returned. Each rendering takes the value out.
pub struct Returned<T>(Cell<Option<T>>);

impl<T> Returned<T> {
    pub fn new(value: T) -> Self {
        Returned(Cell::new(Some(value)))
    }

    fn take(&self) -> T {
        self.0.take().expect("a returned value is rendered once")
    }
}

/// The text of a result, or of an error that `analyze` returned.
pub type Rendered = Result<String, String>;

pub trait RenderString {
    fn render(&self) -> Rendered;
}

impl RenderString for &&&&&Returned<String> {
    fn render(&self) -> Rendered {
        Ok(self.take())
    }
}

pub trait RenderDisplay {
    fn render(&self) -> Rendered;
}

impl<T: Display> RenderDisplay for &&&&Returned<T> {
    fn render(&self) -> Rendered {
        Ok(self.take().to_string())
    }
}

pub trait RenderOption {
    fn render(&self) -> Rendered;
}

impl<T: Display> RenderOption for &&&Returned<Option<T>> {
    fn render(&self) -> Rendered {
        Ok(self
            .take()
            .map_or_else(|| "None".to_owned(), |value| value.to_string()))
    }
}

pub trait RenderResult {
    fn render(&self) -> Rendered;
}

impl<T: Display, E: Display> RenderResult for &&Returned<Result<T, E>> {
    fn render(&self) -> Rendered {
        self.take()
            .map(|value| value.to_string())
            .map_err(|error| error.to_string())
    }
}

pub trait RenderDebugError {
    fn render(&self) -> Rendered;
}

impl<T: Display, E: Debug> RenderDebugError for &Returned<Result<T, E>> {
    fn render(&self) -> Rendered {
        self.take()
            .map(|value| value.to_string())
            .map_err(|error| format!("{error:?}"))
    }
}

pub trait RenderList {
    fn render(&self) -> Rendered;
}

impl<T: Display> RenderList for Returned<Vec<T>> {
    /// A list is its items, one a line.
    fn render(&self) -> Rendered {
        let lines: Vec<String> = self.take().iter().map(T::to_string).collect();
        Ok(lines.join("\n"))
    }
}
