// launcher REPORT PROGRAM ARG...
//
// Starts a program, waits for it, and writes to REPORT: nanoseconds from before its start to after its end, its peak
// resident memory in bytes, microseconds of user and of system time, and its exit status.
//
// A program of its own, because the kernel counts what a process held when it called exec as part of the peak of the
// program that it becomes: begun by a .NET process, no program would seem to need less than that.

use std::os::raw::{c_int, c_long};

#[repr(C)]
#[derive(Default)]
struct Usage {
    user: [c_long; 2],
    system: [c_long; 2],
    max_resident: c_long,
    rest: [c_long; 13],
}

extern "C" {
    fn wait4(process: c_int, status: *mut c_int, options: c_int, usage: *mut Usage) -> c_int;
}

fn main() {
    let mut arguments = std::env::args_os().skip(1);
    let report = arguments.next().expect("no REPORT");
    let program = arguments.next().expect("no PROGRAM");
    let began = std::time::Instant::now();
    let child = std::process::Command::new(program).args(arguments).spawn().expect("the program cannot be started");
    let (mut status, mut usage) = (0, Usage::default());
    let ended = unsafe { wait4(child.id() as c_int, &mut status, 0, &mut usage) };
    let elapsed = began.elapsed().as_nanos();
    assert_eq!(ended, child.id() as c_int, "nobody was waited for");

    // As a shell tells it: of a process that a signal ended, 128 and the signal.
    let exit = if status & 0x7f == 0 { status >> 8 & 0xff } else { 128 + (status & 0x7f) };
    let micros = |time: [c_long; 2]| time[0] * 1_000_000 + time[1];
    let text = format!("{elapsed} {} {} {} {exit}\n", usage.max_resident * 1024, micros(usage.user), micros(usage.system));
    std::fs::write(report, text).expect("REPORT cannot be written");
}
