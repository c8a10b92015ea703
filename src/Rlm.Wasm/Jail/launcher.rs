//! Locks itself up and becomes another program. Linux; no C library, no allocation, one thread.
//!
//!     launcher [parent=PID] [RESOURCE=VALUE]... [read=PATH]... [write=PATH]... [device=PATH]... -- PROGRAM ARGUMENT...
//!
//! What it sets, in this order: the signal that comes when the parent dies, limits of resources (setrlimit(2)), that no
//! program gives new rights (prctl(2)), Landlock (landlock(7)): only the paths named can be opened, and seccomp(2): no
//! sockets, no look at other processes, no namespaces, nothing that Landlock does not govern. All of it is inherited by
//! whatever PROGRAM starts. Whatever cannot be set ends it with status 125 and a line on standard error.

#![no_std]
#![no_main]

use core::arch::{asm, global_asm};

#[cfg(target_arch = "x86_64")]
global_asm!(
    ".globl _start",
    "_start:",
    "xor ebp, ebp",
    "mov rdi, rsp",
    "and rsp, -16",
    "call {launch}",
    "ud2",
    launch = sym launch
);

#[cfg(target_arch = "aarch64")]
global_asm!(".globl _start", "_start:", "mov x0, sp", "bl {launch}", "brk #1", launch = sym launch);

#[cfg(target_arch = "x86_64")]
unsafe fn syscall(number: usize, a: [usize; 5]) -> isize {
    let result: isize;
    asm!("syscall", inlateout("rax") number as isize => result, in("rdi") a[0], in("rsi") a[1], in("rdx") a[2],
        in("r10") a[3], in("r8") a[4], lateout("rcx") _, lateout("r11") _, options(nostack));
    result
}

#[cfg(target_arch = "aarch64")]
unsafe fn syscall(number: usize, a: [usize; 5]) -> isize {
    let result: isize;
    asm!("svc 0", in("x8") number, inlateout("x0") a[0] as isize => result, in("x1") a[1], in("x2") a[2],
        in("x3") a[3], in("x4") a[4], options(nostack));
    result
}

/// A system call's numbers on both machines; `NONE` where there is no such call.
#[derive(Clone, Copy)]
struct Call {
    x86_64: u32,
    aarch64: u32,
}

const NONE: u32 = u32::MAX;

const fn call(x86_64: u32, aarch64: u32) -> Call {
    Call { x86_64, aarch64 }
}

impl Call {
    const fn number(self) -> u32 {
        if cfg!(target_arch = "x86_64") { self.x86_64 } else { self.aarch64 }
    }

    unsafe fn run(self, a: [usize; 5]) -> isize {
        syscall(self.number() as usize, a)
    }
}

const WRITE: Call = call(1, 64);
const OPENAT: Call = call(257, 56);
const CLOSE_RANGE: Call = call(436, 436);
const EXECVE: Call = call(59, 221);
const EXIT: Call = call(231, 94);
const GETPID: Call = call(39, 172);
const GETPPID: Call = call(110, 173);
const GETUID: Call = call(102, 174);
const PRCTL: Call = call(157, 167);
const PRLIMIT: Call = call(302, 261);
const UMASK: Call = call(95, 166);
const SECCOMP: Call = call(317, 277);
const LANDLOCK_CREATE: Call = call(444, 444);
const LANDLOCK_ADD: Call = call(445, 445);
const LANDLOCK_RESTRICT: Call = call(446, 446);
const CLONE: Call = call(56, 220);
const CLONE3: Call = call(435, 435);
const TGKILL: Call = call(234, 131);

/// Refused whatever their arguments.
const REFUSED: &[Call] = &[
    // Sockets.
    call(41, 198), call(53, 199), call(42, 203), call(49, 200), call(50, 201), call(43, 202), call(288, 242),
    call(44, 206), call(46, 211), call(307, 269),
    // Other processes: ptrace, process_vm_readv and _writev, kcmp, pidfd_open, pidfd_getfd, pidfd_send_signal,
    // process_madvise, kill, tkill, rt_sigqueueinfo, rt_tgsigqueueinfo, setsid, setpgid, setpriority, ioprio_set.
    call(101, 117), call(310, 270), call(311, 271), call(312, 272), call(434, 434), call(438, 438), call(424, 424),
    call(440, 440), call(62, 129), call(200, 130), call(129, 138), call(297, 240), call(112, 157), call(109, 154),
    call(141, 140), call(251, 30),
    // Namespaces and mounts: unshare, setns, mount, umount2, pivot_root, chroot, open_tree, move_mount, fsopen,
    // fsconfig, fsmount, fspick, mount_setattr.
    call(272, 97), call(308, 268), call(165, 40), call(166, 39), call(155, 41), call(161, 51), call(428, 428),
    call(429, 429), call(430, 430), call(431, 431), call(432, 432), call(433, 433), call(442, 442),
    // Wide doors into the kernel: bpf, perf_event_open, userfaultfd, io_uring_*, keyctl, add_key, request_key,
    // fanotify_init, personality, memfd_create, execveat.
    call(321, 280), call(298, 241), call(323, 282), call(425, 425), call(426, 426), call(427, 427), call(250, 219),
    call(248, 217), call(249, 218), call(300, 262), call(135, 92), call(319, 279), call(322, 281),
    // The machine: modules, kexec, reboot, swap, acct, quotactl, syslog, clocks, names, ports.
    call(175, 105), call(313, 273), call(176, 106), call(246, 104), call(320, 294), call(169, 142), call(167, 224),
    call(168, 225), call(163, 89), call(179, 60), call(103, 116), call(164, 170), call(227, 112), call(305, 266),
    call(159, 171), call(170, 161), call(171, 162), call(172, NONE), call(173, NONE), call(153, 58),
    // Files by name or handle in ways that Landlock does not govern: name_to_handle_at, open_by_handle_at, truncate,
    // chmod, fchmodat, fchmodat2, chown, lchown, fchownat, the four of setxattr and removexattr by path, utime, utimes,
    // futimesat, utimensat.
    call(303, 264), call(304, 265), call(76, 45), call(90, NONE), call(268, 53), call(452, 452), call(92, NONE),
    call(94, NONE), call(260, 54), call(188, 5), call(189, 6), call(197, 14), call(198, 15), call(132, NONE),
    call(235, NONE), call(261, NONE), call(280, 88),
    // Who one is: setuid, setgid, setreuid, setregid, setresuid, setresgid, setgroups, setfsuid, setfsgid, capset.
    call(105, 146), call(106, 144), call(113, 145), call(114, 143), call(117, 147), call(119, 149), call(116, 159),
    call(122, 151), call(123, 152), call(126, 91),
    // Memory shared by name: msgget, semget, shmget, shmat, mq_open.
    call(68, 186), call(64, 190), call(29, 194), call(30, 196), call(240, 180),
];

/// All `CLONE_NEW*` flags of clone(2).
const NAMESPACES: u32 = 0x7E02_0000;

// errno(3)
const EPERM: u32 = 1;
const EINVAL: isize = -22;
const ENOSYS: u32 = 38;

// linux/landlock.h
const FS_READ: u64 = 1 << 0 | 1 << 2 | 1 << 3;
const FS_OF_FILES: u64 = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 14 | 1 << 15;
const FS_WRITE: u64 = 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 7 | 1 << 8 | 1 << 13 | 1 << 14;
const FS_DEVICE: u64 = 1 << 1 | 1 << 2;

#[repr(C)]
struct Ruleset {
    fs: u64,
    net: u64,
    scoped: u64,
}

#[repr(C, packed)]
struct PathRule {
    access: u64,
    parent: i32,
}

#[repr(C)]
struct Limit {
    soft: u64,
    hard: u64,
}

// linux/filter.h, linux/seccomp.h
#[repr(C)]
#[derive(Clone, Copy)]
struct Step {
    code: u16,
    yes: u8,
    no: u8,
    value: u32,
}

#[repr(C)]
struct Program {
    length: u16,
    steps: *const Step,
}

const LOAD: u16 = 0x20;
const EQUAL: u16 = 0x15;
const AT_LEAST: u16 = 0x35;
const ANY_BIT: u16 = 0x45;
const RETURN: u16 = 0x06;
const ALLOW: u32 = 0x7FFF_0000;
const ERRNO: u32 = 0x0005_0000;
const KILL_PROCESS: u32 = 0x8000_0000;
const AT_NUMBER: u32 = 0;
const AT_MACHINE: u32 = 4;
const AT_FIRST: u32 = 16;
const MACHINE: u32 = if cfg!(target_arch = "x86_64") { 0xC000_003E } else { 0xC000_00B7 };
const X32: u32 = 0x4000_0000;

unsafe extern "C" fn launch(stack: *const usize) -> ! {
    let count = *stack;
    let arguments = stack.add(1) as *const *const u8;
    let environment = arguments.add(count + 1);

    let abi = LANDLOCK_CREATE.run([0, 0, 1, 0, 0]);
    if abi < 1 {
        fail(b"this kernel has no Landlock", abi);
    }

    let ruleset = create(abi);
    let mut separator = 1;
    while separator < count && !same(*arguments.add(separator), b"--") {
        apply(*arguments.add(separator), ruleset, abi);
        separator += 1;
    }

    if separator + 1 >= count {
        fail(b"no program was named", 0);
    }

    // Nobody's descriptors but the three streams.
    CLOSE_RANGE.run([3, ruleset as usize - 1, 0, 0, 0]);
    CLOSE_RANGE.run([ruleset as usize + 1, u32::MAX as usize, 0, 0, 0]);
    UMASK.run([0o077, 0, 0, 0, 0]);
    check(PRCTL.run([38, 1, 0, 0, 0]), b"no_new_privs");
    check(LANDLOCK_RESTRICT.run([ruleset as usize, 0, 0, 0, 0]), b"landlock_restrict_self");
    CLOSE_RANGE.run([3, u32::MAX as usize, 0, 0, 0]);
    filter();

    let program = arguments.add(separator + 1);
    fail(*program as *const u8 as *const _, EXECVE.run([*program as usize, program as usize, environment as usize, 0, 0]))
}

/// A ruleset that governs all that this kernel can govern.
unsafe fn create(abi: isize) -> isize {
    let fs_bits = match abi { 1 => 13, 2 => 14, 3 | 4 => 15, _ => 16 };
    let all = Ruleset { fs: (1 << fs_bits) - 1, net: 3, scoped: 3 };
    let size = match abi { 1..=3 => 8, 4 | 5 => 16, _ => 24 };
    let ruleset = LANDLOCK_CREATE.run([&all as *const _ as usize, size, 0, 0, 0]);
    check(ruleset, b"landlock_create_ruleset");
    ruleset
}

unsafe fn apply(option: *const u8, ruleset: isize, abi: isize) {
    let mut name = 0;
    while *option.add(name) != b'=' {
        if *option.add(name) == 0 {
            fail(option, 0);
        }
        name += 1;
    }

    let value = option.add(name + 1);
    let is = |word: &[u8]| word.len() == name && starts(option, word);
    if is(b"parent") {
        check(PRCTL.run([1, 9, 0, 0, 0]), b"parent");
        // It may have died before the signal was asked for.
        if GETPPID.run([0; 5]) as u64 != number(value) {
            fail(b"the parent is gone", 0);
        }
    } else if is(b"read") {
        allow(value, FS_READ, ruleset, abi);
    } else if is(b"write") {
        allow(value, FS_WRITE, ruleset, abi);
    } else if is(b"device") {
        allow(value, FS_DEVICE, ruleset, abi);
    } else if is(b"cpu") {
        limit(0, number(value), option);
    } else if is(b"fsize") {
        limit(1, number(value), option);
    } else if is(b"core") {
        limit(4, number(value), option);
    } else if is(b"nproc") {
        // Does not bind root, which may start as many as it likes.
        if GETUID.run([0; 5]) != 0 {
            limit(6, number(value), option);
        }
    } else if is(b"nofile") {
        limit(7, number(value), option);
    } else if is(b"as") {
        limit(9, number(value), option);
    } else {
        fail(option, 0);
    }
}

unsafe fn allow(path: *const u8, access: u64, ruleset: isize, abi: isize) {
    // O_PATH and O_CLOEXEC, from no folder but the root: paths are absolute.
    let file = OPENAT.run([-100isize as usize, path as usize, 0o12000000, 0, 0]);
    if file < 0 {
        fail(path, file);
    }

    let known = match abi { 1 => (1 << 13) - 1, 2 => (1 << 14) - 1, 3 | 4 => (1 << 15) - 1, _ => (1u64 << 16) - 1 };
    let mut rule = PathRule { access: access & known, parent: file as i32 };
    let mut result = LANDLOCK_ADD.run([ruleset as usize, 1, &rule as *const _ as usize, 0, 0]);
    if result == EINVAL {
        // A file has no rights of a folder.
        rule.access = access & known & FS_OF_FILES;
        result = LANDLOCK_ADD.run([ruleset as usize, 1, &rule as *const _ as usize, 0, 0]);
    }

    if result < 0 {
        fail(path, result);
    }
}

unsafe fn limit(resource: usize, value: u64, option: *const u8) {
    let wanted = Limit { soft: value, hard: value };
    let result = PRLIMIT.run([0, resource, &wanted as *const _ as usize, 0, 0]);
    if result < 0 {
        fail(option, result);
    }
}

unsafe fn filter() {
    const LENGTH: usize = 32 + 2 * REFUSED.len();
    let mut steps = [Step { code: RETURN, yes: 0, no: 0, value: ALLOW }; LENGTH];
    let mut used = 0;
    let mut add = |code, yes, no, value| {
        *(&raw mut steps as *mut Step).add(used) = Step { code, yes, no, value };
        used += 1;
    };

    add(LOAD, 0, 0, AT_MACHINE);
    add(EQUAL, 1, 0, MACHINE);
    add(RETURN, 0, 0, KILL_PROCESS);
    add(LOAD, 0, 0, AT_NUMBER);
    if cfg!(target_arch = "x86_64") {
        add(AT_LEAST, 0, 1, X32);
        add(RETURN, 0, 0, ERRNO | EPERM);
    }

    let mut i = 0;
    while i < REFUSED.len() {
        let number = (*REFUSED.as_ptr().add(i)).number();
        if number != NONE {
            add(EQUAL, 0, 1, number);
            add(RETURN, 0, 0, ERRNO | EPERM);
        }
        i += 1;
    }

    // Its flags lie in memory, where a filter cannot look; C libraries go back to clone when there is none.
    add(EQUAL, 0, 1, CLONE3.number());
    add(RETURN, 0, 0, ERRNO | ENOSYS);

    add(EQUAL, 0, 4, CLONE.number());
    add(LOAD, 0, 0, AT_FIRST);
    add(ANY_BIT, 0, 1, NAMESPACES);
    add(RETURN, 0, 0, ERRNO | EPERM);
    add(RETURN, 0, 0, ALLOW);

    // Limits of others; one's own have the number 0.
    add(EQUAL, 0, 4, PRLIMIT.number());
    add(LOAD, 0, 0, AT_FIRST);
    add(EQUAL, 1, 0, 0);
    add(RETURN, 0, 0, ERRNO | EPERM);
    add(RETURN, 0, 0, ALLOW);

    // A program may end itself.
    add(EQUAL, 0, 4, TGKILL.number());
    add(LOAD, 0, 0, AT_FIRST);
    add(EQUAL, 1, 0, GETPID.run([0; 5]) as u32);
    add(RETURN, 0, 0, ERRNO | EPERM);
    add(RETURN, 0, 0, ALLOW);
    add(RETURN, 0, 0, ALLOW);

    let program = Program { length: used as u16, steps: &raw const steps as *const Step };
    check(SECCOMP.run([1, 0, &program as *const _ as usize, 0, 0]), b"seccomp");
}

unsafe fn number(digits: *const u8) -> u64 {
    let mut value = 0u64;
    let mut i = 0;
    while (*digits.add(i)).is_ascii_digit() {
        value = value.wrapping_mul(10).wrapping_add((*digits.add(i) - b'0') as u64);
        i += 1;
    }

    if i == 0 || *digits.add(i) != 0 {
        fail(digits, 0);
    }

    value
}

unsafe fn starts(text: *const u8, word: &[u8]) -> bool {
    let mut i = 0;
    while i < word.len() {
        if *text.add(i) != *word.as_ptr().add(i) {
            return false;
        }
        i += 1;
    }

    true
}

unsafe fn same(text: *const u8, word: &[u8]) -> bool {
    starts(text, word) && *text.add(word.len()) == 0
}

/// Text that is either a literal of ours or ends with a zero.
trait Text {
    unsafe fn say(self);
}

impl<const N: usize> Text for &[u8; N] {
    unsafe fn say(self) {
        WRITE.run([2, self.as_ptr() as usize, N, 0, 0]);
    }
}

impl Text for *const u8 {
    unsafe fn say(self) {
        let mut length = 0;
        while core::ptr::read_volatile(self.add(length)) != 0 {
            length += 1;
        }

        WRITE.run([2, self as usize, length, 0, 0]);
    }
}

unsafe fn check(result: isize, what: impl Text) {
    if result < 0 {
        fail(what, result);
    }
}

unsafe fn fail(what: impl Text, error: isize) -> ! {
    b"jail: ".say();
    what.say();
    b": error ".say();
    let mut digits = [0u8; 5];
    let mut rest = -error;
    let mut at = 5;
    while at > 0 {
        at -= 1;
        *digits.as_mut_ptr().add(at) = b'0' + (rest % 10) as u8;
        rest /= 10;
    }

    digits.say();
    b"\n".say();
    leave(125)
}

unsafe fn leave(status: usize) -> ! {
    loop {
        EXIT.run([status, 0, 0, 0, 0]);
    }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    unsafe { leave(126) }
}

// What the compiler may call where a C library would have it. Volatile, or each would become a call of itself.
#[no_mangle]
unsafe extern "C" fn memset(to: *mut u8, value: i32, count: usize) -> *mut u8 {
    for i in 0..count {
        core::ptr::write_volatile(to.add(i), value as u8);
    }
    to
}

#[no_mangle]
unsafe extern "C" fn memcpy(to: *mut u8, from: *const u8, count: usize) -> *mut u8 {
    for i in 0..count {
        core::ptr::write_volatile(to.add(i), *from.add(i));
    }
    to
}
