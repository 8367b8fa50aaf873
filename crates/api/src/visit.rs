//! Where a patient stands: course, screening, consent, session and sheet. Today, the strip and the patient's page all
//! show this one answer.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::{device_profile, session_draft};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use needlebook_domain::concern::Concern;
use needlebook_domain::consent::{ConsentGate, SessionNeeds, gate as consent_gate};
use needlebook_domain::consent_reply::{ConsentReply, Reply};
use needlebook_domain::course;
use needlebook_domain::course_change::{CourseChange, CourseStanding};
use needlebook_domain::device::DeviceProfile;
use needlebook_domain::document::DocumentKind;
use needlebook_domain::ids::{DeviceId, PatientId, PersonId, SessionId};
use needlebook_domain::numbing::ContactTime;
use needlebook_domain::reaction::{ReactedZone, Reaction, is_open, reacted_zones};
use needlebook_domain::screening::{Outcome, ScreeningAnswer};
use needlebook_domain::screening_record::{
    Screening, ScreeningGate, ScreeningWait, gate as screening_gate,
};
use needlebook_domain::session::{
    Earlier, GateTimes, Incident, NumbingArea, Session, SessionDraft, ZoneState, started_at,
};
use needlebook_domain::zone::Region;
use needlebook_store::consent::StoredConsent;
use needlebook_store::document::StoredDocument;
use needlebook_store::draft::{self, Draft, DraftKey};
use needlebook_store::reaction::{self, StoredReaction};
use needlebook_store::{
    consent, consent_reply, consultation, course_change, document, screening, session, stock,
};
use serde::Serialize;
use specta::Type;
use std::collections::BTreeMap;

/// The course of a patient: the newest consultation's plan and how far it is.
#[derive(Clone, Debug, Serialize, Type)]
pub struct CourseView {
    pub concern: Concern,
    pub done: u32,
    pub planned: u32,
    pub open: bool,
    /// Nothing more is planned: what follows is maintenance, and the due window is of that (S31).
    pub finished: bool,
    /// Ended before its plan.
    pub closed_early: bool,
    pub due_from: Option<NaiveDate>,
    pub due_to: Option<NaiveDate>,
    /// The day that the newest screening waits for, where it comes after `due_from`: a visit is booked for the later of
    /// the two, with both reasons (P-AGG).
    pub held_until: Option<NaiveDate>,
    /// Each region that the course treated with the window of its own (PRACTICE 50), the first due first.
    pub regions: Vec<RegionDue>,
    /// Every decision about the course, oldest first.
    pub changes: Vec<CourseChange>,
}

/// When a region of the body is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct RegionDue {
    pub region: Region,
    pub last_on: NaiveDate,
    pub due_from: NaiveDate,
    pub due_to: NaiveDate,
}

#[derive(Clone, Debug, Serialize, Type)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum ScreeningStep {
    ToDo,
    Signed {
        outcome: Outcome,
        settled: bool,
        eligible_from: Option<NaiveDate>,
        opens_today: bool,
    },
    /// What reception reads instead of a finding (PRACTICE 66).
    Done,
    /// Somebody at the desk asks the nurse: it came to something that only a clinician may read.
    AskTheNurse,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum ConsentStep {
    None,
    Covers,
    NeedsLines {
        /// How many lines the patient has yet to sign.
        lines: u32,
    },
    Ended,
    Withdrawn,
    /// The patient said something else than a signature, and nothing was signed since.
    Replied {
        reply: Reply,
        on: NaiveDate,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SheetStep {
    None,
    Made,
    Closed,
}

/// What shut under an open session: a late answer, a consent taken back. Never why (PRACTICE 18, 27).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SessionStop {
    Screening,
    Consent,
    /// Something is wrong, and it is not over.
    Emergency,
}

#[derive(Clone, Debug, Serialize, Type)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum SessionStep {
    None,
    Open {
        id: SessionId,
        number: u32,
        /// Of the creams that are on, the one that has to come off first.
        numbing_on_at: Option<DateTime<Utc>>,
        /// When it begins to work; absent where only the prescriber can say.
        ready_from: Option<DateTime<Utc>>,
        off_by: Option<DateTime<Utc>>,
        /// No more cream and no needle until it is put right; the clock goes on until the cream is off.
        stop: Option<SessionStop>,
    },
    Signed {
        id: SessionId,
        number: u32,
        signed_at: DateTime<Utc>,
        sheet: SheetStep,
    },
}

/// Everything one look at a patient's visit needs.
#[derive(Debug)]
pub(crate) struct Visit {
    pub consultations: Vec<needlebook_domain::consultation::Consultation>,
    /// Decisions about courses, oldest first.
    pub course_changes: Vec<CourseChange>,
    pub screenings: Vec<Screening>,
    pub consents: Vec<StoredConsent>,
    pub replies: Vec<ConsentReply>,
    pub sessions: Vec<Session>,
    pub documents: Vec<StoredDocument>,
    /// Reactions that hold, newest record first.
    pub reactions: Vec<StoredReaction>,
    pub draft: Option<(DraftKey, SessionDraft, Draft)>,
    /// What the open session is charted with.
    pub draft_device: Option<DeviceProfile>,
}

/// How long numbing may stay on by the founding rule, where only the prescriber says otherwise.
const NUMBING_MOST_MINUTES: u16 = 45;

/// A cream that is on, by the contact time of its own product (P-PRODUCT).
struct NumbingClock {
    on_at: DateTime<Utc>,
    ready_from: Option<DateTime<Utc>>,
    off_by: DateTime<Utc>,
}

fn running(areas: &[NumbingArea]) -> impl Iterator<Item = NumbingClock> {
    areas.iter().filter_map(|area| {
        let on_at = area.on_at.filter(|_| area.off_at.is_none())?;
        let after = |minutes: u16| on_at + TimeDelta::minutes(i64::from(minutes));
        let (ready_from, off_by) = match area.product.contact_time() {
            ContactTime::General { from, to } | ContactTime::Label { from, to } => {
                (Some(after(from)), after(to))
            }
            ContactTime::Prescriber => (None, after(NUMBING_MOST_MINUTES)),
        };
        Some(NumbingClock {
            on_at,
            ready_from,
            off_by,
        })
    })
}

/// The newest day on which each region was needled.
fn last_by_region<'a>(sessions: impl Iterator<Item = &'a Session>) -> BTreeMap<Region, NaiveDate> {
    let mut last = BTreeMap::new();
    for session in sessions {
        let zones = session.record.zones.iter();
        for row in zones.filter(|row| row.state == ZoneState::Done) {
            let day: &mut NaiveDate = last.entry(row.zone.region()).or_insert(session.ended_on);
            *day = session.ended_on.max(*day);
        }
    }
    last
}

impl Visit {
    pub(crate) async fn load(open: &Open, patient: PatientId) -> Result<Self, ApiError> {
        let mut reader = open.store.reader().await?;
        let draft = draft::find_newest(&mut reader, session_draft::KIND, patient.0)
            .await?
            .and_then(|(key, draft)| {
                session_draft::read(&draft.body).map(|record| (key, record, draft))
            });
        let chosen = draft.as_ref().and_then(|(_, record, _)| record.device);
        let draft_device = match chosen {
            Some(id) => {
                let device = stock::get_device(&mut reader, id).await?;
                Some(device_profile::get(open, device.profile)?.clone())
            }
            None => None,
        };
        Ok(Self {
            draft_device,
            consultations: consultation::list(&mut reader, patient).await?,
            course_changes: course_change::list(&mut reader, patient).await?,
            screenings: screening::list(&mut reader, patient).await?,
            consents: consent::list(&mut reader, patient).await?,
            replies: consent_reply::list(&mut reader, patient).await?,
            sessions: session::list(&mut reader, patient).await?,
            documents: document::list(&mut reader, patient).await?,
            reactions: reaction::list(&mut reader, patient)
                .await?
                .into_iter()
                .filter(|one| one.voided.is_none())
                .collect(),
            draft,
        })
    }

    /// Reactions that are not settled.
    pub(crate) fn open_reactions(&self) -> impl Iterator<Item = &Reaction> {
        let open = self.reactions.iter().filter(|one| is_open(&one.follow_ups));
        open.map(|one| &one.reaction)
    }

    /// Zones that reacted before, as the grid marks them and the depth guard reads them.
    pub(crate) fn reacted(&self) -> Vec<ReactedZone> {
        let reactions = self.reactions.iter().map(|one| &one.reaction);
        reacted_zones(reactions, &self.sessions)
    }

    /// What earlier sessions settled and put on, for a session with one of these devices under today's consent.
    pub(crate) fn earlier(&self, devices: &[DeviceId], now: DateTime<Utc>) -> Earlier {
        let consent = self.consents.first().map(|stored| stored.consent.id);
        let course_from = self.consultations.first().map(|course| course.held_on);
        let is_same_use = |session: &Session| {
            consent.is_some()
                && session.consent == consent
                && course_from.is_none_or(|from| session.ended_on >= from)
                && session
                    .record
                    .device
                    .is_some_and(|id| devices.contains(&id))
        };
        Earlier::of(self.sessions.iter(), is_same_use, now)
    }

    pub(crate) fn course(&self) -> Option<CourseView> {
        let consultation = self.consultations.first()?;
        let since = consultation.held_on;
        let own = |session: &&Session| session.ended_on >= since;
        let done = u32::try_from(self.sessions.iter().filter(own).count()).unwrap_or(u32::MAX);
        let standing = CourseStanding::of(consultation, &self.course_changes);
        let is_over = standing.is_over(done);
        let window_after = |last: NaiveDate| {
            if is_over {
                course::maintenance(last)
            } else {
                course::window(last)
            }
        };
        let window = self
            .sessions
            .first()
            .map(|last| window_after(last.ended_on));
        let mut regions: Vec<RegionDue> = last_by_region(self.sessions.iter().filter(own))
            .into_iter()
            .map(|(region, last_on)| {
                let window = window_after(last_on);
                RegionDue {
                    region,
                    last_on,
                    due_from: window.from,
                    due_to: window.to,
                }
            })
            .collect();
        regions.sort_by_key(|region| (region.due_to, region.region));
        Some(CourseView {
            concern: consultation.concern,
            done,
            planned: standing.planned,
            open: self.draft.is_some(),
            finished: is_over,
            closed_early: standing.closed_early,
            due_from: window.as_ref().map(|window| window.from),
            due_to: window.as_ref().map(|window| window.to),
            held_until: self.held_until(window.as_ref().map(|window| window.from)),
            regions,
            changes: self
                .course_changes
                .iter()
                .filter(|change| change.consultation == consultation.id)
                .cloned()
                .collect(),
        })
    }

    /// The end of the waits that the screening since the last session named, where they reach beyond a day.
    fn held_until(&self, beyond: Option<NaiveDate>) -> Option<NaiveDate> {
        let newest = self.screenings.first()?;
        let wait = ScreeningWait {
            outcome: newest.judgement.outcome,
            eligible_from: newest.judgement.eligible_from,
            signed_at: newest.signed_at,
        };
        wait.until(self.sessions.first().map(|last| last.ended_at), beyond)
    }

    /// Whether today's screening opens a session of this person; `now_judged` is what its answers come to for the
    /// session as it is planned now.
    pub(crate) fn screening_gate(
        &self,
        open: &Open,
        now_judged: Option<&ScreeningAnswer>,
        treating: PersonId,
        on: NaiveDate,
    ) -> ScreeningGate {
        let last_end = self.sessions.first().map(|session| session.ended_at);
        let newest = self.screenings.first();
        screening_gate(newest, now_judged, on, treating, last_end, |at| {
            open.local_date(at)
        })
    }

    /// Whether the newest consent covers what a session needs.
    pub(crate) fn consent_gate(
        &self,
        open: &Open,
        needs: &SessionNeeds,
        on: NaiveDate,
    ) -> ConsentGate {
        let last_session_on = self.sessions.first().map(|session| session.ended_on);
        let history =
            self.consents
                .first()
                .map(|stored| needlebook_domain::consent::ConsentHistory {
                    consent: &stored.consent,
                    withdrawn: stored.withdrawn_at.is_some(),
                    addenda: &stored.addenda,
                    last_session_on,
                });
        consent_gate(history.as_ref(), needs, on, |at| open.local_date(at))
    }

    /// When the gates of a session were signed, and when they shut again under it.
    pub(crate) fn gate_times(
        &self,
        open: &Open,
        needs: &SessionNeeds,
        treating: PersonId,
        on: NaiveDate,
    ) -> GateTimes {
        let last_end = self.sessions.first().map(|session| session.ended_at);
        let opens = |screening: &&Screening| {
            let gate = screening_gate(Some(screening), None, on, treating, last_end, |at| {
                open.local_date(at)
            });
            gate == ScreeningGate::Open
        };
        let screened_at = self
            .screenings
            .iter()
            .filter(opens)
            .map(|one| one.signed_at)
            .min();
        let newest = self.screenings.first();
        let closed = newest.filter(|newest| screened_at.is_some() && !opens(newest));
        let consent = self.consents.first();
        GateTimes {
            screened_at,
            screening_closed_at: closed.map(|newest| newest.signed_at),
            consented_at: consent.map(|stored| stored.consent.countersigned_at),
            lines_signed_at: self.lines_signed_at(open, needs, on),
            withdrawn_at: consent.and_then(|stored| stored.withdrawn_at),
        }
    }

    /// When the last line was signed that this session needs beyond the consent itself.
    fn lines_signed_at(
        &self,
        open: &Open,
        needs: &SessionNeeds,
        on: NaiveDate,
    ) -> Option<DateTime<Utc>> {
        let stored = self.consents.first()?;
        let bare = needlebook_domain::consent::ConsentHistory {
            consent: &stored.consent,
            withdrawn: false,
            addenda: &[],
            last_session_on: self.sessions.first().map(|session| session.ended_on),
        };
        let ConsentGate::Uncovered { lines } =
            consent_gate(Some(&bare), needs, on, |at| open.local_date(at))
        else {
            return None;
        };
        let signed = |line| {
            let covering = stored
                .addenda
                .iter()
                .filter(move |one| one.lines.contains(line));
            covering.map(|addendum| addendum.signed_at).min()
        };
        lines.iter().filter_map(signed).max()
    }

    pub(crate) fn screening_step(&self, open: &Open, on: NaiveDate) -> ScreeningStep {
        let Some(newest) = self.screenings.first() else {
            return ScreeningStep::ToDo;
        };
        let gate = self.screening_gate(open, None, newest.signed_by, on);
        // A finding that stops stays in sight until its date has come; then it is time to ask again.
        let is_over = newest.judgement.outcome < Outcome::Defer
            || newest
                .judgement
                .eligible_from
                .is_some_and(|from| from <= on);
        if gate == ScreeningGate::NotToday && is_over {
            return ScreeningStep::ToDo;
        }
        ScreeningStep::Signed {
            outcome: newest.judgement.outcome,
            settled: !newest.settled.is_empty(),
            eligible_from: newest.judgement.eligible_from,
            opens_today: gate == ScreeningGate::Open,
        }
    }

    pub(crate) fn consent_step(&self, open: &Open, on: NaiveDate) -> ConsentStep {
        let needs = match &self.draft {
            Some((key, draft, _)) => {
                needlebook_domain::session::needs(draft, self.draft_device.as_ref(), key.person)
            }
            None => SessionNeeds::default(),
        };
        let gate = self.consent_gate(open, &needs, on);
        if let Some(newest) = self.replies.first()
            && newest.stands(&gate, self.consents.first().map(changed_at))
        {
            return ConsentStep::Replied {
                reply: newest.reply,
                on: open.local_date(newest.at),
            };
        }
        match gate {
            ConsentGate::Open => ConsentStep::Covers,
            ConsentGate::None => ConsentStep::None,
            ConsentGate::Withdrawn => ConsentStep::Withdrawn,
            ConsentGate::Ended { .. } => ConsentStep::Ended,
            ConsentGate::Uncovered { lines } => ConsentStep::NeedsLines {
                lines: u32::try_from(lines.len()).unwrap_or(u32::MAX),
            },
        }
    }

    pub(crate) fn session_step(&self, open: &Open, on: NaiveDate) -> SessionStep {
        if let Some((key, draft, _)) = &self.draft {
            let clock = running(&draft.numbing).min_by_key(|clock| clock.off_by);
            return SessionStep::Open {
                id: draft.id,
                number: self.sessions.first().map_or(0, |last| last.number) + 1,
                numbing_on_at: clock.as_ref().map(|clock| clock.on_at),
                ready_from: clock.as_ref().and_then(|clock| clock.ready_from),
                off_by: clock.as_ref().map(|clock| clock.off_by),
                stop: self.session_stop(open, key.person, draft, on),
            };
        }
        match self.sessions.first() {
            Some(last) if open.local_date(last.signed_at) == on => SessionStep::Signed {
                id: last.record.id,
                number: last.number,
                signed_at: last.signed_at,
                sheet: self.sheet_step(last.record.id),
            },
            _ => SessionStep::None,
        }
    }

    /// A gate that is shut under a session that has begun. Before anything touched the patient only what says no
    /// counts: what is merely still to do is shown as such.
    fn session_stop(
        &self,
        open: &Open,
        treating: PersonId,
        draft: &SessionDraft,
        on: NaiveDate,
    ) -> Option<SessionStop> {
        if draft.stopped.is_some() {
            return None;
        }
        let started = started_at(draft);
        let on = started.map_or(on, |at| open.local_date(at));
        let screening = match self.screening_gate(open, None, treating, on) {
            ScreeningGate::Open => false,
            ScreeningGate::Stopped => true,
            ScreeningGate::None
            | ScreeningGate::NotToday
            | ScreeningGate::NotByYou
            | ScreeningGate::Worse => started.is_some(),
        };
        let needs = needlebook_domain::session::needs(draft, self.draft_device.as_ref(), treating);
        let consent = match self.consent_gate(open, &needs, on) {
            ConsentGate::Open => false,
            ConsentGate::Withdrawn => true,
            ConsentGate::None | ConsentGate::Ended { .. } | ConsentGate::Uncovered { .. } => {
                started.is_some()
            }
        };
        let emergency = draft.incidents.iter().any(Incident::is_going_on);
        [
            (emergency, SessionStop::Emergency),
            (screening, SessionStop::Screening),
            (consent, SessionStop::Consent),
        ]
        .into_iter()
        .find_map(|(shut, stop)| shut.then_some(stop))
    }

    pub(crate) fn sheet_step(&self, session: SessionId) -> SheetStep {
        let sheet = self.documents.iter().find(|stored| {
            stored.document.about == session.0 && stored.document.kind == DocumentKind::Aftercare
        });
        match sheet {
            None => SheetStep::None,
            Some(stored) if stored.closed_as.is_some() => SheetStep::Closed,
            Some(_) => SheetStep::Made,
        }
    }
}

/// When a consent was signed, added to or taken back, whichever was last.
fn changed_at(stored: &StoredConsent) -> DateTime<Utc> {
    let added = stored.addenda.iter().map(|addendum| addendum.signed_at);
    added
        .chain(stored.withdrawn_at)
        .fold(stored.consent.countersigned_at, DateTime::max)
}

/// The clocks that stay visible while the app is locked: no names.
impl App {
    pub(crate) fn room_clocks(&self) -> Vec<crate::start::RoomClock> {
        self.clocks
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone()
    }

    pub(crate) async fn keep_room_clocks(&self, open: &Open) {
        let running = running_clocks(open).await.unwrap_or_default();
        *self
            .clocks
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = running;
    }
}

async fn running_clocks(open: &Open) -> Result<Vec<crate::start::RoomClock>, ApiError> {
    let drafts = draft::list(&mut *open.store.reader().await?, session_draft::KIND).await?;
    let sessions = drafts
        .iter()
        .filter_map(|(_, draft)| session_draft::read(&draft.body));
    let clocks = sessions.flat_map(|session| {
        let running = running(&session.numbing).map(|clock| crate::start::RoomClock {
            on_at: clock.on_at,
            off_by: clock.off_by,
        });
        running.collect::<Vec<_>>()
    });
    Ok(clocks.collect())
}
