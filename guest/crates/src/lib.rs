//! Nothing of its own: cargo builds the dependencies, and their libraries are what is kept.
