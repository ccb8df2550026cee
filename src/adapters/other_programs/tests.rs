//! What each program's files say, as one line each.

use std::path::Path;

use super::*;
use crate::domain::address::EmailAddress;
use crate::domain::setup::MailServer;

/// An account on one line: only what is known.
fn line(account: &KnownAccount) -> String {
    let server = |server: &MailServer| {
        let user = server.user.as_deref().map_or(String::new(), |user| format!("{user} at "));
        let command = server.password_command.as_deref().map_or(String::new(), |command| format!(" `{command}`"));
        format!("{user}{}:{} {}{command}", server.host, server.port, server.protection.name())
    };
    let paths = |paths: &[PathBuf]| paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(" ");
    let parts = [
        ("", account.name.clone()),
        ("", Some(account.addresses.iter().map(EmailAddress::lower).collect::<Vec<_>>().join(" "))),
        ("smtp ", account.smtp.as_ref().map(server)),
        ("imap ", account.imap.as_ref().map(server)),
        ("inbox ", Some(paths(&account.inboxes))),
        ("sent ", account.sent.as_ref().map(|path| path.display().to_string())),
        ("", account.preferred.then(|| "preferred".to_owned())),
    ];
    let known = parts.into_iter().filter_map(|(label, value)| Some((label, value.filter(|value| !value.is_empty())?)));
    known.map(|(label, value)| format!("{label}{value}")).collect::<Vec<_>>().join("; ")
}

fn lines(accounts: &[KnownAccount]) -> Vec<String> {
    accounts.iter().map(line).collect()
}

fn home() -> Places {
    Places::of_home(Path::new("/h"))
}

#[test]
fn mutt() {
    let sourced = |name: &str| match name {
        "~/.mutt/account" => Some("set realname = \"Jana Weber\"\nsource ~/.mutt/account".to_owned()),
        other => panic!("{other} is no file"),
    };
    let cases = [
        (
            "set from='jana@agentur.example'\nset folder=~/Mail\nset spoolfile=+INBOX record=+Sent\nsource ~/.mutt/account\n\
             source \"gpg -dq ~/.mutt/secret.gpg |\"\nsource `echo x`\nalternates ^info@agentur\\.example$ 'jw@.*'\n",
            "Jana Weber; jana@agentur.example info@agentur.example; inbox /h/Mail/INBOX; sent /h/Mail/Sent; preferred",
        ),
        (
            "set my_user=jana@agentur.example\nset folder='imaps://imap.agentur.example/' spoolfile=+INBOX\nset imap_user=$my_user \
             imap_pass=\"`pass mail`\"\nset smtp_url=\"smtp://$my_user@smtp.agentur.example\" smtp_pass='geheim'\n",
            "smtp jana@agentur.example at smtp.agentur.example:587 starttls; \
             imap jana@agentur.example at imap.agentur.example:993 tls `pass mail`; preferred",
        ),
        (
            "my_hdr From: Jana Weber <jana@agentur.example>\nmailboxes =work/Inbox =work/Lists\nset spoolfile=/var/mail/jana",
            "Jana Weber; jana@agentur.example; inbox /var/mail/jana /h/Mail/work/Inbox; preferred",
        ),
        ("set", "preferred"),
    ];
    for (text, expected) in cases {
        let mut settings = mutt::Settings::default();
        settings.read(text, 4, &mut |name| sourced(name));
        assert_eq!(line(&settings.account(&home())), expected, "{text}");
    }
}

#[test]
fn aerc() {
    let text = "[Work]\nsource = maildir://~/Mail/work\ndefault = Eingang\noutgoing = smtps+plain://jana%40agentur.example:geheim@smtp.agentur.example\n\
                outgoing-cred-cmd = pass work\nfrom = Jana Weber <jana@agentur.example>\naliases = Info <info@agentur.example>, *@agentur.example\n\
                copy-to = Sent\n\n[Home]\nsource = imaps://jana%40gmx.de@imap.gmx.net\nsource-cred-cmd = pass gmx\noutgoing = /usr/sbin/sendmail\n\
                from = jana@gmx.de\n";
    let expected = [
        "Jana Weber; jana@agentur.example info@agentur.example; \
         smtp jana@agentur.example at smtp.agentur.example:465 tls `pass work`; \
         inbox /h/Mail/work/Eingang /h/Mail/work/INBOX /h/Mail/work/Inbox /h/Mail/work; sent /h/Mail/work/Sent; preferred",
        "jana@gmx.de; imap jana@gmx.de at imap.gmx.net:993 tls `pass gmx`",
    ];
    assert_eq!(lines(&aerc::accounts(text, &home())), expected);
}

#[test]
fn himalaya() {
    let cases = [
        (
            "[accounts.work]\ndefault = true\nemail = \"jana@agentur.example\"\ndisplay-name = \"Jana Weber\"\nbackend.type = \"maildir\"\n\
             backend.root-dir = \"~/Mail\"\nfolder.aliases.sent = \"Sent\"\nmessage.send.backend.type = \"smtp\"\n\
             message.send.backend.host = \"smtp.agentur.example\"\nmessage.send.backend.port = 465\n\
             message.send.backend.encryption.type = \"tls\"\nmessage.send.backend.login = \"jana\"\n\
             message.send.backend.auth.type = \"password\"\nmessage.send.backend.auth.cmd = \"pass work\"\n",
            "Jana Weber; jana@agentur.example; smtp jana at smtp.agentur.example:465 tls `pass work`; \
             inbox /h/Mail/INBOX /h/Mail; sent /h/Mail/Sent; preferred",
        ),
        (
            "display-name = \"Jana Weber\"\n[work]\nemail = \"jana@agentur.example\"\nbackend = \"imap\"\nimap-host = \"imap.agentur.example\"\n\
             imap-port = 143\nimap-starttls = true\nimap-login = \"jana\"\nimap-auth = \"passwd\"\nimap-passwd.raw = \"geheim\"\n",
            "Jana Weber; jana@agentur.example; imap jana at imap.agentur.example:143 starttls",
        ),
        (
            "[accounts.a]\nemail = \"a@x.example\"\nbackend.type = \"imap\"\nbackend.host = \"imap.x.example\"\n\
             backend.encryption = \"tls\"\nbackend.passwd.cmd = [\"pass\", \"my mail\"]\n",
            "a@x.example; imap imap.x.example:993 tls `pass 'my mail'`",
        ),
        ("[accounts.a]\nemail = 3\nbackend = 7\nsmtp.port = -1\n", ""),
    ];
    for (text, expected) in cases {
        let accounts = himalaya::accounts(&text.parse().unwrap(), &home());
        assert_eq!(lines(&accounts).join(" | "), expected, "{text}");
    }
}

#[test]
fn msmtp() {
    let cases: [(&str, &[&str]); 4] = [
        (
            "defaults\ntls on\nauth on\n\naccount work\nhost smtp.agentur.example\nfrom jana@agentur.example\nuser jana\n\
             passwordeval \"pass show mail\"\n\naccount home : work\nhost mail.gmx.net\nport 465\ntls_starttls off\nfrom jana@gmx.de\n\
             password geheim\n\naccount default : home\n",
            &[
                "jana@agentur.example; smtp jana at smtp.agentur.example:587 starttls `pass show mail`",
                "jana@gmx.de; smtp jana at mail.gmx.net:465 tls `pass show mail`; preferred",
            ],
        ),
        ("host localhost\nport 2525\n", &["smtp localhost:2525 starttls; preferred"]),
        (
            "account default\nhost localhost\nport 2525\ntls off\nauth off\nuser x\n",
            &["smtp localhost:2525 none; preferred"],
        ),
        ("account default\nhost\naccount\n\n:", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(lines(&msmtp::accounts(text)), expected, "{text}");
    }
}

#[test]
fn mbsync() {
    let text = "IMAPAccount work\nHost imap.agentur.example\nUser jana@agentur.example\nPassCmd \"+pass work\"\nTLSType IMAPS\n\n\
                IMAPStore work-remote\nAccount work\n\nMaildirStore work-local\nPath ~/Mail/\nInbox ~/Mail/Inbox\n\n\
                MaildirStore other\nPath ~/Other/\n";
    let expected = "jana@agentur.example; imap jana@agentur.example at imap.agentur.example:993 tls `pass work`; \
                    inbox /h/Mail/Inbox /h/Other/INBOX";
    assert_eq!(line(&mbsync::account(text, &home())), expected);
    assert_eq!(line(&mbsync::account("Host\n\n\nPort x", &home())), "");
}

#[test]
fn thunderbird() {
    let profiles = [
        (
            "[Install4F96]\nDefault=Profiles/used.default\n[Profile0]\nPath=Profiles/old\nDefault=1",
            Some("Profiles/used.default"),
        ),
        ("[Profile1]\nPath=b\n[Profile0]\nPath=a\nDefault=1", Some("a")),
        ("[Profile0]\nPath=only", Some("only")),
        ("[General]", None),
    ];
    for (text, expected) in profiles {
        assert_eq!(thunderbird::profile(text).as_deref(), expected, "{text}");
    }
    let text = r#"
// Mozilla User Preferences
user_pref("mail.accountmanager.accounts", "account1,account2,account3");
user_pref("mail.accountmanager.defaultaccount", "account2");
user_pref("mail.account.account1.server", "server1");
user_pref("mail.server.server1.type", "none");
user_pref("mail.server.server1.directory-rel", "[ProfD]Mail/Local Folders");
user_pref("mail.account.account2.server", "server2");
user_pref("mail.account.account2.identities", "id1,id2");
user_pref("mail.identity.id1.fullName", "Jana \"JW\" Weber");
user_pref("mail.identity.id1.useremail", "jana@agentur.example");
user_pref("mail.identity.id2.useremail", "info@agentur.example");
user_pref("mail.identity.id1.smtpServer", "smtp1");
user_pref("mail.smtpserver.smtp1.hostname", "smtp.agentur.example");
user_pref("mail.smtpserver.smtp1.port", 465);
user_pref("mail.smtpserver.smtp1.try_ssl", 3);
user_pref("mail.smtpserver.smtp1.username", "jana");
user_pref("mail.server.server2.type", "imap");
user_pref("mail.server.server2.hostname", "imap.agentur.example");
user_pref("mail.server.server2.userName", "jana");
user_pref("mail.server.server2.directory-rel", "[ProfD]ImapMail/imap.agentur.example");
user_pref("mail.account.account3.server", "server3");
user_pref("broken, 3);
"#;
    let expected = "Jana \"JW\" Weber; jana@agentur.example info@agentur.example; smtp jana at smtp.agentur.example:465 tls; \
                    imap jana at imap.agentur.example:993 tls; \
                    inbox /p/ImapMail/imap.agentur.example/Inbox /p/ImapMail/imap.agentur.example/INBOX; preferred";
    assert_eq!(lines(&thunderbird::accounts(text, Path::new("/p"))), [expected]);
}

#[test]
fn git() {
    let cases = [
        (
            "[user]\n\tname = Jana Weber # me\n\temail = \"jana@agentur.example\" ; mail",
            "Jana Weber; jana@agentur.example",
        ),
        ("[user]\nname = \"Jana #1\"\nemail = 1+jana@users.noreply.github.com", "Jana #1"),
        (
            "[sendemail]\nsmtpServer = smtp.agentur.example\nsmtpServerPort = 465\nsmtpEncryption = ssl\nsmtpUser = jana\nsmtpPass = geheim",
            "smtp jana at smtp.agentur.example:465 tls",
        ),
        ("[sendemail]\nsmtpserver = /usr/bin/msmtp", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(line(&super::git::account(text)), expected, "{text}");
    }
}

#[test]
fn calendars_that_programs_name() {
    let vdirsyncer = "[general]\nstatus_path = \"x\"\n[storage cal_local]\ntype = \"filesystem\"\npath = \"~/.cal/\"\nfileext = \".ics\"\n\
                      [storage cal_remote]\ntype = \"caldav\"\npassword = \"geheim\"\n[storage card]\ntype = \"filesystem\"\npath = \"~/.card/\"\nfileext = \".vcf\"";
    assert_eq!(vdirs::local_storages(vdirsyncer, ".ics"), ["~/.cal/"]);
    assert_eq!(vdirs::local_storages(vdirsyncer, ".vcf"), ["~/.card/"]);
    let khal = "[calendars]\n[[all]]\npath = ~/.cal/*\ntype = discover\n[[work]]\npath = ~/work\n[[none]]\npath = ~/*\n[locale]\npath =";
    assert_eq!(vdirs::listed_paths(khal), ["~/.cal", "~/work"]);
}

#[test]
fn the_system_knows_a_full_name() {
    let users = "root:x:0:0:root:/root:/bin/sh\njana:x:1000:1000:Jana Weber,,,:/h:/bin/sh\nmax:x:1:1:max:/m:/bin/sh";
    assert_eq!(system::owner(users, Path::new("/h")).as_deref(), Some("Jana Weber"));
    assert_eq!(system::owner(users, Path::new("/m")), None, "a user's name is no person's");
    assert_eq!(system::owner("::::", Path::new("/h")), None);
}

#[test]
fn a_home_is_looked_through() {
    let home = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = home.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    for folder in [
        "Mail/work/Inbox/cur",
        "Mail/work/Inbox/new",
        "Mail/work/Lists/cur",
        "Mail/work/Sent/cur",
        "Mail/work/Sent/new",
    ] {
        std::fs::create_dir_all(home.path().join(folder)).unwrap();
    }
    write(".muttrc", "set from=jana@agentur.example folder=~/Mail spoolfile=+work/none record=+work/Sent");
    write(".config/himalaya/config.toml", "[broken");
    write("spool", "From jana@x.example Mon\n\n");
    write("Kalender/work/1.ICS", "BEGIN:VCALENDAR");
    write(".config/khal/config", "[calendars]\n[[a]]\npath = ~/Kalender/work\n[[b]]\npath = ~");
    write(".contacts/readme.txt", "no contacts");
    let places = Places { mail: vec![home.path().join("spool")], ..Places::of_home(home.path()) };
    let found = look_around(&places);
    let shown: Vec<String> =
        found.accounts.iter().map(|one| line(one).replace(&home.path().display().to_string(), "~")).collect();
    assert_eq!(shown, ["jana@agentur.example; sent ~/Mail/work/Sent; preferred"]);
    assert_eq!(found.inboxes, ["Mail/work/Inbox", "spool"].map(|name| home.path().join(name)));
    assert_eq!(found.calendars, [home.path().join("Kalender")]);
    assert!(found.contacts.is_empty());
    assert_eq!(found.notes.len(), 1, "{:?}", found.notes);
}

#[test]
fn each_program_is_found_where_it_keeps_its_files() {
    let cases = [
        ("git", ".gitconfig", "[user]\nemail = jana@agentur.example"),
        ("git", ".config/git/config", "[user]\nemail = jana@agentur.example"),
        ("msmtp", ".config/msmtp/config", "account default\nhost smtp.agentur.example"),
        ("mbsync", ".config/isyncrc", "IMAPAccount work\nHost imap.agentur.example"),
        ("aerc", ".config/aerc/accounts.conf", "[work]\nfrom = jana@agentur.example"),
        ("himalaya", ".config/himalaya/config.toml", "[accounts.work]\nemail = \"jana@agentur.example\""),
        ("mutt", ".config/neomutt/neomuttrc", "set from=jana@agentur.example"),
        ("mutt", ".mutt/muttrc", "set from=jana@agentur.example"),
    ];
    for (program, path, text) in cases {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        let found = look_around(&Places::of_home(home.path()));
        let sources: Vec<&str> = found.accounts.iter().map(|account| account.source.as_str()).collect();
        assert_eq!(sources, [program], "{text}");
    }
}

#[test]
fn thunderbirds_local_inbox_is_an_mbox_of_the_profile_in_use() {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("snap/thunderbird/common/.thunderbird");
    let folder = root.join("used/Mail/pop.agentur.example");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(root.join("profiles.ini"), "[Profile0]\nPath=used\nDefault=1").unwrap();
    std::fs::write(folder.join("Inbox"), "From - Mon Nov 23 09:00:00 2026\n\n").unwrap();
    let preferences = [
        ("mail.accountmanager.accounts", "account1"),
        ("mail.account.account1.server", "server1"),
        ("mail.account.account1.identities", "id1"),
        ("mail.identity.id1.useremail", "jana@agentur.example"),
        ("mail.server.server1.type", "pop3"),
        ("mail.server.server1.directory-rel", "[ProfD]Mail/pop.agentur.example"),
    ];
    let text: String = preferences.map(|(name, value)| format!("user_pref(\"{name}\", \"{value}\");\n")).concat();
    std::fs::write(root.join("used/prefs.js"), text).unwrap();
    let found = look_around(&Places::of_home(home.path()));
    assert_eq!(found.inboxes(found.main_address()), [folder.join("Inbox")]);
}

proptest::proptest! {
    #[test]
    fn no_file_brings_a_reader_down(text in "[ -~\\n\\t\"'`\\\\=$;#ä]{0,300}") {
        let places = home();
        let mut settings = mutt::Settings::default();
        settings.read(&text, 4, &mut |_| None);
        settings.read(&format!("set a={text}"), 4, &mut |_| Some(text.clone()));
        let _ = (settings.account(&places), aerc::accounts(&text, &places), msmtp::accounts(&text));
        let _ = (mbsync::account(&text, &places), super::git::account(&text), thunderbird::accounts(&text, &places.home));
        let _ = (vdirs::local_storages(&text, ".ics"), vdirs::listed_paths(&text), thunderbird::profile(&text));
        if let Ok(table) = text.parse() {
            himalaya::accounts(&table, &places);
        }
    }
}
