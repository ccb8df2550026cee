//! Reading one mail must not end the run, whatever is in it.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Once, OnceLock};

use rayon::{ThreadPool, ThreadPoolBuilder};

thread_local! {
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Does some work; `None` where it panics. Nothing is printed of such a panic: whoever asks says what it was about.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !IS_GUARDED.get() {
                before(info);
            }
        }));
    });
    let outer = IS_GUARDED.replace(true);
    // Reading is pure: what it leaves behind half done is never seen.
    let done = panic::catch_unwind(AssertUnwindSafe(work)).ok();
    IS_GUARDED.set(outer);
    done
}

/// A stack with room for foreign code that calls itself for each level of what it reads.
const STACK: usize = 16 * 1024 * 1024;

/// Does some work on threads with a larger stack, where there can be such.
pub(super) fn on_large_stacks<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    static POOL: OnceLock<Option<ThreadPool>> = OnceLock::new();
    match POOL.get_or_init(|| ThreadPoolBuilder::new().stack_size(STACK).build().ok()) {
        Some(pool) => pool.install(work),
        None => work(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_caught_and_others_are_not_silenced() {
        assert_eq!(guarded(|| 1), Some(1));
        assert_eq!(guarded(|| -> u8 { panic!("hostile") }), None);
        assert!(!IS_GUARDED.get());
        assert_eq!(on_large_stacks(|| guarded(|| guarded(|| -> u8 { panic!("hostile") }).is_none())), Some(true));
    }

    #[test]
    fn stacks_are_large() {
        fn deep(level: usize) -> usize {
            let room = std::hint::black_box([level; 512]);
            if level == 0 { room[0] } else { 1 + deep(level - 1) + room[511] - level }
        }
        // Two kilobytes and more for each call: too much for a usual thread's two megabytes.
        assert_eq!(on_large_stacks(|| deep(2_000)), 2_000);
    }
}
