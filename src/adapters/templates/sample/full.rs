//! A view with something in every field: what templates may name.

use super::Scene;
use crate::domain::letter::{LetterView, Wording};
use crate::german::{AddressForm, Locale};

/// A call with everything else beside it.
pub(in super::super) fn example() -> LetterView {
    let mut view =
        Scene::plain("call", AddressForm::Sie, Locale::Germany).view("call", AddressForm::Sie, Wording::all(0));
    view.me.signature = Some("Jana Weber\nBeispielagentur GmbH".to_owned());
    view.meeting.organizer.role = Some("Projektleiterin".to_owned());
    view.meeting.link = Some("https://meet.example/abc".to_owned());
    view.meeting.rule = Some("FREQ=WEEKLY".to_owned());
    view.meeting.host = Some("them");
    view.their_zone = Some("America/New_York".to_owned());
    view.facts.met = Some(3);
    view.reply.because = Some("weil der Plan für uns beide auf dem Projektserver liegt".to_owned());
    view.reply.reason = Some("Der Plan liegt auf dem Projektserver.".to_owned());
    view
}
