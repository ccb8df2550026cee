//! The words of a muttrc: quotes, escapes, variables, comments. Backticks are kept as text and never run.

use std::collections::HashMap;

/// A word of a command.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Word {
    /// What it says, variables put in.
    pub(super) text: String,
    /// The command between backticks in it.
    pub(super) command: Option<String>,
    /// It is the `=` of an assignment.
    pub(super) equals: bool,
}

/// The commands of a text, each with its words.
pub(super) fn commands(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut continued = false;
    for line in text.lines() {
        let (line, goes_on) = line.strip_suffix('\\').map_or((line, false), |line| (line, true));
        match all.last_mut() {
            Some(last) if continued => last.push_str(line),
            _ => all.push(line.to_owned()),
        }
        continued = goes_on;
    }
    all
}

/// The words of a line, one list for each command in it.
pub(super) fn words(line: &str, variables: &HashMap<String, String>) -> Vec<Vec<Word>> {
    let mut reader = Reader { variables, all: vec![Vec::new()], word: Word::default(), begun: false };
    let mut chars = line.chars().peekable();
    let mut quote = None;
    while let Some(c) = chars.next() {
        match (c, quote) {
            ('\\', None | Some('"')) => match chars.next() {
                Some(escaped) => reader.push(escaped),
                None => break,
            },
            ('`', None | Some('"')) => {
                let command: String = chars.by_ref().take_while(|c| *c != '`').collect();
                reader.begun = true;
                reader.word.command = Some(command.trim().to_owned()).filter(|command| !command.is_empty());
            }
            ('$', None | Some('"')) => {
                let mut name = String::new();
                let braced = chars.next_if_eq(&'{').is_some();
                while let Some(c) = chars.next_if(|c| c.is_ascii_alphanumeric() || *c == '_') {
                    name.push(c);
                }
                if braced {
                    chars.next_if_eq(&'}');
                }
                reader.variable(&name);
            }
            (c, Some(open)) if c == open => quote = None,
            (_, Some(_)) => reader.push(c),
            ('"' | '\'', None) => {
                quote = Some(c);
                reader.begun = true;
            }
            (' ' | '\t' | '\r', None) => reader.finish(),
            ('#', None) if !reader.begun => break,
            (';', None) => reader.next_command(),
            ('=', None) => reader.equals(),
            (c, None) => reader.push(c),
        }
    }
    reader.finish();
    reader.all.retain(|command| !command.is_empty());
    reader.all
}

struct Reader<'a> {
    variables: &'a HashMap<String, String>,
    all: Vec<Vec<Word>>,
    word: Word,
    begun: bool,
}

impl Reader<'_> {
    fn push(&mut self, c: char) {
        self.begun = true;
        self.word.text.push(c);
    }

    fn variable(&mut self, name: &str) {
        self.begun = true;
        if let Some(value) = self.variables.get(name) {
            // A file that doubles a value in each line must not fill the memory.
            if self.word.text.len() + value.len() < 4096 {
                self.word.text.push_str(value);
            }
        }
    }

    fn finish(&mut self) {
        if std::mem::take(&mut self.begun) {
            let word = std::mem::take(&mut self.word);
            if let Some(command) = self.all.last_mut() {
                command.push(word);
            }
        }
    }

    fn next_command(&mut self) {
        self.finish();
        self.all.push(Vec::new());
    }

    /// In `set`, the first `=` after a name assigns, with or without spaces around it; elsewhere it is a folder's mark.
    fn equals(&mut self) {
        let command = self.all.last().map(Vec::as_slice).unwrap_or_default();
        let in_set = command.first().is_some_and(|word| word.text == "set");
        let before = command.last();
        let assigns = if self.begun {
            before.is_some_and(|word| !word.equals)
                && self.word.text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        } else {
            command.len() > 1 && before.is_some_and(|word| !word.equals)
        };
        if in_set && assigns {
            self.finish();
            if let Some(command) = self.all.last_mut() {
                command.push(Word { equals: true, ..Word::default() });
            }
        } else {
            self.push('=');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> String {
        let variables = HashMap::from([("my_user".to_owned(), "jana".to_owned())]);
        let word = |word: &Word| match (&word.command, word.equals) {
            (Some(command), _) => format!("`{command}`"),
            (None, true) => "=".to_owned(),
            (None, false) => format!("<{}>", word.text),
        };
        let command = |words: &Vec<Word>| words.iter().map(word).collect::<String>();
        words(line, &variables).iter().map(command).collect::<Vec<_>>().join(" ; ")
    }

    #[test]
    fn lines_are_words() {
        let cases = [
            ("set folder=~/Mail spoolfile = +INBOX", "<set><folder>=<~/Mail><spoolfile>=<+INBOX>"),
            ("set record==Sent # the sent ones", "<set><record>=<=Sent>"),
            ("mailboxes =INBOX =Sent", "<mailboxes><=INBOX><=Sent>"),
            ("set realname='Jana \"J\" Weber'; set x", "<set><realname>=<Jana \"J\" Weber> ; <set><x>"),
            (r#"set from="Jana \"J\" <jana@x.example>""#, "<set><from>=<Jana \"J\" <jana@x.example>>"),
            ("set smtp_url=\"smtp://${my_user}@$nobody.example\"", "<set><smtp_url>=<smtp://jana@.example>"),
            ("set smtp_pass=\"`pass show mail`\"", "<set><smtp_pass>=`pass show mail`"),
            ("set empty=\"\" a=b", "<set><empty>=<><a>=<b>"),
            ("# nothing", ""),
            ("\\", ""),
            ("set x='open", "<set><x>=<open>"),
        ];
        for (line, expected) in cases {
            assert_eq!(shown(line), expected, "{line}");
        }
        assert_eq!(commands("set a=\\\nb\nset c"), ["set a=b", "set c"]);
    }
}
