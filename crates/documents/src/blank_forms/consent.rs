//! The consent form with blanks where the plan stands: the very text that is signed on screen.

use super::page::Form;
use crate::consent::{ConsentPlan, ConsentSection, ConsentText, prepare};
use crate::content::{SectionKind, consent_form};
use crate::error::Error;
use crate::font::Weight;
use crate::prose::Prose;
use crate::wording::{Values, plain};

/// Room for a word or two, written by hand.
const BLANK: &str = "____________________";
/// The weeks between two visits, as the founding rule has them (S30).
const WEEKS: (u32, u32) = (4, 6);

pub(super) fn set(form: &Form<'_>, prose: &mut Prose<'_>) -> Result<(), Error> {
    let words = form.words;
    let text = prepare(consent_form("en")?, &plan(form))?;
    prose.title(&words.consent_title)?;
    let lead = Values::new()
        .with("revision", text.revision.to_string())
        .fill(&words.consent_lead)?;
    prose.paragraph(&plain(&lead, Weight::SemiBold))?;
    prose.paragraph(&plain(&text.introduction, Weight::Regular))?;
    prose.blank(&words.given, 8.0)?;
    for section in &text.sections {
        push_section(form, prose, &text, section)?;
    }
    prose.heading(&words.questions)?;
    prose.writing_lines(2);
    for (said, signs) in [
        (&text.declaration, &words.patient_signs),
        (&text.practitioner_declaration, &words.practitioner_signs),
    ] {
        prose.paragraph(&plain(said, Weight::SemiBold))?;
        prose.blank(signs, 16.0)?;
    }
    prose.foot(&form.clock.approval(form.forms.approved_by.as_ref())?)
}

fn plan(form: &Form<'_>) -> ConsentPlan {
    let clinic = &form.forms.clinic;
    let blank = || BLANK.to_owned();
    ConsentPlan {
        practitioner_name: blank(),
        practitioner_role: blank(),
        training: blank(),
        // Asked beside it, with boxes to tick.
        board_certified_specialist: true,
        concern: blank(),
        hopes: blank(),
        areas: blank(),
        sessions: "____".to_owned(),
        weeks_from: WEEKS.0,
        weeks_to: WEEKS.1,
        price_per_session: blank(),
        price_total: blank(),
        extra_costs: blank(),
        refund_rule: blank(),
        device: blank(),
        cleared_for: blank(),
        uses: Vec::new(),
        depth_limit: "____".to_owned(),
        adjuncts: blank(),
        numbing_product: blank(),
        phone: clinic.phone.clone(),
        retention_years: clinic
            .retention_years
            .map(|years| years.to_string())
            .unwrap_or_default(),
    }
}

fn push_section(
    form: &Form<'_>,
    prose: &mut Prose<'_>,
    text: &ConsentText,
    section: &ConsentSection,
) -> Result<(), Error> {
    let words = form.words;
    prose.heading(&format!("{}. {}", section.number, section.title))?;
    for paragraph in &section.paragraphs {
        prose.paragraph(&plain(paragraph, Weight::Regular))?;
    }
    if section.key == "what_it_is" {
        yes_or_no(form, prose, &words.specialist)?;
    }
    if section.key == "off_label" {
        prose.paragraph(&plain(&words.uses, Weight::Regular))?;
        let choices: Vec<&str> = words.uses_choices.iter().map(String::as_str).collect();
        let row = prose.ticks(&choices, "", prose.width)?;
        prose.flow.push(row.after(2.0));
        if let Some(depth) = &text.depth_choice {
            yes_or_no(form, prose, &depth.text)?;
        }
    }
    match section.kind {
        SectionKind::Risks => {
            for risk in &text.risks {
                let mut spans = plain(&format!("{}. ", risk.title), Weight::SemiBold);
                spans.extend(plain(&risk.text, Weight::Regular));
                let front = prose.tick_box();
                prose.listed(front, &spans, 22.0)?;
            }
        }
        SectionKind::Photos => {
            for scope in &text.photo_scopes {
                yes_or_no(form, prose, &format!("{}. {}", scope.title, scope.text))?;
            }
        }
        SectionKind::Read | SectionKind::Tick => {}
    }
    if let Some(statement) = &section.statement {
        let front = prose.tick_box();
        prose.listed(front, &plain(statement, Weight::SemiBold), 22.0)?;
    }
    Ok(())
}

fn yes_or_no(form: &Form<'_>, prose: &mut Prose<'_>, asked: &str) -> Result<(), Error> {
    let words = form.words;
    prose.paragraph(&plain(asked, Weight::Regular))?;
    let row = prose.ticks(&[&words.yes, &words.no], "", prose.width)?;
    prose.flow.push(row.after(2.0));
    Ok(())
}
