//! What `statt doctor` finds about accounts on IMAP servers: log-in, folders, IDLE, rights, clock.

use crate::adapters::imap::{Failure, Session, SpecialUse};
use crate::assistant::inboxes::Inbox;
use crate::assistant::mail_account::MailAccount;
use crate::assistant::sending::CopyTo;
use crate::cli::config::{accounts, send_settings};
use crate::cli::settings::Settings;
use crate::cli::views::words;

use super::doctor::Finding;
use super::doctor_clock;

/// What a folder is used for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Inbox,
    Copies,
    Drafts,
}

/// Examines every account of the config.
pub(super) fn examine(settings: &Settings, offline: bool) -> Vec<Finding> {
    let accounts = match accounts(&settings.config) {
        Ok(accounts) => accounts,
        Err(error) => return vec![Finding::error("imap", &error, "mend the section [imap.NAME]")],
    };
    accounts.iter().flat_map(|account| examine_one(account, settings, offline)).collect()
}

fn examine_one(account: &MailAccount, settings: &Settings, offline: bool) -> Vec<Finding> {
    let server = &account.account;
    let name = format!("imap:{}, {}:{}", server.name, server.host, server.port);
    if offline {
        return vec![Finding::ok("imap", format!("{name} (not called)"))];
    }
    let mut session = match account.dialer().connect() {
        Ok(session) => session,
        Err(failure) => return vec![failed(&name, &failure)],
    };
    let mut findings = vec![if session.can_idle() {
        Finding::ok("imap", format!("{name} lets {} in, and tells of new mail by itself (IDLE)", server.user))
    } else {
        let hint = "`statt watch` asks it twice a minute";
        Finding::warn("imap", format!("{name} lets {} in, but does not tell of new mail", server.user), hint)
    }];
    for (folder, used) in folders(account, settings) {
        findings.push(examine_folder(&mut session, account, &folder, used));
    }
    findings.extend(examine_clock(&mut session, account, settings));
    session.log_out();
    findings
}

/// Holds our clock against the server's, by the mails of the first folder in which there are some.
fn examine_clock(session: &mut Session, account: &MailAccount, settings: &Settings) -> Option<Finding> {
    folders(account, settings).iter().find_map(|(folder, _)| {
        let opened = session.examine(folder).ok().filter(|opened| opened.exists > 0)?;
        let clock = session.clock(opened.exists, settings.moment().to_utc()).ok().flatten()?;
        Some(doctor_clock::examine(&account.account.host, clock, settings))
    })
}

/// The folders of an account that statt uses by the config.
fn folders(account: &MailAccount, settings: &Settings) -> Vec<(String, Use)> {
    let is_here = |other: &MailAccount| other.account.name == account.account.name;
    let mut folders: Vec<(String, Use)> = Vec::new();
    for inbox in settings.inboxes(&[]).unwrap_or_default() {
        if let Inbox::Server(place) = inbox
            && is_here(&place.account)
        {
            folders.push((place.folder, Use::Inbox));
        }
    }
    if let Ok(sending) = send_settings(&settings.config)
        && let Some(CopyTo::Server(place)) = sending.copy_to()
        && is_here(&place.account)
    {
        folders.push((place.folder.clone(), Use::Copies));
    }
    folders.extend(account.drafts.clone().map(|drafts| (drafts, Use::Drafts)));
    folders
}

fn examine_folder(session: &mut Session, account: &MailAccount, folder: &str, used: Use) -> Finding {
    let place = format!("imap:{}/{folder}", account.account.name);
    let opened = match session.examine(folder) {
        Ok(opened) => opened,
        Err(Failure::Refused { .. }) => return missing(session, &place, used),
        Err(failure) => return failed(&place, &failure),
    };
    let mails = words::count(opened.exists as usize, "mail");
    match used {
        Use::Inbox => Finding::ok("inbox", format!("{place}, {mails}")),
        Use::Copies => may_write(session, folder, "copies", format!("{place} gets copies of what is sent")),
        Use::Drafts => may_write(session, folder, "drafts", format!("{place} shows drafts to your mail program")),
    }
}

fn may_write(session: &mut Session, folder: &str, part: &'static str, good: String) -> Finding {
    match session.may_write(folder) {
        Ok(true) => Finding::ok(part, good),
        Ok(false) => Finding::fail(part, format!("nothing may be put into the folder `{folder}`"), "name another"),
        Err(failure) => failed(folder, &failure),
    }
}

fn missing(session: &mut Session, place: &str, used: Use) -> Finding {
    let (part, special) = match used {
        Use::Inbox => ("inbox", None),
        Use::Copies => ("copies", Some(SpecialUse::Sent)),
        Use::Drafts => ("drafts", Some(SpecialUse::Drafts)),
    };
    let folders = session.folders().unwrap_or_default();
    let meant = folders.iter().find(|folder| special.is_some() && folder.special_use == special);
    let names: Vec<&str> = folders.iter().take(20).map(|folder| folder.name.as_str()).collect();
    let hint = meant.map_or_else(
        || format!("there are {}", names.join(", ")),
        |folder| format!("this server keeps them in `{}`", folder.name),
    );
    if used == Use::Inbox {
        return Finding::fail(part, format!("{place} is not there"), &hint);
    }
    Finding::warn(part, format!("{place} is not there; it is made when it is needed"), &hint)
}

fn failed(place: &str, failure: &Failure) -> Finding {
    let hint = failure.hint().unwrap_or("check host, port and tls in [imap.NAME]");
    Finding::fail("imap", format!("{place}: {failure}"), hint)
}
