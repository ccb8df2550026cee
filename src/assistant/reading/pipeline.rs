//! Work on all cores whose results are handed on in order, with little of it in memory at a time.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Builder};

/// A stack with room for foreign code that calls itself for each level of what it reads.
const STACK: usize = 16 * 1024 * 1024;

/// So many items are taken at once: taking one is so quick that the cores would stand in each other's way.
const PORTION: usize = 16;

/// So many octets of items are taken at once; of what is larger, one item at a time is worked on.
const HEAVY: usize = 256 * 1024;

/// So many portions may be done before their turn.
const AHEAD: usize = 8;

/// Works on all items and hands on the results in the order of the items. `weight` is what an item holds in memory.
pub(super) fn in_order<I, T: Send>(
    items: impl Iterator<Item = I> + Send,
    weight: impl Fn(&I) -> usize + Sync,
    work: impl Fn(I) -> T + Sync,
    mut each: impl FnMut(T),
) {
    let source = Mutex::new((0, items));
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let desk = Desk::default();
    thread::scope(|scope| {
        let mut workers = 0;
        for _ in 0..cores {
            desk.lock().workers += 1;
            let work = || desk.fill(&source, &weight, &work);
            let started = Builder::new().stack_size(STACK).spawn_scoped(scope, work);
            match started {
                Ok(_) => workers += 1,
                Err(_) => desk.lock().workers -= 1,
            }
        }
        if workers == 0 {
            // A machine without threads: slowly, but all of it.
            let mut source = source.lock().unwrap_or_else(PoisonError::into_inner);
            source.1.by_ref().map(&work).for_each(each);
            return;
        }
        let _end = End(&desk);
        while let Some(portion) = desk.next() {
            portion.into_iter().for_each(&mut each);
        }
    });
}

/// Where done work waits for its turn.
struct Desk<T> {
    state: Mutex<State<T>>,
    /// Something was done, or a worker has gone.
    done: Condvar,
    /// Something was taken away.
    taken: Condvar,
}

struct State<T> {
    waiting: BTreeMap<usize, Vec<T>>,
    next: usize,
    workers: usize,
    is_over: bool,
}

impl<T> Default for Desk<T> {
    fn default() -> Self {
        let state = State { waiting: BTreeMap::new(), next: 0, workers: 0, is_over: false };
        Self { state: Mutex::new(state), done: Condvar::new(), taken: Condvar::new() }
    }
}

impl<T> Desk<T> {
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A worker's life.
    fn fill<I>(
        &self,
        source: &Mutex<(usize, impl Iterator<Item = I>)>,
        weight: impl Fn(&I) -> usize,
        work: impl Fn(I) -> T,
    ) {
        let _gone = Gone(self);
        loop {
            let mut taking = source.lock().unwrap_or_else(PoisonError::into_inner);
            let (mut items, mut held) = (Vec::with_capacity(PORTION), 0);
            while items.len() < PORTION
                && held < HEAVY
                && let Some(item) = taking.1.next()
            {
                held += weight(&item);
                items.push(item);
            }
            if items.is_empty() {
                return;
            }
            let number = taking.0;
            taking.0 += 1;
            // Whoever works on something large lets nobody take more.
            let alone = (held >= HEAVY).then_some(taking);
            let results: Vec<T> = items.into_iter().map(&work).collect();
            drop(alone);
            let mut state = self.lock();
            while number >= state.next + AHEAD && !state.is_over {
                state = self.taken.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
            if state.is_over {
                return;
            }
            state.waiting.insert(number, results);
            drop(state);
            self.done.notify_one();
        }
    }

    /// The next portion; none where nobody works any more.
    fn next(&self) -> Option<Vec<T>> {
        let mut state = self.lock();
        loop {
            let next = state.next;
            if let Some(portion) = state.waiting.remove(&next) {
                state.next += 1;
                drop(state);
                self.taken.notify_all();
                return Some(portion);
            }
            if state.workers == 0 || state.is_over {
                return None;
            }
            state = self.done.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// A worker that goes says so; after a panic, whose portion never comes, all go.
struct Gone<'a, T>(&'a Desk<T>);

impl<T> Drop for Gone<'_, T> {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.workers -= 1;
        state.is_over |= thread::panicking();
        drop(state);
        self.0.done.notify_one();
        self.0.taken.notify_all();
    }
}

/// When nobody takes results any more, also by a panic, nobody waits for that.
struct End<'a, T>(&'a Desk<T>);

impl<T> Drop for End<'_, T> {
    fn drop(&mut self) {
        self.0.lock().is_over = true;
        self.0.taken.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn squares(count: usize, weight: usize) -> Vec<usize> {
        let mut all = Vec::new();
        in_order(
            0..count,
            |_| weight,
            |item| {
                if item % 7 == 0 {
                    thread::sleep(std::time::Duration::from_micros(300));
                }
                item * item
            },
            |square| all.push(square),
        );
        all
    }

    #[test]
    fn results_come_in_order_and_all_of_them() {
        for (count, weight) in [(0, 0), (1, 0), (15, 0), (1_000, 0), (300, HEAVY / 3), (100, 2 * HEAVY)] {
            assert_eq!(squares(count, weight), (0..count).map(|item| item * item).collect::<Vec<_>>(), "{count}");
        }
    }

    #[test]
    fn stacks_are_large() {
        fn deep(level: usize) -> usize {
            let room = std::hint::black_box([level; 512]);
            if level == 0 { room[0] } else { 1 + deep(level - 1) + room[511] - level }
        }
        // Two kilobytes and more for each call: too much for a usual thread's two megabytes.
        in_order(std::iter::once(2_000), |_| 0, deep, |depth| assert_eq!(depth, 2_000));
    }

    #[test]
    fn little_is_done_ahead_of_a_slow_reader() {
        let done = AtomicUsize::new(0);
        let mut seen = 0;
        in_order(
            0..10_000,
            |_| 0,
            |_| done.fetch_add(1, Ordering::SeqCst),
            |_| {
                seen += 1;
                if seen == 100 {
                    thread::sleep(std::time::Duration::from_millis(50));
                    let cores = thread::available_parallelism().map_or(1, NonZero::get);
                    assert!(done.load(Ordering::SeqCst) <= 100 + (AHEAD + cores + 1) * PORTION);
                }
            },
        );
        assert_eq!(seen, 10_000);
    }

    #[test]
    fn what_is_heavy_is_worked_on_alone() {
        let (at_work, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = |_| {
            most.fetch_max(at_work.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            thread::sleep(std::time::Duration::from_millis(1));
            at_work.fetch_sub(1, Ordering::SeqCst);
        };
        in_order(0..30, |_| HEAVY, work, drop);
        assert_eq!(most.load(Ordering::SeqCst), 1);
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn work_that_panics_keeps_nobody_waiting() {
        in_order(0..100_000, |_| 0, |item| assert!(item != 500, "hostile"), drop);
    }

    #[test]
    #[should_panic(expected = "enough")]
    fn a_reader_that_gives_up_keeps_nobody_waiting() {
        in_order(0..100_000, |_| 0, |item| item, |item| assert!(item < 500, "enough"));
    }
}
