//! What a message is about, by its class (MS-OXOCAL §2.2.4.1 ff., MS-OXTNEF §2.3.3.4).

/// What a message does with a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Request,
    Cancellation,
    Response(Answer),
    /// An entry of somebody's calendar, sent along for information.
    Appointment,
}

/// What an attendee answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Accepted,
    Declined,
    Tentative,
}

/// Message classes in lower case, today's and those of Schedule+.
const CLASSES: [(&str, Purpose); 11] = [
    ("ipm.schedule.meeting.request", Purpose::Request),
    ("ipm.schedule.meeting.canceled", Purpose::Cancellation),
    ("ipm.schedule.meeting.resp.pos", Purpose::Response(Answer::Accepted)),
    ("ipm.schedule.meeting.resp.neg", Purpose::Response(Answer::Declined)),
    ("ipm.schedule.meeting.resp.tent", Purpose::Response(Answer::Tentative)),
    ("ipm.microsoft schedule.mtgreq", Purpose::Request),
    ("ipm.microsoft schedule.mtgcncl", Purpose::Cancellation),
    ("ipm.microsoft schedule.mtgrespp", Purpose::Response(Answer::Accepted)),
    ("ipm.microsoft schedule.mtgrespn", Purpose::Response(Answer::Declined)),
    ("ipm.microsoft schedule.mtgrespa", Purpose::Response(Answer::Tentative)),
    ("ipm.appointment", Purpose::Appointment),
];

impl Purpose {
    /// What a class stands for; companies add names of their own at its end.
    pub fn of_class(class: &str) -> Option<Self> {
        let class = class.trim().to_lowercase();
        let class = class.strip_prefix("microsoft mail v3.0 ").unwrap_or(&class);
        let named = |name: &str| class.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        CLASSES.iter().find(|(name, _)| named(name)).map(|(_, purpose)| *purpose)
    }
}

impl Answer {
    /// PARTSTAT.
    pub fn participation_status(self) -> &'static str {
        match self {
            Self::Accepted => "ACCEPTED",
            Self::Declined => "DECLINED",
            Self::Tentative => "TENTATIVE",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_old_and_new_say_what_a_message_is() {
        let cases = [
            ("IPM.Schedule.Meeting.Request", Some(Purpose::Request)),
            ("IPM.Schedule.Meeting.Request.Firma", Some(Purpose::Request)),
            ("IPM.Schedule.Meeting.Canceled", Some(Purpose::Cancellation)),
            ("ipm.schedule.meeting.resp.tent", Some(Purpose::Response(Answer::Tentative))),
            ("IPM.Microsoft Schedule.MtgReq", Some(Purpose::Request)),
            ("Microsoft Mail v3.0 IPM.Microsoft Schedule.MtgRespN", Some(Purpose::Response(Answer::Declined))),
            ("IPM.Appointment", Some(Purpose::Appointment)),
            ("IPM.AppointmentBook", None),
            ("IPM.Schedule.Meeting.Notification.Forward", None),
            ("IPM.Note", None),
            ("", None),
        ];
        for (class, expected) in cases {
            assert_eq!(Purpose::of_class(class), expected, "{class}");
        }
    }
}
