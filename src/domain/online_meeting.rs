//! Links to online meetings: who offers them, and how to find one in a text.

/// An online meeting service and what its links look like.
struct Service {
    /// The end of the host name; empty for services that run on any host.
    host: &'static str,
    /// What the rest of the link must hold, in lower case.
    path: &'static str,
}

/// The links people join meetings by. Services on hosts of their own are known by their paths.
#[rustfmt::skip]
const SERVICES: [Service; 33] = [
    Service { host: "teams.microsoft.com", path: "/l/meetup-join/" },
    Service { host: "teams.microsoft.com", path: "/meet/" },
    Service { host: "teams.live.com", path: "/meet/" },
    Service { host: "teams.microsoft.us", path: "/l/meetup-join/" },
    Service { host: "meet.lync.com", path: "/" },
    Service { host: "join.skype.com", path: "/" },
    Service { host: "zoom.us", path: "/j/" },
    Service { host: "zoom.us", path: "/my/" },
    Service { host: "zoom.us", path: "/s/" },
    Service { host: "zoom.us", path: "/w/" },
    Service { host: "zoom-x.de", path: "/j/" },
    Service { host: "zoomgov.com", path: "/j/" },
    Service { host: "meet.google.com", path: "/" },
    Service { host: "hangouts.google.com", path: "/hangouts/" },
    Service { host: "webex.com", path: "/meet/" },
    Service { host: "webex.com", path: "/join/" },
    Service { host: "webex.com", path: "/j.php" },
    Service { host: "webex.com", path: "/wbxmjs/" },
    Service { host: "webex.com", path: "meeting" },
    Service { host: "gotomeeting.com", path: "/" },
    Service { host: "goto.com", path: "/" },
    Service { host: "gotomeet.me", path: "/" },
    Service { host: "whereby.com", path: "/" },
    Service { host: "bluejeans.com", path: "/" },
    Service { host: "meet.jit.si", path: "/" },
    Service { host: "8x8.vc", path: "/" },
    Service { host: "conf.dfn.de", path: "/" },
    Service { host: "alfaview.com", path: "/" },
    Service { host: "app.gather.town", path: "/" },
    Service { host: "discord.gg", path: "/" },
    Service { host: "facetime.apple.com", path: "/join" },
    Service { host: "chime.aws", path: "/" },
    Service { host: "meet.zoho.", path: "/" },
];

/// Beginnings of host names under which people run Jitsi, `BigBlueButton` and the like themselves.
const OWN_HOSTS: [&str; 9] =
    ["meet.", "meeting.", "jitsi.", "bbb.", "greenlight.", "konferenz.", "konferenzen.", "videokonferenz.", "conf."];

/// Pieces of paths that only rooms of such programs have.
const ROOM_PATHS: [&str; 4] = ["/bigbluebutton/", "/html5client/", "/index.php/call/", "/call/"];

/// Where a mail program's link checker hides the link that was meant.
const REDIRECTORS: [(&str, &str); 3] =
    [("safelinks.protection.outlook.com", "url="), ("www.google.com/url", "q="), ("urldefense.com", "__")];

/// Whether this is the link of an online meeting.
#[must_use]
pub fn is_meeting_link(link: &str) -> bool {
    let link = unwrapped(link);
    let Some((host, path)) = host_and_path(&link) else { return false };
    let known = SERVICES.iter().any(|service| {
        let host_fits = if service.host.ends_with('.') {
            host.starts_with(service.host)
        } else {
            host == service.host || host.strip_suffix(service.host).is_some_and(|rest| rest.ends_with('.'))
        };
        host_fits && path.contains(service.path) && path.len() > service.path.len() && !is_help(&path)
    });
    known || is_own_room(&host, &path)
}

/// The first link of an online meeting in a text.
#[must_use]
pub fn meeting_link(text: &str) -> Option<String> {
    links(text).find(|link| is_meeting_link(link)).map(|link| unwrapped(&link))
}

/// All links in a text, in order, without the punctuation around them.
pub fn links(text: &str) -> impl Iterator<Item = String> + '_ {
    let starts = text.match_indices("://").filter_map(move |(at, _)| {
        let before = &text[..at];
        ["https", "http"].iter().find_map(|scheme| {
            let start = at.checked_sub(scheme.len())?;
            before.get(start..)?.eq_ignore_ascii_case(scheme).then_some(start)
        })
    });
    starts.take(MAX_LINKS).map(move |start| {
        let end = text[start..].char_indices().take(MAX_LINK).find(|(_, c)| ends_link(*c)).map(|(at, _)| at);
        let link = match end {
            Some(end) => &text[start..start + end],
            None => {
                text[start..].char_indices().nth(MAX_LINK).map_or(&text[start..], |(at, _)| &text[start..start + at])
            }
        };
        link.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '\'']).to_owned()
    })
}

/// Links longer than this are cut.
const MAX_LINK: usize = 2048;
/// More links than this are not looked at.
const MAX_LINKS: usize = 500;

fn ends_link(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '<' | '>' | '"' | '[' | ']' | '(' | ')' | '{' | '}' | '|' | '“' | '”' | '„')
}

/// Host and the rest of a link, in lower case.
fn host_and_path(link: &str) -> Option<(String, String)> {
    let (scheme, rest) = link.split_once("://")?;
    if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
        return None;
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let authority = rest[..end].rsplit('@').next()?;
    let host = authority.split(':').next()?.to_lowercase();
    host.contains('.').then(|| (host, rest[end..].to_lowercase()))
}

/// Pages about meetings that are no meetings: settings, dial-in numbers, help.
fn is_help(path: &str) -> bool {
    ["meetingoptions", "/dialin", "/tel/", "/zoomconference", "/support", "/hc/", "/docs", "/download", "/answer"]
        .iter()
        .any(|page| path.contains(page))
        || path.starts_with("/usp/")
}

fn is_own_room(host: &str, path: &str) -> bool {
    if is_help(path) {
        return false;
    }
    let room = path.trim_matches('/');
    let on_own_host = OWN_HOSTS.iter().any(|start| host.starts_with(start)) && !room.is_empty() && !room.contains('.');
    let has_room_path = ROOM_PATHS.iter().any(|piece| path.find(piece).is_some_and(|at| path.len() > at + piece.len()));
    on_own_host || has_room_path || path.contains("/b/") && is_greenlight_room(room)
}

/// Greenlight, the usual door to `BigBlueButton`, names rooms like `jan-x2k-9fe`.
fn is_greenlight_room(room: &str) -> bool {
    let name = room.rsplit('/').next().unwrap_or("");
    let pieces: Vec<&str> = name.split('-').collect();
    pieces.len() >= 3 && pieces.iter().all(|piece| piece.len() == 3 && piece.bytes().all(|c| c.is_ascii_alphanumeric()))
}

/// The link itself, freed from a link checker's redirection.
#[must_use]
pub fn unwrapped(link: &str) -> String {
    for (host, key) in REDIRECTORS {
        if link.to_lowercase().contains(host)
            && let Some(at) = link.find(key)
        {
            let inner = link[at + key.len()..].split(['&', ';']).next().unwrap_or("").trim_end_matches("__");
            let inner = percent_encoding::percent_decode_str(inner).decode_utf8_lossy();
            if inner.starts_with("http") {
                return inner.into_owned();
            }
        }
    }
    link.to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn meetings_are_told_from_other_links() {
        let meetings = [
            "https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0?context=%7b%22Tid%22%7d",
            "https://teams.microsoft.com/meet/2345678901234?p=AbC",
            "https://us02web.zoom.us/j/81234567890?pwd=abc",
            "https://firma.zoom-x.de/j/61234567890",
            "https://meet.google.com/abc-defg-hij",
            "https://firma.webex.com/firma-de/j.php?MTID=m123",
            "https://firma.my.webex.com/meet/jana.weber",
            "https://meet.jit.si/Jour-fixe",
            "https://meet.firma.example/Teamrunde",
            "https://bbb.uni.example/b/jan-x2k-9fe",
            "https://lernen.uni.example/b/jan-x2k-9fe-abc",
            "https://cloud.verein.example/index.php/call/x7k2mnop",
            "https://whereby.com/agentur",
            "HTTPS://GLOBAL.GOTOMEETING.COM/join/123456789",
        ];
        for link in meetings {
            assert!(is_meeting_link(link), "{link}");
        }
        let others = [
            "https://www.example.org/agenda.pdf",
            "https://teams.microsoft.com/meetingOptions/?organizerId=1",
            "https://aka.ms/JoinTeamsMeeting",
            "https://us02web.zoom.us/u/kabc",
            "https://support.google.com/a/users/answer/9282720",
            "https://shop.example/b/buecher",
            "https://meet.google.com/",
            "mailto:a@b.example",
        ];
        for link in others {
            assert!(!is_meeting_link(link), "{link}");
        }
    }

    #[test]
    fn links_are_found_in_running_text() {
        let cases = [
            ("Bitte hier einwählen (https://meet.jit.si/Runde).", Some("https://meet.jit.si/Runde")),
            ("Agenda: https://example.org/a, Raum: <https://zoom.us/j/123>", Some("https://zoom.us/j/123")),
            (
                "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fzoom.us%2Fj%2F42&data=05",
                Some("https://zoom.us/j/42"),
            ),
            ("http:// https://", None),
        ];
        for (text, expected) in cases {
            assert_eq!(meeting_link(text).as_deref(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(https?://|ü|[a-z./?&%=@:-]|safelinks.protection.outlook.com|url=|%zz|%c3){0,40}") {
            let _ = meeting_link(&text);
        }
    }
}
