//! `#[macro_use] extern crate rlm` puts these before the macros of the same names in `std`.

#[macro_export]
macro_rules! print {
    ($($arg:tt)*) => { $crate::__log(::std::format_args!($($arg)*)) };
}

#[macro_export]
macro_rules! println {
    () => { $crate::__log(::std::format_args!("\n")) };
    ($($arg:tt)*) => {{
        $crate::__log(::std::format_args!($($arg)*));
        $crate::__log(::std::format_args!("\n"));
    }};
}

#[macro_export]
macro_rules! eprint {
    ($($arg:tt)*) => { $crate::print!($($arg)*) };
}

#[macro_export]
macro_rules! eprintln {
    ($($arg:tt)*) => { $crate::println!($($arg)*) };
}

#[macro_export]
macro_rules! dbg {
    () => { $crate::println!("[{}]", ::std::line!()) };
    ($value:expr $(,)?) => {
        match $value {
            value => {
                $crate::println!("[{}] {} = {:#?}", ::std::line!(), ::std::stringify!($value), &value);
                value
            }
        }
    };
    ($($value:expr),+ $(,)?) => { ($($crate::dbg!($value)),+,) };
}
