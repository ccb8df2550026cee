//! The templates that statt brings along.

/// Name and text of each.
pub(super) const BUILT_IN: &[(&str, &str)] = &[
    ("sie/call.tera", include_str!("../../../templates/sie/call.tera")),
    ("sie/shorter.tera", include_str!("../../../templates/sie/shorter.tera")),
    ("sie/written.tera", include_str!("../../../templates/sie/written.tera")),
    ("sie/handoff.tera", include_str!("../../../templates/sie/handoff.tera")),
    ("sie/attend.tera", include_str!("../../../templates/sie/attend.tera")),
    ("sie/briefing.tera", include_str!("../../../templates/sie/briefing.tera")),
    ("du/call.tera", include_str!("../../../templates/du/call.tera")),
    ("du/shorter.tera", include_str!("../../../templates/du/shorter.tera")),
    ("du/written.tera", include_str!("../../../templates/du/written.tera")),
    ("du/handoff.tera", include_str!("../../../templates/du/handoff.tera")),
    ("du/attend.tera", include_str!("../../../templates/du/attend.tera")),
    ("du/briefing.tera", include_str!("../../../templates/du/briefing.tera")),
    ("shared/closing.tera", include_str!("../../../templates/shared/closing.tera")),
    ("shared/thanks_sie.tera", include_str!("../../../templates/shared/thanks_sie.tera")),
    ("shared/thanks_du.tera", include_str!("../../../templates/shared/thanks_du.tera")),
    ("shared/reason_sie.tera", include_str!("../../../templates/shared/reason_sie.tera")),
    ("shared/reason_du.tera", include_str!("../../../templates/shared/reason_du.tera")),
    ("shared/points_sie.tera", include_str!("../../../templates/shared/points_sie.tera")),
    ("shared/points_du.tera", include_str!("../../../templates/shared/points_du.tera")),
];
