//! Writes TNEF files, as far as the tests need them.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

/// A file that is being written.
pub struct Writer {
    bytes: Vec<u8>,
}

/// A list of properties that is being written.
#[derive(Default, Clone)]
pub struct Props {
    count: u32,
    bytes: Vec<u8>,
}

/// The property sets of calendar entries and of meetings.
#[derive(Clone, Copy)]
pub enum Set {
    Appointment,
    Meeting,
}

impl Writer {
    pub fn new(code_page: u32) -> Self {
        let mut bytes = super::super::stream::SIGNATURE.to_vec();
        bytes.extend([1, 0]);
        let code_page = [code_page.to_le_bytes(), [0; 4]].concat();
        Self { bytes }.attribute(1, 0x0008_9006, &[0, 0, 1, 0]).attribute(1, 0x0006_9007, &code_page)
    }

    pub fn attribute(mut self, level: u8, id: u32, data: &[u8]) -> Self {
        self.bytes.push(level);
        self.bytes.extend(id.to_le_bytes());
        self.bytes.extend(length(data));
        self.bytes.extend(data);
        let sum = data.iter().fold(0u16, |sum, byte| sum.wrapping_add(u16::from(*byte)));
        self.bytes.extend(sum.to_le_bytes());
        self
    }

    pub fn class(self, class: &str) -> Self {
        self.attribute(1, 0x0007_8008, &[class.as_bytes(), &[0]].concat())
    }

    pub fn properties(self, properties: &Props) -> Self {
        self.attribute(1, 0x0006_9003, &properties.list())
    }

    pub fn recipients(self, rows: &[Props]) -> Self {
        let mut data = u32::try_from(rows.len()).unwrap().to_le_bytes().to_vec();
        data.extend(rows.iter().flat_map(Props::list));
        self.attribute(1, 0x0006_9004, &data)
    }

    pub fn attachment(self, name: &str, content: &[u8]) -> Self {
        let properties = Props::default().unicode(0x3707, name).binary(0x3701, content);
        self.attribute(2, 0x0006_9002, &[0; 14]).attribute(2, 0x0006_9005, &properties.list())
    }

    /// The finished file, which fuzzing may begin with as well (`fuzz/seeds`).
    pub fn bytes(self) -> Vec<u8> {
        if let Some(folder) = std::env::var_os("STATT_TNEF_SEEDS") {
            let name = format!(
                "{:016x}",
                self.bytes.iter().fold(7u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
            );
            std::fs::write(std::path::Path::new(&folder).join(name), &self.bytes).unwrap();
        }
        self.bytes
    }
}

impl Props {
    fn add(mut self, kind: u16, id: Id, value: &[u8]) -> Self {
        self.count += 1;
        self.bytes.extend(kind.to_le_bytes());
        match id {
            Id::Tag(tag) => self.bytes.extend(tag.to_le_bytes()),
            Id::Named(set, number) => {
                self.bytes.extend(0x8001u16.to_le_bytes());
                self.bytes.extend(match set {
                    Set::Appointment => [0x02, 0x20, 6, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46],
                    Set::Meeting => {
                        [0x90, 0xda, 0xd8, 0x6e, 0x0b, 0x45, 0x1b, 0x10, 0x98, 0xda, 0, 0xaa, 0, 0x3f, 0x13, 5]
                    }
                });
                self.bytes.extend([0; 4]);
                self.bytes.extend(number.to_le_bytes());
            }
        }
        self.bytes.extend(value);
        self
    }

    pub fn unicode(self, id: impl Into<Id>, text: &str) -> Self {
        let units: Vec<u8> = text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        self.add(0x1f, id.into(), &counted(&units))
    }

    /// Bytes of the file's code page.
    pub fn string8(self, id: impl Into<Id>, text: &[u8]) -> Self {
        self.add(0x1e, id.into(), &counted(&[text, &[0]].concat()))
    }

    pub fn binary(self, id: impl Into<Id>, value: &[u8]) -> Self {
        self.add(0x102, id.into(), &counted(value))
    }

    pub fn object(self, id: impl Into<Id>, value: &[u8]) -> Self {
        self.add(0x0d, id.into(), &counted(value))
    }

    pub fn long(self, id: impl Into<Id>, value: i32) -> Self {
        self.add(0x03, id.into(), &value.to_le_bytes())
    }

    pub fn flag(self, id: impl Into<Id>, value: bool) -> Self {
        self.add(0x0b, id.into(), &[u8::from(value), 0, 0, 0])
    }

    /// An instant, as RFC 3339.
    pub fn time(self, id: impl Into<Id>, instant: &str) -> Self {
        let instant: DateTime<Utc> = instant.parse().unwrap();
        let ticks = (instant.timestamp() + 11_644_473_600) * 10_000_000;
        self.add(0x40, id.into(), &ticks.to_le_bytes())
    }

    /// Both lists; of a property in both the first counts.
    pub fn join(mut self, other: Self) -> Self {
        self.count += other.count;
        self.bytes.extend(other.bytes);
        self
    }

    pub fn list(&self) -> Vec<u8> {
        [&self.count.to_le_bytes()[..], &self.bytes].concat()
    }
}

/// What a property is known by.
#[derive(Clone, Copy)]
pub enum Id {
    Tag(u16),
    Named(Set, u32),
}

impl From<u16> for Id {
    fn from(tag: u16) -> Self {
        Self::Tag(tag)
    }
}

impl From<(Set, u32)> for Id {
    fn from((set, number): (Set, u32)) -> Self {
        Self::Named(set, number)
    }
}

/// A run of one value, its length before it, filled up to four bytes.
fn counted(value: &[u8]) -> Vec<u8> {
    let filling = vec![0; (4 - value.len() % 4) % 4];
    [&1u32.to_le_bytes()[..], &length(value), value, &filling].concat()
}

fn length(bytes: &[u8]) -> [u8; 4] {
    u32::try_from(bytes.len()).unwrap().to_le_bytes()
}

/// A global object identifier of Outlook.
pub fn global_id(day: Option<NaiveDate>, data: &[u8]) -> Vec<u8> {
    use chrono::Datelike;
    let class = [4, 0, 0, 0, 0x82, 0, 0xe0, 0, 0x74, 0xc5, 0xb7, 0x10, 0x1a, 0x82, 0xe0, 8];
    let day = day.map_or([0; 4], |day| {
        let [high, low] = u16::try_from(day.year()).unwrap().to_be_bytes();
        [high, low, u8::try_from(day.month()).unwrap(), u8::try_from(day.day()).unwrap()]
    });
    [&class[..], &day, &[0; 16], &length(data), data].concat()
}

/// The rule of Berlin: one hour, in summer two.
pub fn berlin_rule() -> Vec<u8> {
    let [october, march] = [(10u16, 3u16), (3, 2)].map(|(month, hour)| {
        [0, month, 0, 5, hour, 0, 0, 0].into_iter().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
    });
    let biases: Vec<u8> = [-60i32, 0, -60].into_iter().flat_map(i32::to_le_bytes).collect();
    [biases, vec![0; 2], october, vec![0; 2], march].concat()
}

/// The definition of Berlin, with an outdated rule before the one that counts.
pub fn berlin_definition() -> Vec<u8> {
    let name: Vec<u16> = "W. Europe Standard Time".encode_utf16().collect();
    let rule = berlin_rule();
    let rule = |flags: u16, bias: i32| {
        let mut bytes = vec![2, 1, 0x3e, 0];
        bytes.extend(flags.to_le_bytes());
        bytes.extend([0; 16]);
        bytes.extend(bias.to_le_bytes());
        bytes.extend(&rule[4..12]);
        bytes.extend(&rule[14..30]);
        bytes.extend(&rule[32..]);
        bytes
    };
    let mut bytes = vec![2, 1, 0, 0, 2, 0];
    bytes.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
    bytes.extend(name.into_iter().flat_map(u16::to_le_bytes));
    bytes.extend(2u16.to_le_bytes());
    bytes.extend(rule(2, -60));
    bytes.extend(rule(0, -120));
    bytes
}

/// A series as `AppointmentRecur` has it.
#[derive(Clone)]
pub struct Blob {
    pub frequency: u16,
    pub kind: u16,
    pub period: u32,
    pub specific: Vec<u32>,
    pub end: (u32, u32),
    pub first: NaiveDateTime,
    pub last: NaiveDateTime,
    pub minutes: u32,
    pub deleted: Vec<NaiveDateTime>,
    pub moved: Vec<(NaiveDateTime, NaiveDateTime)>,
    /// The new subject of each moved meeting.
    pub subject: Option<&'static str>,
}

impl Blob {
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let minutes = |time: NaiveDateTime| u32::try_from(time.and_utc().timestamp() / 60 + 194_074_560).unwrap();
        let midnight = |time: NaiveDateTime| minutes(time.date().and_hms_opt(0, 0, 0).unwrap());
        let short = |bytes: &mut Vec<u8>, number: u16| bytes.extend(number.to_le_bytes());
        let long = |bytes: &mut Vec<u8>, number: u32| bytes.extend(number.to_le_bytes());
        let count = |items: usize| u32::try_from(items).unwrap();
        for number in [0x3004, 0x3004, self.frequency, self.kind, 0] {
            short(&mut bytes, number);
        }
        for number in [0, self.period, 0].into_iter().chain(self.specific.clone()) {
            long(&mut bytes, number);
        }
        let deleted = self.deleted.iter().chain(self.moved.iter().map(|(original, _)| original));
        for number in [self.end.0, self.end.1, 1, count(self.deleted.len() + self.moved.len())] {
            long(&mut bytes, number);
        }
        for day in deleted {
            long(&mut bytes, midnight(*day));
        }
        long(&mut bytes, count(self.moved.len()));
        for (_, new) in &self.moved {
            long(&mut bytes, midnight(*new));
        }
        let of_day = minutes(self.first) - midnight(self.first);
        for number in [midnight(self.first), midnight(self.last), 0x3006, 0x3009, of_day, of_day + self.minutes] {
            long(&mut bytes, number);
        }
        short(&mut bytes, u16::try_from(self.moved.len()).unwrap());
        let flags = u16::from(self.subject.is_some());
        for (original, new) in &self.moved {
            for number in [minutes(*new), minutes(*new) + self.minutes, minutes(*original)] {
                long(&mut bytes, number);
            }
            short(&mut bytes, flags);
            if let Some(subject) = self.subject {
                // Outlook writes question marks for what its code page lacks.
                let ansi: Vec<u8> = subject.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect();
                short(&mut bytes, u16::try_from(ansi.len() + 1).unwrap());
                short(&mut bytes, u16::try_from(ansi.len()).unwrap());
                bytes.extend(ansi);
            }
        }
        long(&mut bytes, 0);
        for (original, new) in &self.moved {
            for number in [4, 0, 0] {
                long(&mut bytes, number);
            }
            if let Some(subject) = self.subject {
                for number in [minutes(*new), minutes(*new) + self.minutes, minutes(*original)] {
                    long(&mut bytes, number);
                }
                let units: Vec<u16> = subject.encode_utf16().collect();
                short(&mut bytes, u16::try_from(units.len()).unwrap());
                bytes.extend(units.into_iter().flat_map(u16::to_le_bytes));
                long(&mut bytes, 0);
            }
        }
        long(&mut bytes, 0);
        bytes
    }
}
