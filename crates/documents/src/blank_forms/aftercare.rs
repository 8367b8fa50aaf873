//! The aftercare sheet with blanks where the days and times stand. Its words are those of the printed sheet.

use super::page::Form;
use crate::SheetLanguage;
use crate::content::aftercare;
use crate::error::Error;
use crate::font::Weight;
use crate::prose::Prose;
use crate::wording::{Values, plain};

/// Room for a day and a time, written by hand.
const BLANK: &str = "______________________";

pub(super) fn set(form: &Form<'_>, prose: &mut Prose<'_>) -> Result<(), Error> {
    let words = aftercare(SheetLanguage::En)?;
    let clinic = &form.forms.clinic;
    let mut values = Values::new()
        .with("phone", &clinic.phone)
        .with("emergency", &clinic.emergency_line)
        .with("line", clinic.closed_line());
    for day in [
        "areas",
        "redness_to",
        "exercise_from",
        "makeup_from",
        "cream_from",
        "call_at",
        "from",
        "to",
    ] {
        values = values.with(day, BLANK);
    }
    prose.title(&form.words.aftercare_title)?;
    prose.paragraph(&plain(&form.words.aftercare_lead, Weight::SemiBold))?;
    prose.heading(&words.expect_title)?;
    prose.paragraph(&values.spans(&words.expect)?)?;
    let (same_day, emergency) = (&words.same_day, &words.emergency);
    let days: [(&str, &[&str]); 2] = [
        (
            &words.key_do_not,
            &[
                &words.no_touch,
                &words.no_makeup,
                &words.nothing_on.unnamed_sunscreen_today,
                &words.no_sweat,
                &words.no_harsh,
                &words.no_sun,
                &words.no_picking,
                &words.no_roller,
            ],
        ),
        (
            &words.key_do,
            &[
                &words.wash,
                &words.healing,
                &words.sunscreen_today,
                &words.daily_life,
                &words.mineral_makeup,
            ],
        ),
    ];
    let help: [(&str, &[&str]); 2] = [
        (
            &words.call_same_day,
            &[
                &same_day.sore,
                &same_day.pus,
                &same_day.cold_sore,
                &same_day.still_red,
                &same_day.bumps,
                &same_day.patches,
            ],
        ),
        (
            &words.call_emergency,
            &[
                &emergency.allergy,
                &emergency.eye,
                &emergency.eyelid,
                &emergency.fever,
                &emergency.numbing,
            ],
        ),
    ];
    push(prose, &values, &days)?;
    prose.heading(&words.next_title)?;
    prose.paragraph(&values.spans(&words.next_window)?)?;
    // Dates on one side, help on the other, as on the printed sheet.
    prose.flow.new_page();
    prose.title(&words.help_title)?;
    push(prose, &values, &help)?;
    prose.paragraph(&values.spans(&words.weak_immune)?)?;
    prose.paragraph(&values.spans(&words.closed)?)?;
    prose.foot(&form.clock.approval(form.forms.approved_by.as_ref())?)
}

fn push(prose: &mut Prose<'_>, values: &Values, parts: &[(&str, &[&str])]) -> Result<(), Error> {
    for (heading, lines) in parts {
        prose.heading(&values.fill(heading)?)?;
        for line in *lines {
            prose.point(&values.spans(line.trim())?)?;
        }
    }
    Ok(())
}
