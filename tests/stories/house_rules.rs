//! The rules of the store: one schema, a journal that is never edited, and tables that can be thrown away.

use std::path::Path;

use needlebook_domain::consent_withdrawal::WithdrawalScope;
use needlebook_store::error::{Damage, StoreError};
use needlebook_store::journal::{Fact, Verified, Write};
use needlebook_store::{Store, project};
use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::clinic::Clinic;
use crate::gates::{guard_fact, incident};
use crate::outside::{count, dump, rows};

#[tokio::test]
async fn a_fresh_store_has_the_schema_that_was_reviewed() {
    let mut clinic = Clinic::set_up().await;
    let store = clinic.opened_from_outside().await;
    let statements: Vec<String> = sqlx::query_scalar(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '\\_sqlx%' ESCAPE '\\'
         ORDER BY tbl_name, type DESC, name",
    )
    .fetch_all(&mut *store.reader().await.unwrap())
    .await
    .unwrap();
    let schema = statements.join(";\n\n") + ";\n";
    let reviewed = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/schema.sql");
    let now = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schema.sql");
    std::fs::write(&now, &schema).unwrap();
    assert!(
        std::fs::read_to_string(&reviewed).unwrap_or_default() == schema,
        "the schema changed: compare {} with the reviewed {}, and commit it in its place if every change is meant",
        now.display(),
        reviewed.display()
    );
}

#[test]
fn no_migration_gives_up_its_transaction() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(
            !text.contains("no-transaction"),
            "{}: a half-applied migration is a lost store",
            path.display()
        );
        seen += 1;
    }
    assert!(seen > 0, "there are migrations to look at");
}

/// What lives beside the journal and is not made from it: drafts change freely, a file key is made once and shredded,
/// the laptop's own row, the journal itself.
const KEPT: [&str; 9] = [
    "_sqlx_migrations",
    "device",
    "draft",
    "draft_trail",
    "erasure",
    "former_data_key",
    "journal",
    "person_pin",
    "sealed_file",
];

#[tokio::test]
async fn every_projection_can_be_dropped_and_made_again_from_the_journal() {
    let mut clinic = eventful_clinic().await;
    let store = clinic.opened_from_outside().await;
    let mut write = store.write(None, clinic.now()).await.unwrap();
    let connection = write.connection();
    let before = dump(connection).await;
    let projections: Vec<&String> = before
        .keys()
        .filter(|table| !KEPT.contains(&table.as_str()))
        .collect();
    let mut known = project::TABLES.map(str::to_owned).to_vec();
    known.sort();
    assert_eq!(
        projections,
        known.iter().collect::<Vec<_>>(),
        "every table is kept for a reason or can be rebuilt"
    );
    for table in projections {
        assert!(
            !before[table].is_empty(),
            "{table}: the story wrote nothing here, so that it proves nothing"
        );
    }

    project::rebuild(connection).await.unwrap();
    let after = dump(connection).await;
    for (table, rows) in &before {
        assert_eq!(
            &after[table], rows,
            "{table}: rebuilt from the journal it reads differently"
        );
    }
}

#[tokio::test]
async fn the_journal_refuses_every_update_and_every_delete() {
    let mut clinic = eventful_clinic().await;
    let store = clinic.opened_from_outside().await;
    let mut write = store.write(None, clinic.now()).await.unwrap();
    let before = rows(write.connection(), "journal").await;
    let columns = [
        "seq = seq + 1000",
        "id = randomblob(16)",
        "device = randomblob(16)",
        "dseq = dseq + 1000",
        "hlc = hlc + 1",
        "wall_at = wall_at + 1",
        "actor = NULL",
        "entity = 'other'",
        "entity_id = randomblob(16)",
        "kind = 'left'",
        "supersedes = randomblob(16)",
        "schema_v = 2",
        "body = '{}'",
        "body = NULL",
        "body_hash = randomblob(32)",
        "prev = randomblob(32)",
        "h = randomblob(32)",
    ];
    for change in columns {
        let update = format!("UPDATE journal SET {change} WHERE seq = 3");
        refused(&mut write, &update).await;
    }
    // Each of the three keys alone would let REPLACE take the row away without a delete being asked for.
    let copy = |changed: &str| {
        let columns = "seq, id, device, dseq, hlc, wall_at, actor, entity, entity_id, kind, supersedes, schema_v, body,
                       body_hash, prev, h";
        let values = changed.split(", ").fold(columns.to_owned(), |all, one| {
            let (column, value) = one.split_once(" = ").unwrap();
            all.replacen(&format!("{column},"), &format!("{value},"), 1)
        });
        format!("REPLACE INTO journal ({columns}) SELECT {values} FROM journal WHERE seq = 3")
    };
    for statement in [
        "DELETE FROM journal WHERE seq = 3".to_owned(),
        "DELETE FROM journal".to_owned(),
        copy("body = '{}'"),
        copy("seq = 900, dseq = 900"),
        copy("seq = 900, id = randomblob(16)"),
    ] {
        refused(&mut write, &statement).await;
    }
    assert_eq!(rows(write.connection(), "journal").await, before);
}

/// An erasure names the row; then its body, and only its body, may go, and the chain stays whole.
#[tokio::test]
async fn a_named_erasure_empties_one_body_and_leaves_the_chain_whole() {
    let mut clinic = eventful_clinic().await;
    let store = clinic.opened_from_outside().await;
    let Verified::Whole { events } = store.verify().await.unwrap() else {
        panic!("broken before it began")
    };
    let mut write = store.write(None, clinic.now()).await.unwrap();
    run(
        &mut write,
        "INSERT INTO erasure (journal_seq, by_event) VALUES (3, randomblob(16))",
    )
    .await;
    refused(&mut write, "UPDATE journal SET body = '{}' WHERE seq = 3").await;
    refused(
        &mut write,
        "UPDATE journal SET body = NULL, kind = 'left' WHERE seq = 3",
    )
    .await;
    refused(&mut write, "UPDATE journal SET body = NULL WHERE seq = 4").await;
    run(&mut write, "UPDATE journal SET body = NULL WHERE seq = 3").await;
    write.commit().await.unwrap();
    assert_eq!(store.verify().await.unwrap(), Verified::Whole { events });
}

#[tokio::test]
async fn the_chain_is_whole_and_breaks_where_somebody_was_at_work() {
    let tampering = [
        "UPDATE journal SET body = replace(body, 'Selvedge', 'Petersham') WHERE seq = ?1",
        "UPDATE journal SET wall_at = wall_at - 60000 WHERE seq = ?1",
        "UPDATE journal SET actor = randomblob(16) WHERE seq = ?1",
        "UPDATE journal SET kind = 'left' WHERE seq = ?1",
        "UPDATE journal SET h = randomblob(32) WHERE seq = ?1",
        "DELETE FROM journal WHERE seq = ?1",
    ];
    let mut clinic = eventful_clinic().await;
    let store = clinic.opened_from_outside().await;
    let events = count(&mut store.reader().await.unwrap(), "journal").await;
    assert_eq!(store.verify().await.unwrap(), Verified::Whole { events });
    let registered: i64 =
        sqlx::query_scalar("SELECT seq FROM journal WHERE kind = 'patient_registered'")
            .fetch_one(&mut *store.reader().await.unwrap())
            .await
            .unwrap();
    for change in tampering {
        let mut write = store.write(None, clinic.now()).await.unwrap();
        drop_triggers(write.connection()).await;
        sqlx::query(change)
            .bind(registered)
            .execute(write.connection())
            .await
            .unwrap();
        let found = needlebook_store::journal::verify(
            write.connection(),
            store.vault().audit_key().bytes(),
        )
        .await;
        // A missing row is noticed at the next one.
        let at = if change.starts_with("DELETE") {
            registered + 1
        } else {
            registered
        };
        assert_eq!(found.unwrap(), Verified::BrokenAt { seq: at }, "{change}");
        drop(write);
    }
    assert_eq!(
        store.verify().await.unwrap(),
        Verified::Whole { events },
        "each was undone"
    );
}

#[tokio::test]
async fn a_signed_session_that_was_altered_is_never_shown_as_the_record() {
    let mut clinic = eventful_clinic().await;
    let store = clinic.opened_from_outside().await;
    let mut write = store.write(None, clinic.now()).await.unwrap();
    run(
        &mut write,
        "UPDATE session SET body = replace(body, '2.25', '0.25')",
    )
    .await;
    let id: Uuid = sqlx::query_scalar("SELECT id FROM session")
        .fetch_one(write.connection())
        .await
        .unwrap();
    let read =
        needlebook_store::session::get(write.connection(), needlebook_domain::ids::SessionId(id))
            .await;
    assert!(
        matches!(read, Err(StoreError::Damaged { what: Damage::Row })),
        "{read:?}"
    );
}

#[tokio::test]
async fn what_a_newer_version_wrote_is_kept_and_the_rest_still_reads() {
    let mut clinic = eventful_clinic().await;
    let store = clinic.opened_from_outside().await;
    let mut write = store.write(None, clinic.now()).await.unwrap();
    let connection = write.connection();
    let before = dump(connection).await;
    for (kind, version) in [
        ("photo_compared", 1),
        ("patient_registered", 99),
        ("photo_compared", 99),
    ] {
        let insert = "INSERT INTO journal
                 SELECT seq + 1, randomblob(16), device, dseq + 1, hlc + 1, wall_at, actor, 'photo', entity_id, ?1,
                        NULL, ?2, '{\"unheard\": \"of\"}', body_hash, h, randomblob(32)
                 FROM journal ORDER BY seq DESC LIMIT 1";
        sqlx::query(insert)
            .bind(kind)
            .bind(version)
            .execute(&mut *connection)
            .await
            .unwrap();
    }
    project::rebuild(connection).await.unwrap();
    let after = dump(connection).await;
    assert_eq!(
        after["journal"].len(),
        before["journal"].len() + 3,
        "never dropped"
    );
    for table in project::TABLES {
        assert_eq!(
            after[table], before[table],
            "{table}: what is not understood changes nothing that is"
        );
    }
}

#[tokio::test]
async fn what_a_newer_version_recorded_about_a_patient_stands_on_their_timeline() {
    use needlebook_api::patient_page;
    use needlebook_domain::timeline::Told;
    let mut clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let signed = clinic.sign_session(clinic.session(patient)).await.unwrap();
    let other = clinic.register("Hester", "Gingham").await;
    let seen = async |clinic: &Clinic, patient| {
        let page = patient_page::get(clinic.app(), patient).await.unwrap();
        let newer = page.timeline.items.into_iter();
        newer
            .filter_map(|item| match item.told {
                Told::Newer { kind } => Some((kind, item.at, item.by)),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    assert!(seen(&clinic, patient).await.is_empty());

    let store = clinic.opened_from_outside().await;
    let mut write = store.write(None, clinic.now()).await.unwrap();
    let about_patient = format!("{{\"of\": [\"{patient}\"]}}");
    for (kind, version, entity_id, body) in [
        ("photo_compared", 1, Uuid::now_v7(), about_patient.as_str()),
        ("session_signed", 99, signed.id.0, "{\"unheard\": \"of\"}"),
        ("hologram_taken", 7, patient.0, "{}"),
        ("hologram_taken", 7, other.0, "{}"),
        ("printer_bought", 1, Uuid::now_v7(), "{}"),
    ] {
        let insert = "INSERT INTO journal
                 SELECT seq + 1, randomblob(16), device, dseq + 1, hlc + 1, wall_at, actor, 'photo', ?3, ?1, NULL, ?2,
                        ?4, body_hash, h, randomblob(32)
                 FROM journal ORDER BY seq DESC LIMIT 1";
        sqlx::query(insert)
            .bind(kind)
            .bind(version)
            .bind(entity_id)
            .bind(body)
            .execute(write.connection())
            .await
            .unwrap();
    }
    write.commit().await.unwrap();
    store.lock().await.unwrap();
    clinic.start();
    clinic.unlock().await;

    let mut kinds: Vec<String> = seen(&clinic, patient)
        .await
        .into_iter()
        .map(|(kind, ..)| kind)
        .collect();
    kinds.sort();
    assert_eq!(
        kinds,
        ["hologram_taken", "photo_compared", "session_signed"],
        "on the patient, naming the patient, on a session of the patient"
    );
    assert_eq!(seen(&clinic, other).await.len(), 1);
    let (_, at, by) = seen(&clinic, other).await.remove(0);
    assert_eq!((at, by.as_str()), (clinic.now(), ""), "kind and time only");
    let today = needlebook_api::today::get_today(clinic.app())
        .await
        .unwrap();
    assert_eq!(
        today.computer.newer_entries, 5,
        "This computer counts them all"
    );
}

#[tokio::test]
async fn a_known_event_that_does_not_parse_is_damage_and_never_skipped() {
    let mut clinic = Clinic::set_up().await;
    let store = clinic.opened_from_outside().await;
    let mut write = store.write(None, clinic.now()).await.unwrap();
    drop_triggers(write.connection()).await;
    run(
        &mut write,
        "UPDATE journal SET body = '{}' WHERE kind = 'clinic_set_up'",
    )
    .await;
    let rebuilt = project::rebuild(write.connection()).await;
    assert!(
        matches!(rebuilt, Err(StoreError::Damaged { what: Damage::Row })),
        "{rebuilt:?}"
    );
}

#[tokio::test]
async fn a_write_that_was_not_finished_was_never_begun() {
    let mut clinic = eventful_clinic().await;
    let store = clinic.opened_from_outside().await;
    let before = dump(&mut store.reader().await.unwrap()).await;
    let mut write = store.write(Some(clinic.owner), clinic.now()).await.unwrap();
    write
        .append(clinic.owner.0, Fact::Locked { by_idle: true })
        .await
        .unwrap();
    drop(write);
    assert_eq!(dump(&mut store.reader().await.unwrap()).await, before);
}

/// A clinic in which something of everything happened.
async fn eventful_clinic() -> Clinic {
    use needlebook_api::{consent, patient, patient_page, session, today};
    use needlebook_domain::session::{SettledGuard, Tick};
    use needlebook_domain::zone::{Side, Zone};
    let clinic = Clinic::ready().await;
    let steps = "Lay them down. The red bag hangs behind the door.".to_owned();
    needlebook_api::emergency_card::approve(clinic.app(), steps)
        .await
        .unwrap();
    let display = serde_json::json!({
        "theme": "dark", "touch": "on", "single_keys": false, "discreet_today": true, "lock_after_minutes": 7, "cover_after_minutes": 20,
        "zoom": 150
    });
    needlebook_api::me::set_preferences(clinic.app(), serde_json::from_value(display).unwrap())
        .await
        .unwrap();
    let setting = serde_json::json!({
        "key": "filler_days", "value": 21, "reason": "as our supplier advises", "source": ""
    });
    needlebook_api::rule_settings::change(clinic.app(), serde_json::from_value(setting).unwrap())
        .await
        .unwrap();
    let profile = serde_json::json!({
        "name": "Bobbin pen", "steps": {"kind": "unchecked"}, "mechanical_max_mm": 2.5, "labelled_max_mm": null,
        "cleared_uses": [], "speed": null, "sunscreen_start_hours": null, "source": "Bobbin Instruments",
        "reason": "bought"
    });
    needlebook_api::device_profile::record(clinic.app(), serde_json::from_value(profile).unwrap())
        .await
        .unwrap();
    let stick = clinic.folder.with_file_name("stick");
    std::fs::create_dir(&stick).unwrap();
    needlebook_api::backup::add_place(clinic.app(), &stick, true)
        .await
        .unwrap();
    let rounds = needlebook_api::backup::round(clinic.app()).await.unwrap();
    assert!(rounds.backed_up == 1 && rounds.drilled);
    let patient = clinic.arrived_patient().await;
    let longer = serde_json::json!({
        "step": {"step": "replanned", "planned_sessions": 5}, "reason": "the scars are deep"
    });
    needlebook_api::course::record_change(
        clinic.app(),
        patient,
        serde_json::from_value(longer).unwrap(),
    )
    .await
    .unwrap();
    let source = needlebook_domain::preset::PresetSource::Open {
        draft: Box::new(clinic.session(patient)),
    };
    needlebook_api::preset::record(clinic.app(), "Both cheeks".to_owned(), source)
        .await
        .unwrap();
    let seen = clinic.screening_seeing(patient, 4);
    needlebook_api::screening::sign(clinic.app(), seen)
        .await
        .unwrap();
    let first = clinic.consent(patient).await;
    for scope in [WithdrawalScope::RecordPhotos, WithdrawalScope::Whole] {
        consent::withdraw(clinic.app(), first.id, scope, "too soon".to_owned())
            .await
            .unwrap();
    }
    let reply = needlebook_domain::consent_reply::Reply::TakenHome;
    clinic
        .reply(patient, reply, clinic.whole_form())
        .await
        .unwrap();
    let mut form = clinic.consent_form(patient, clinic.plan()).await;
    form.depth_above_label = Some(true);
    let second = consent::sign(clinic.app(), patient, form).await.unwrap();
    let lines = serde_json::json!({
        "lines": [{"what": "area", "zone": "chin"}], "signer_name": "Barnaby",
        "signature": {"way": "typed", "name": "Barnaby Selvedge"}
    });
    consent::sign_addendum(
        clinic.app(),
        second.id,
        serde_json::from_value(lines).unwrap(),
    )
    .await
    .unwrap();

    let mut draft = clinic.session(patient);
    draft.zones[0].depth_mm = Some(2.25);
    let guards = session::check(clinic.app(), draft.clone())
        .await
        .unwrap()
        .check
        .guards;
    let (by, at) = (clinic.owner, clinic.now());
    draft.settled = guards
        .iter()
        .map(|guard| SettledGuard {
            key: guard.key.clone(),
            reason: "deep scar".to_owned(),
            by,
            at,
        })
        .collect();
    let ceiling = guard_fact("D05:cheeks:right:2250", (Zone::Cheeks, Side::Right));
    draft.incidents = vec![incident(&clinic, ceiling, "the dial slipped")];
    // One unit more than the delivery held: the count was wrong.
    draft.cartridges = vec![draft.cartridges[0].clone(); 11];
    draft.cartridges[10].count_was_wrong = Some(Tick { by, at });
    draft.cartridges[0].serial = "A7".into();
    let signed = clinic.sign_session(draft).await.unwrap();
    let ended_at = session::get(clinic.app(), signed.id)
        .await
        .unwrap()
        .ended_at;
    let mut note =
        crate::clinic::plain_note("rang: well; the clock in the room was a minute ahead");
    note.ended_at = Some(ended_at - chrono::TimeDelta::minutes(1));
    needlebook_api::signed_session::add_note(clinic.app(), signed.id, note)
        .await
        .unwrap();
    needlebook_api::document::record_handover(clinic.app(), signed.sheet.unwrap(), false)
        .await
        .unwrap();
    crate::photos::eventful(&clinic, patient).await;
    crate::attachments::eventful(&clinic, patient).await;
    crate::loss::eventful(&clinic).await;
    today::record_departure(clinic.app(), patient)
        .await
        .unwrap();
    whole_record(&clinic, patient).await;
    let correction = crate::clinic::patient_form();
    patient::correct_patient(
        clinic.app(),
        patient,
        2,
        serde_json::from_value(correction).unwrap(),
    )
    .await
    .unwrap();
    patient_page::get(clinic.app(), patient).await.unwrap();
    let (one, other) = (
        clinic.arrived_patient().await,
        clinic.arrived_patient().await,
    );
    clinic.consult(other).await;
    let third = clinic.register("Ada", "Bodkin").await;
    import_and_undo(&clinic).await;
    let why = || "she said so".to_owned();
    needlebook_api::merge::merge(clinic.app(), one, other, why())
        .await
        .unwrap();
    needlebook_api::merge::merge(clinic.app(), one, third, why())
        .await
        .unwrap();
    needlebook_api::merge::unmerge(clinic.app(), third, why())
        .await
        .unwrap();
    needlebook_api::merge::tell_apart(clinic.app(), one, third)
        .await
        .unwrap();
    clinic
}

/// Everything that is kept beside the visits: history, alerts, notes, tasks, the archive.
async fn whole_record(clinic: &Clinic, patient: needlebook_domain::ids::PatientId) {
    use needlebook_api::{alert, end_of_record, medical_history, note, patient as patients, task};
    use needlebook_domain::alert::AlertKind;
    let app = clinic.app();
    let line = |text| serde_json::from_value(crate::medical_history::line(text)).unwrap();
    let wrong = clinic.allergy(patient, "beeswax").await;
    medical_history::correct(app, wrong, 1, line("wool"))
        .await
        .unwrap();
    medical_history::void(app, wrong, 2, "another person's".into())
        .await
        .unwrap();
    clinic.allergy(patient, "silk").await;
    let fear = alert::pin(app, patient, AlertKind::NeedleFear, String::new());
    alert::unpin(app, fear.await.unwrap()).await.unwrap();
    alert::pin(app, patient, AlertKind::Other, "hearing aid, left".into())
        .await
        .unwrap();
    let rang = note::sign(app, patient, "Rang: well".into()).await.unwrap();
    note::amend(app, rang, 0, "Rang: very well".into(), "misheard".into())
        .await
        .unwrap();
    needlebook_api::recall::record_call(app, patient, crate::recall::reached("LOT-7781"))
        .await
        .unwrap();
    let waste = crate::stock::moved(clinic.lot, "wasted", 1);
    needlebook_api::stock::record_movement(app, serde_json::from_value(waste).unwrap())
        .await
        .unwrap();
    let aside = clinic
        .add_lot("skinpen_precision", "LOT-0815", "2027-06-30")
        .await;
    needlebook_api::stock::quarantine(app, aside, "recalled".into())
        .await
        .unwrap();
    let red = clinic.react(patient, serde_json::json!({"grade": 1})).await;
    let again = serde_json::from_value(crate::reaction::still_open("2099-01-01")).unwrap();
    needlebook_api::reaction::follow_up(app, red, again)
        .await
        .unwrap();
    let call = serde_json::from_value(crate::tasks::call_back(clinic.today())).unwrap();
    let call = task::record(app, patient, call).await.unwrap();
    task::mark_done(app, call, "left a message".into())
        .await
        .unwrap();
    task::reopen(app, call).await.unwrap();
    task::mark_done(app, call, "spoke to her".into())
        .await
        .unwrap();
    patients::archive(app, patient, "moved away".into())
        .await
        .unwrap();
    patients::unarchive(app, patient, "came back".into())
        .await
        .unwrap();
    for reason in ["complaint 6", "complaint 7"] {
        end_of_record::place_legal_hold(app, patient, reason.into())
            .await
            .unwrap();
    }
    let mistake = clinic.register("Nobody", "Atall").await;
    end_of_record::lift_legal_hold(app, mistake, "never held".into())
        .await
        .unwrap();
    let number = patients::list_patients(app, 0).await.unwrap().hits;
    let number = number.into_iter().find(|hit| hit.id == mistake).unwrap();
    let wish = serde_json::json!({
        "patient": mistake, "record_number": number.record_number, "ground": "entered_by_mistake",
        "reason": "typed twice"
    });
    end_of_record::erase(app, serde_json::from_value(wish).unwrap())
        .await
        .unwrap();
}

async fn run(write: &mut Write<'_>, statement: &str) {
    sqlx::query(sqlx::AssertSqlSafe(statement.to_owned()))
        .execute(write.connection())
        .await
        .unwrap();
}

async fn refused(write: &mut Write<'_>, statement: &str) {
    let answer = sqlx::query(sqlx::AssertSqlSafe(statement.to_owned()))
        .execute(write.connection())
        .await;
    let error = answer.expect_err(statement).to_string();
    assert!(
        error.contains("the journal is never"),
        "{statement}: refused for another reason: {error}"
    );
}

async fn drop_triggers(connection: &mut SqliteConnection) {
    sqlx::raw_sql("DROP TRIGGER journal_keeps_every_value; DROP TRIGGER journal_keeps_every_row")
        .execute(connection)
        .await
        .unwrap();
}

/// The journal is opened by its own key only: another store's keys break its chain.
#[tokio::test]
async fn another_clinics_key_does_not_verify_this_journal() {
    let (mut one, mut other) = (Clinic::set_up().await, Clinic::set_up().await);
    let store: Store = one.opened_from_outside().await;
    let stranger = other.opened_from_outside().await;
    let mut reader = store.reader().await.unwrap();
    let found =
        needlebook_store::journal::verify(&mut reader, stranger.vault().audit_key().bytes()).await;
    assert_eq!(found.unwrap(), Verified::BrokenAt { seq: 1 });
}

/// Two batches from a table; one of them goes again.
async fn import_and_undo(clinic: &Clinic) {
    use needlebook_api::import;
    let path = clinic.folder.with_file_name("table.csv");
    for name in ["Lace", "Cord"] {
        std::fs::write(&path, format!("family,birth date\n{name},1990-01-02\n")).unwrap();
        let preview = import::preview_import(clinic.app(), &path).await.unwrap();
        let plan = import::ImportPlan {
            columns: preview.columns.iter().map(|column| column.field).collect(),
            ..import::ImportPlan::default()
        };
        let done = import::import_patients(clinic.app(), plan).await.unwrap();
        if name == "Lace" {
            import::undo_import(clinic.app(), done.batch).await.unwrap();
        }
    }
}
