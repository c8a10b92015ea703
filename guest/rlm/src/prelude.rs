//! In scope in every analysis; the author's own names go before these.

pub use std::borrow::Cow;
pub use std::cell::{Cell, RefCell};
pub use std::cmp::{Ordering, Reverse};
pub use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, VecDeque};
pub use std::fmt::{self, Display, Write as _};
pub use std::rc::Rc;
pub use std::str::FromStr;
