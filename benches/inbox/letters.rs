//! Letters a second on one core: planned, written from the templates, with quotation and calendar part.

use std::time::Instant;

use statt::adapters::templates::Templates;
use statt::assistant::composing::compose;
use statt::domain::plan::{Choices, plan};

use crate::world;

/// The best of a few seconds.
pub fn a_second() -> f64 {
    let situation = world::situation(world::agenda());
    let templates = Templates::built_in();
    let cases = world::cases(&situation);
    let round = || {
        let (started, mut letters) = (Instant::now(), 0_u32);
        while started.elapsed().as_millis() < 1_000 {
            for case in &cases {
                let Some(decision) = &case.decision else { continue };
                let reply = plan(&decision.reply, case, &situation, &[], &Choices::default());
                letters += u32::try_from(compose(case, &reply, &situation, &templates).unwrap().len()).unwrap();
            }
        }
        f64::from(letters) / started.elapsed().as_secs_f64()
    };
    (0..4).map(|_| round()).fold(0.0, f64::max)
}
