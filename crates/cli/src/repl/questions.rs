//! What can be asked of where a session stands.

use explore::plan::plan;
use kernel::Hours;
use lang::events::event_words;
use report::Run;
use report::plan::{Schedule, page};

use super::session::Session;

/// Who may do what now, each in the words that would do it.
pub fn powers(session: &Session<'_>) -> String {
    let (accord, compiled) = (session.accord(), session.compiled());
    let mut text = String::new();
    for actor in accord.actor_ids() {
        for deed in kernel::powers::powers(accord, session.state(), actor) {
            let words = event_words(compiled, &compiled.common, actor, &deed);
            text.push_str(&format!("  {words}\n"));
        }
    }
    if text.is_empty() { "  nobody may do anything\n".to_owned() } else { text }
}

/// What comes next within ninety days.
pub fn plan_of(session: &Session<'_>) -> String {
    let plan = plan(session.accord(), session.state(), session.now(), Hours::days(90));
    let (labels, run) = (session.labels(), Run::default());
    page(&Schedule { labels, plan: &plan, day_zero: Some(session.day_zero()), run: &run })
}
