//! Sending beside the desk: a thread with an outbox of its own, and news of it.

use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::thread;

use chrono_tz::Tz;

use super::desk::Clock;
use super::message::{Message, Progress};
use crate::adapters::outbox::Outbox;
use crate::assistant::sending::{SendEvent, SendOptions, SendReport, SendSettings, send_approved};
use crate::cli::moments::Moments;
use crate::cli::views::outbox_words::why_waiting;
use crate::domain::draft::Status;

/// Whoever waits for the end hears of it, also where the thread is lost.
struct News {
    to: Sender<Message>,
    is_over: bool,
}

impl News {
    fn tell(&self, news: Progress) {
        // Nobody listens any more once the desk is closed.
        let _ = self.to.send(Message::Sending(news));
    }

    fn end(mut self, words: Vec<String>) {
        self.is_over = true;
        self.tell(Progress::End(words));
    }
}

impl Drop for News {
    fn drop(&mut self) {
        if !self.is_over {
            self.tell(Progress::End(vec!["sending ended unexpectedly; `statt list` shows what is out".to_owned()]));
        }
    }
}

/// Sends what is approved and due.
pub(super) fn start(outbox: PathBuf, settings: SendSettings, zone: Tz, clock: Clock, to: Sender<Message>) {
    thread::spawn(move || {
        let news = News { to, is_over: false };
        let report = Outbox::open(&outbox).and_then(|mut outbox| {
            send_approved(&mut outbox, &settings, &SendOptions::default(), &|| clock(), &mut |event| {
                news.tell(match event {
                    SendEvent::Begin(total) => Progress::Begin(total),
                    SendEvent::Warning(text) => Progress::Warning(text),
                    SendEvent::Done(outcome) => {
                        let said: Vec<&str> =
                            [&outcome.smtp, &outcome.error].into_iter().flatten().map(String::as_str).collect();
                        Progress::Mail(outcome.id, outcome.status, said.join("; "))
                    }
                });
            })
        });
        news.end(match report {
            Ok(report) => in_words(&report, Moments::named(clock().with_timezone(&zone))),
            Err(error) => vec![error.to_string()],
        });
    });
}

fn in_words(report: &SendReport, moments: Moments) -> Vec<String> {
    let mut words: Vec<String> = report
        .waiting
        .iter()
        .map(|(id, reason)| format!("mail {id} waits: {}", why_waiting(reason, moments)))
        .collect();
    if report.outcomes.iter().any(|outcome| outcome.status == Status::Uncertain) {
        words.push(
            "A mail is uncertain: the server may have it. Look into your Sent folder, then o on that mail settles it."
                .to_owned(),
        );
    }
    if let Some(stopped) = &report.stopped {
        words.push(stopped.reason.clone());
        words
            .push(stopped.hint.clone().unwrap_or_else(|| "what was not sent stays approved; s tries again".to_owned()));
    }
    words
}
