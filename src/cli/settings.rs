//! What was typed and configured, made into what a run needs.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::args::Global;
use super::config::{self, Config};
use super::error::CommandError;
use super::ui::Ui;
use crate::adapters::outbox::Outbox;
use crate::adapters::templates::Templates;
use crate::assistant::inboxes::Inbox;
use crate::assistant::weighing::Memory;
use crate::assistant::{own_calendar, surroundings};
use crate::domain::situation::Situation;

/// The settings of one run.
pub struct Settings {
    /// The configuration.
    pub config: Config,
    /// The moment of the run, in my zone.
    pub now: DateTime<chrono_tz::Tz>,
    /// `--now` pretends a moment.
    pub pretended: bool,
    /// Say more about what is done.
    pub verbose: bool,
    outbox: Option<PathBuf>,
    templates: Option<PathBuf>,
}

impl Settings {
    /// Reads the configuration and the clock.
    ///
    /// # Errors
    /// A configuration that cannot be read or makes no sense.
    pub fn resolve(global: &Global) -> Result<Self, CommandError> {
        let config = config::load(global.config.as_deref())?;
        let zone = config::me(&config.file).zone;
        let pretended = global.now.or(config.file.now);
        #[expect(clippy::disallowed_methods, reason = "the one place where a run learns the time")]
        let now = pretended.map_or_else(Utc::now, |now| now.with_timezone(&Utc)).with_timezone(&zone);
        Ok(Self {
            outbox: global.outbox.clone().or_else(|| configured_outbox(&config)).or_else(config::default_outbox),
            templates: global.templates.clone().or_else(|| {
                let beside = config.folder()?.join("templates");
                beside.is_dir().then_some(beside)
            }),
            config,
            now,
            pretended: pretended.is_some(),
            verbose: global.verbose,
        })
    }

    /// This very moment, which is later than `now` in a run that lasts.
    #[must_use]
    pub fn moment(&self) -> DateTime<chrono_tz::Tz> {
        if self.pretended {
            return self.now;
        }
        #[expect(clippy::disallowed_methods, reason = "a long run has to know the time of each mail")]
        let now = Utc::now();
        now.with_timezone(&self.now.timezone())
    }

    /// A run that lasts learns the time anew.
    pub fn advance(&mut self) {
        self.now = self.moment();
    }

    /// Where the user's own templates are.
    #[must_use]
    pub fn templates_folder(&self) -> Option<&Path> {
        self.templates.as_deref()
    }

    /// The templates, the user's own over the built-in ones.
    ///
    /// # Errors
    /// A template that Tera cannot parse, with file, line and column.
    pub fn templates(&self) -> Result<Templates, CommandError> {
        match &self.templates {
            Some(folder) => Templates::with_overrides(folder).map_err(CommandError::from),
            None => Ok(Templates::built_in()),
        }
    }

    /// Where the outbox is.
    ///
    /// # Errors
    /// Neither a flag nor a home folder names one.
    pub fn outbox_path(&self) -> Result<&Path, CommandError> {
        self.outbox.as_deref().ok_or_else(|| {
            CommandError::failed("there is no home folder to keep the outbox in").hint("name a file with --outbox FILE")
        })
    }

    /// Opens the outbox, made anew where there is none.
    ///
    /// # Errors
    /// A file that cannot be opened, is damaged, or belongs to a newer statt.
    pub fn open_outbox(&self) -> Result<Outbox, CommandError> {
        let path = self.outbox_path()?;
        Outbox::open(path).map_err(|error| CommandError::from(error).at(path.display().to_string()))
    }

    /// A path of the configuration as a real one.
    #[must_use]
    pub fn path(&self, text: &str) -> PathBuf {
        config::expand(text, self.config.folder())
    }

    /// All that lies around an inbox; what could not be read is a warning.
    pub fn situation(&self, ui: &mut Ui) -> Situation {
        let file = &self.config.file;
        let paths = |texts: &[String]| texts.iter().map(|text| self.path(text)).collect::<Vec<_>>();
        let mut calendars = paths(&file.calendar.paths);
        // What statt writes itself may not be there yet.
        let own = self.own_calendar();
        calendars.retain(|path| own.as_ref() != Some(path) || path.exists());
        let agenda = surroundings::read_agenda(&calendars, self.now, &file.me.addresses);
        let contacts = surroundings::read_contacts(&paths(&file.contacts.paths), file.contacts.colleagues.clone());
        for warning in agenda.warnings.iter().chain(&contacts.warnings) {
            ui.warn(warning);
        }
        Situation {
            now: self.now,
            me: config::me(file),
            hours: config::working_hours(file),
            agenda: agenda.value,
            contacts: contacts.value,
            policy: config::policy(file),
            reply_style: config::reply_style(file),
        }
    }

    /// Where all lies that a draft depends on besides inbox, outbox, sent mails and configuration: calendars, address
    /// books, templates. The calendar that statt writes says what the outbox says.
    #[must_use]
    pub fn surroundings(&self) -> Vec<PathBuf> {
        let file = &self.config.file;
        let own = self.own_calendar();
        let named = file.calendar.paths.iter().chain(&file.contacts.paths).map(|text| self.path(text));
        named.filter(|path| own.as_ref() != Some(path)).chain(self.templates.clone()).collect()
    }

    /// The folder of the calendar that statt writes.
    pub fn own_calendar(&self) -> Option<PathBuf> {
        let folder = self.config.file.calendar.write.as_deref()?;
        (!folder.trim().is_empty()).then(|| self.path(folder))
    }

    /// Brings the calendar that statt writes up to date, where one is configured; what goes wrong is a warning.
    pub fn write_calendar(&self, outbox: &Outbox, ui: &mut Ui) {
        let Some(folder) = self.own_calendar() else { return };
        match own_calendar::write(outbox, &folder, self.now) {
            Ok(warnings) => warnings.iter().for_each(|warning| ui.warn(warning)),
            Err(error) => ui.warn(&format!("your calendar is not up to date: {error}")),
        }
    }

    /// Adds what the configured Sent folder, a Maildir, says of mails that were answered by another program.
    pub fn remember_sent(&self, memory: &mut Memory) {
        if let Some(folder) = self.local_sent_folder() {
            memory.answered_mails = surroundings::read_answered(&folder, self.now);
        }
    }

    /// The configured Sent folder, where it is a Maildir on this machine.
    #[must_use]
    pub fn local_sent_folder(&self) -> Option<PathBuf> {
        let folder = self.config.file.smtp.as_ref().and_then(|smtp| smtp.copy_to.as_deref())?;
        (!folder.starts_with("imap:")).then(|| self.path(folder))
    }

    /// The inboxes to read: those named, else the configured ones.
    ///
    /// # Errors
    /// Neither names one, or one names an account that is not configured.
    pub fn inboxes(&self, named: &[PathBuf]) -> Result<Vec<Inbox>, CommandError> {
        if !named.is_empty() {
            return named.iter().map(|path| self.inbox(path, PathBuf::clone)).collect();
        }
        let configured = &self.config.file.inbox;
        if configured.is_empty() {
            return Err(CommandError::usage("no inbox is named")
                .hint("name one, as in `statt draft ~/Mail/INBOX`, set `inbox` in the configuration, or have `statt init` write one"));
        }
        configured.iter().map(|text| self.inbox(Path::new(text), |_| self.path(text))).collect()
    }

    /// `imap:NAME` and `imap:NAME/FOLDER` name a folder on a server; anything else is a path.
    fn inbox(&self, named: &Path, path: impl FnOnce(&PathBuf) -> PathBuf) -> Result<Inbox, CommandError> {
        let text = named.to_str().unwrap_or_default();
        Ok(match config::server_folder(text, &self.config, |_| "INBOX".to_owned())? {
            Some(place) => Inbox::Server(Box::new(place)),
            None => Inbox::Local(path(&named.to_path_buf())),
        })
    }
}

fn configured_outbox(config: &Config) -> Option<PathBuf> {
    config.file.outbox.as_deref().map(|text| config::expand(text, config.folder()))
}
