//! Makes large inboxes: ordinary office mail, from a seed and from the project's own examples.

use std::fmt::Write as _;
use std::path::Path;

/// Another run meets the same inbox.
const SEED: u64 = 20_261_123;

/// Numbers that are the same in each run (Steele and others' splitmix).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[usize::try_from(self.roll(choices.len() as u64)).unwrap()]
    }
}

/// A Maildir of ordinary mail: one in fifty is an invite, one in fifty asks in words.
pub fn make_inbox(inbox: &Path, mails: u32) -> u64 {
    for part in ["new", "cur", "tmp"] {
        std::fs::create_dir_all(inbox.join(part)).unwrap();
    }
    let invites = example_invites();
    let mut octets = 0;
    let mut dice = Dice(SEED);
    for number in 0..mails {
        let mail = match dice.roll(100) {
            0..2 => {
                let invite = &invites[usize::try_from(dice.roll(invites.len() as u64)).unwrap()];
                from_many(invite, number)
                    .replace("UID:", &format!("UID:{number}-"))
                    .replace("Message-ID: <", &format!("Message-ID: <{number}-"))
            }
            2..4 => plain(
                number,
                &mut dice,
                "könnten wir uns am Donnerstag um 14 Uhr kurz zusammensetzen? Passt Ihnen das?",
            ),
            4..50 => plain(
                number,
                &mut dice,
                "anbei wie besprochen die Unterlagen. Bitte geben Sie uns bis Freitag Bescheid.",
            ),
            50..75 => newsletter(number, &mut dice),
            _ => attachment(number, &mut dice),
        };
        octets += mail.len() as u64;
        std::fs::write(inbox.join("new").join(format!("1764000000.{number:06}.bench")), mail).unwrap();
    }
    octets
}

fn example_invites() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/inbox");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .iter()
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .filter(|mail| mail.contains("METHOD:REQUEST"))
        .collect()
}

/// The same invite from another person: one sender gets so many drafts a day and no more.
fn from_many(invite: &str, number: u32) -> String {
    let from = invite.lines().find_map(|line| line.strip_prefix("From: ")).unwrap();
    let name = from.split_once('<').unwrap().1.split_once('@').unwrap().0;
    invite.replace(&format!("{name}@"), &format!("{name}{}@", number % 400))
}

fn head(number: u32, dice: &mut Dice) -> String {
    let who = dice.pick(&["Anna Kern", "Jörg Vogt", "Sabine Lang", "Max Müller", "Petra Auer", "Rechnungsstelle"]);
    let topic =
        dice.pick(&["Angebot", "Rechnung 4711", "Rückfrage zum Entwurf", "Korrekturen", "Druckdaten", "Urlaub"]);
    format!(
        "Return-Path: <k{number}@kunde.example>\r\nDelivered-To: jana@agentur.example\r\nReceived: from mx.kunde.example \
         by mx.agentur.example with ESMTPS id {number:08x}\r\n for <jana@agentur.example>; Mon, 23 Nov 2026 08:00:00 +0100\r\n\
         From: =?UTF-8?Q?{}?= <k{number}@kunde.example>\r\nTo: Jana Weber <jana@agentur.example>\r\nSubject: {}\r\n\
         Date: Sun, 22 Nov 2026 10:00:00 +0100\r\nMessage-ID: <{number}@kunde.example>\r\nMIME-Version: 1.0\r\n",
        who.replace('ö', "=C3=B6").replace('ü', "=C3=BC").replace(' ', "_"),
        topic.replace('ü', "ue")
    )
}

fn words(dice: &mut Dice, lines: u64) -> String {
    let mut text = String::new();
    for _ in 0..lines {
        for _ in 0..9 {
            text.push_str(dice.pick(&[
                "und",
                "Entwurf",
                "wir",
                "haben",
                "Farbe",
                "Seite",
                "Korrektur",
                "noch",
                "bitte",
                "Größe",
            ]));
            text.push(' ');
        }
        text.push_str("\r\n");
    }
    text
}

fn plain(number: u32, dice: &mut Dice, sentence: &str) -> String {
    let lines = 5 + dice.roll(40);
    format!(
        "{}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGuten Tag Frau Weber,\r\n\r\n\
         {sentence}\r\n\r\n{}\r\nMit freundlichen Grüßen\r\nAnna Kern\r\n",
        head(number, dice),
        words(dice, lines)
    )
}

fn newsletter(number: u32, dice: &mut Dice) -> String {
    let mut html = String::new();
    for row in 0..150 + dice.roll(200) {
        let _ = write!(
            html,
            "<tr><td style=3D\"color:#{row:06x}\">{}</td></tr>=\r\n",
            dice.pick(&["Neu", "Sale", "Jetzt"])
        );
    }
    format!(
        "{}List-Unsubscribe: <https://kunde.example/{number}>\r\nContent-Type: multipart/alternative; boundary=b{number}\r\n\r\n\
         --b{number}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nUnsere Angebote der Woche.\r\n{}--b{number}\r\n\
         Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<table>{html}</table>\r\n\
         --b{number}--\r\n",
        head(number, dice),
        words(dice, 20)
    )
}

fn attachment(number: u32, dice: &mut Dice) -> String {
    let lines = usize::try_from(200 + dice.roll(1200)).unwrap();
    let line = "JVBERi0xLjcKJeLjz9MKMSAwIG9iago8PC9UeXBlL0NhdGFsb2cvUGFnZXMgMiAwIFI+PgplbmRv\r\n";
    format!(
        "{}Content-Type: multipart/mixed; boundary=b{number}\r\n\r\n--b{number}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
         Guten Tag,\r\n\r\nanbei die Druckdaten.\r\n{}\r\n--b{number}\r\nContent-Type: application/pdf; name=a.pdf\r\n\
         Content-Disposition: attachment; filename=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n{}--b{number}--\r\n",
        head(number, dice),
        words(dice, 10),
        line.repeat(lines)
    )
}
