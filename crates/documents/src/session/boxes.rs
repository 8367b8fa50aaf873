//! The record's boxes: numbing, before, after, given, next.

use needlebook_domain::session::{BeforePhotos, CreamAnswer, NumbingArea};

use crate::content::{ClinicClock, SessionWords};
use crate::error::Error;
use crate::plan::facts::Fact;
use crate::session::SessionRecord;
use crate::wording::Values;

/// A titled box of facts.
pub(super) struct Box {
    pub title: String,
    /// Width of the label column in points; 0 for values without labels.
    pub label: f32,
    pub facts: Vec<Fact>,
}

/// Width of most boxes' label column in points.
const LABEL: f32 = 80.0;

fn number(value: f64) -> String {
    let fixed = format!("{value:.2}");
    fixed.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// One box for each numbed area, or one that says none was used.
pub(super) fn numbing(
    record: &SessionRecord,
    words: &SessionWords,
    clock: ClinicClock<'_>,
) -> Result<Vec<Box>, Error> {
    let home = from_home(record, words, clock)?;
    if record.numbing.is_empty() {
        let mut facts = vec![Fact::new("", &words.numbing_none)];
        facts.extend(home);
        return Ok(vec![Box {
            title: words.numbing.clone(),
            label: LABEL,
            facts,
        }]);
    }
    let areas = record.numbing.iter().map(|area| numbed(area, words, clock));
    let mut boxes: Vec<Box> = areas.collect::<Result<_, _>>()?;
    if let (Some(first), Some(home)) = (boxes.first_mut(), home) {
        first.facts.push(home);
    }
    Ok(boxes)
}

/// What the patient said about cream put on before the visit.
fn from_home(
    record: &SessionRecord,
    words: &SessionWords,
    clock: ClinicClock<'_>,
) -> Result<Option<Fact>, Error> {
    let Some(cream) = record.cream_before else {
        return Ok(None);
    };
    let said = match (cream.answer, cream.product) {
        (CreamAnswer::No, _) => words.cream_before_no.clone(),
        (CreamAnswer::DoesNotKnow, _) => words.cream_before_unknown.clone(),
        (CreamAnswer::Yes, None) => words.cream_before_unnamed.clone(),
        (CreamAnswer::Yes, Some(product)) => {
            let mut said = vec![clock.words.numbing_product(product)?.to_owned()];
            if let Some(grams) = cream.grams {
                let grams = Values::new().with("grams", number(grams));
                said.push(grams.fill(&words.amount_grams)?);
            }
            said.extend(cream.on_at.map(|at| clock.clock(at)));
            said.join(&clock.words.list_comma)
        }
    };
    Ok(Some(Fact::new(&words.cream_before, said)))
}

fn numbed(area: &NumbingArea, words: &SessionWords, clock: ClinicClock<'_>) -> Result<Box, Error> {
    let name = clock.words.numbing_product(area.product)?;
    let product = match area.percent {
        // Many a product's name says its strength.
        Some(percent) if !name.contains(&format!("{} %", number(percent))) => Values::new()
            .with("product", name)
            .with("percent", number(percent))
            .fill(&words.percent)?,
        _ => name.to_owned(),
    };
    let mut amount = Vec::new();
    if let Some(grams) = area.grams {
        amount.push(
            Values::new()
                .with("grams", number(grams))
                .fill(&words.amount_grams)?,
        );
    }
    if let Some(cm2) = area.area_cm2 {
        amount.push(
            Values::new()
                .with("area", number(cm2))
                .fill(&words.amount_area)?,
        );
    }
    amount.push(if area.occluded {
        words.occluded.clone()
    } else {
        words.not_occluded.clone()
    });
    let mut facts = vec![
        Fact::new(&words.product, product),
        Fact::new(&words.amount, amount.join(&clock.words.list_comma)),
    ];
    match (area.on_at, area.off_at) {
        (Some(on), Some(off)) => {
            let values = Values::new()
                .with("on", clock.clock(on))
                .with("off", clock.clock(off))
                .with("minutes", (off - on).num_minutes().to_string());
            facts.push(Fact::new(&words.on_off, values.fill(&words.on_off_value)?));
        }
        (Some(on), None) => {
            facts.push(Fact::new(
                &words.on_off,
                Values::new()
                    .with("on", clock.clock(on))
                    .fill(&words.on_only)?,
            ));
        }
        _ => facts.push(Fact::new(&words.on_off, &words.not_recorded)),
    }
    let removed = if area.removed {
        &words.removed_yes
    } else {
        &words.not_recorded
    };
    facts.push(Fact::new(&words.removed, removed));
    let signs = match area.signs_asked {
        Some(tick) => Values::new()
            .with("clock", clock.clock(tick.at))
            .fill(&words.signs_value)?,
        None => words.not_recorded.clone(),
    };
    facts.push(Fact::new(&words.signs, signs));
    Ok(Box {
        title: words.numbing.clone(),
        label: LABEL,
        facts,
    })
}

/// Photos, antiseptic, cartridges.
pub(super) fn before(
    record: &SessionRecord,
    words: &SessionWords,
    clock: ClinicClock<'_>,
) -> Result<Box, Error> {
    let photos = match record.before_photos {
        Some(BeforePhotos::Taken) => &words.photos_taken,
        Some(BeforePhotos::Declined) => &words.photos_declined,
        None => &words.not_recorded,
    };
    let antiseptic = match &record.antiseptic {
        Some(used) => Values::new()
            .with("product", &used.product)
            .with("clock", clock.clock(used.at))
            .fill(&words.antiseptic_value)?,
        None => words.not_recorded.clone(),
    };
    let mut facts = vec![
        Fact::new(&words.photos, photos),
        Fact::new(&words.antiseptic, antiseptic),
    ];
    if let Some(glide) = record
        .glide
        .as_ref()
        .filter(|glide| !glide.product.is_empty())
    {
        let values = Values::new().with("product", &glide.product).with(
            "lot",
            if glide.lot.is_empty() {
                "–"
            } else {
                &glide.lot
            },
        );
        let wording = match glide.expires_on {
            Some(on) => values
                .with("day", clock.date(on)?)
                .fill(&words.glide_value_dated)?,
            None => values.fill(&words.glide_value)?,
        };
        facts.push(Fact::new(&words.glide, wording));
    }
    for unit in &record.units {
        let wording = match (unit.sealed, unit.opened_at) {
            (true, Some(at)) => Values::new()
                .with("clock", clock.clock(at))
                .fill(&words.unit_sealed)?,
            (true, None) => words.unit_sealed_untimed.clone(),
            (false, _) => words.unit_unsealed.clone(),
        };
        facts.push(Fact::new(&words.unit, wording));
    }
    Ok(Box {
        title: words.before.clone(),
        label: LABEL,
        facts,
    })
}

/// Products, cooling, bleeding, sharps.
pub(super) fn after(record: &SessionRecord, words: &SessionWords) -> Result<Box, Error> {
    let mut facts = Vec::new();
    for used in &record.products_after {
        let values = Values::new()
            .with("product", &used.name)
            .with("lot", &used.lot)
            .with("reason", &used.reason);
        let named = if used.lot.is_empty() {
            used.name.clone()
        } else {
            values.fill(&words.product_lot)?
        };
        let named = if used.reason.is_empty() {
            named
        } else {
            Values::new()
                .with("product", named)
                .with("reason", &used.reason)
                .fill(&words.product_reason)?
        };
        facts.push(Fact::new(&words.product, named));
    }
    if !record.cooling.is_empty() {
        facts.push(Fact::new(&words.cooling, &record.cooling));
    }
    let bleeding = record
        .bleeding
        .and_then(|b| words.bleedings.get(usize::from(b)));
    facts.push(Fact::new(
        &words.bleeding,
        bleeding.unwrap_or(&words.not_recorded),
    ));
    let sharps = if record.sharps_disposed {
        &words.sharps_done
    } else {
        &words.not_recorded
    };
    facts.push(Fact::new(&words.sharps, sharps));
    Ok(Box {
        title: words.after.clone(),
        label: LABEL,
        facts,
    })
}

/// Aftercare sheet and price.
pub(super) fn given(
    record: &SessionRecord,
    words: &SessionWords,
    clock: ClinicClock<'_>,
) -> Result<Box, Error> {
    let sheet = match &record.aftercare {
        Some(mark) => clock.words.number_and_version(mark)?,
        None => words.aftercare_none.clone(),
    };
    let mut facts = vec![Fact::new(&words.aftercare, sheet)];
    // The first page is made before the sheet is handed over: what is not known yet is left out, never denied.
    if let Some((taken, at)) = record.handed_over {
        let handed = Values::new()
            .with("date", clock.date(clock.local(at).date_naive())?)
            .with("clock", clock.clock(at))
            .fill(if taken {
                &words.handed_over_at
            } else {
                &words.declined_at
            })?;
        facts.push(Fact::new(&words.handed_over, handed));
    }
    if !record.price.is_empty() {
        facts.push(Fact::new(&words.price, &record.price));
    }
    Ok(Box {
        title: words.given.clone(),
        label: LABEL,
        facts,
    })
}

/// The next visit's window.
pub(super) fn next(
    record: &SessionRecord,
    words: &SessionWords,
    clock: ClinicClock<'_>,
) -> Result<Box, Error> {
    let facts = match record.next_visit {
        Some((from, to)) => {
            vec![
                Fact::new(&words.next_from, clock.day(from)?),
                Fact::new(&words.next_to, clock.day(to)?),
            ]
        }
        None => vec![Fact::new("", &words.next_none)],
    };
    Ok(Box {
        title: words.next.clone(),
        label: 42.0,
        facts,
    })
}
