//! Broken arguments for every command, through the window's own way to the shell. Whatever a page could send is answered
//! or refused, and the program stands afterwards with everything it held.

use std::{env, fs, io::Write as _, time::Instant};

use needlebook_api::{
    App, AppOptions,
    record_check::{self, RecordState},
};
use serde_json::json;

use crate::{
    fresh_laptop,
    standing::{open_demo, unlock_demo},
};

/// Ask a person for a file with no argument that could be broken, end the run, or work on the whole record.
const LEFT_OUT: [&str; 12] = [
    "save_",
    "choose_",
    "export_",
    "open_",
    "lock",
    "change_data_key",
    "verify_",
    "add_backup_place",
    "import_",
    "back_up_now",
    "create_clinic",
    "make_up_",
];

/// The commands with the names of their arguments, as the page knows them.
fn commands() -> Vec<(String, Vec<String>)> {
    let bindings = include_str!("../../ui/src/lib/ipc/bindings.ts");
    let mut commands = Vec::new();
    for line in bindings
        .lines()
        .filter(|line| line.contains("__TAURI_INVOKE<"))
    {
        let Some((name, rest)) = line
            .split_once(">(\"")
            .and_then(|(_, call)| call.split_once('"'))
        else {
            continue;
        };
        let named = rest
            .split_once('{')
            .and_then(|(_, names)| names.split_once('}'));
        let arguments = named.map_or(String::new(), |(names, _)| names.to_owned());
        let arguments = arguments
            .split(',')
            .map(|argument| argument.trim().to_owned())
            .filter(|argument| !argument.is_empty());
        commands.push((name.to_owned(), arguments.collect()));
    }
    commands.retain(|(name, _)| !LEFT_OUT.iter().any(|left_out| name.starts_with(left_out)));
    commands
}

#[tokio::test]
async fn no_argument_of_any_command_stops_the_program() {
    let number = |name| {
        env::var(name)
            .ok()
            .and_then(|text| text.parse::<u64>().ok())
    };
    let seconds = number("NEEDLEBOOK_FUZZ_SECONDS").unwrap_or(5);
    let seed = number("NEEDLEBOOK_FUZZ_SEED").unwrap_or(1);
    let commands = commands();
    assert!(
        commands.len() > 100,
        "{} commands were found",
        commands.len()
    );
    let scene = fresh_laptop();
    let window = open_demo(&scene, 6, 1).await;
    let begun = Instant::now();
    let (mut asked, mut answered, mut turn) = (0, 0, 0);
    while begun.elapsed().as_secs() < seconds || asked == 0 {
        // A few seconds at a time: the driver waits for no script longer than that.
        let count = window
            .invoke_broken(&json!(commands), seed + turn, 3)
            .await
            .unwrap();
        assert_eq!(count["silent"], json!([]), "seed {seed}: never answered");
        assert_eq!(
            count["strange"],
            json!([]),
            "seed {seed}: refused in no known way"
        );
        asked += count["asked"].as_u64().unwrap();
        answered += count["answered"].as_u64().unwrap();
        turn += 1;
    }
    let told = format!(
        "fuzz: commands done, {asked} calls of {} commands, {answered} answered, seed {seed}\n",
        commands.len()
    );
    std::io::stderr().write_all(told.as_bytes()).unwrap();
    window.close().await.unwrap();

    // Some of the broken words were passphrases, and whoever guesses has to wait.
    fs::remove_file(scene.data().join("throttle.json")).ok();
    let app = App::new(scene.data(), AppOptions::default()).unwrap();
    unlock_demo(&app).await;
    let found = record_check::verify(&app).await.unwrap();
    assert!(matches!(found, RecordState::Whole { .. }), "{found:?}");
}
