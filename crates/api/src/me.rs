//! Who is at the keyboard, what every screen needs to know of them, and their own display settings.

use crate::app::App;
use crate::cover;
use crate::error::ApiError;
use crate::role::UseCase;
use chrono::NaiveDate;
use needlebook_domain::clinic::DateOrder;
use needlebook_domain::device::DeviceProfileId;
use needlebook_domain::issue::{Issue, IssueCode};
use needlebook_domain::person::Person;
use needlebook_domain::price::UsualPrice;
use needlebook_store::journal::Fact;
use needlebook_store::person;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;
use std::collections::BTreeMap;

/// A person's own display settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct Preferences {
    pub theme: Theme,
    pub touch: Touch,
    pub single_keys: bool,
    pub discreet_today: bool,
    /// Minutes without a key or a touch before the app locks, 1 to 30.
    pub lock_after_minutes: u8,
    /// The same during an open session, which is covered then and not locked, 1 to 45.
    pub cover_after_minutes: u8,
    /// The size of everything in the window, in per cent: one of [`ZOOM_STEPS`].
    pub zoom: u16,
}

/// The sizes that the window can be shown in, in per cent.
pub const ZOOM_STEPS: [u16; 5] = [100, 125, 150, 175, 200];

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    System,
    Light,
    Dark,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Touch {
    Auto,
    On,
    Off,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            touch: Touch::Auto,
            single_keys: true,
            discreet_today: false,
            lock_after_minutes: 5,
            cover_after_minutes: cover::USUAL_MINUTES,
            zoom: 100,
        }
    }
}

impl Preferences {
    /// What was kept, with the usual for what an older version did not ask.
    fn from_kept(kept: &Value) -> Option<Self> {
        let mut whole = serde_json::to_value(Self::default()).ok()?;
        for (key, value) in kept.as_object()? {
            whole[key] = value.clone();
        }
        serde_json::from_value(whole).ok()
    }
}

/// Who is at the keyboard, and what every screen needs to know.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Me {
    pub person: Person,
    pub clinic: MyClinic,
    pub preferences: Preferences,
    pub is_demo: bool,
    /// The clinic's own device profiles by name; those that came with the program have theirs in the interface.
    pub own_devices: Vec<OwnDevice>,
    /// The clinic's own date.
    pub today: NaiveDate,
    /// This computer's zone, when it is not the clinic's (PRACTICE 62).
    pub zone_differs: Option<String>,
    /// An older copy of the store was put back since it was last locked.
    pub put_back: bool,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct OwnDevice {
    pub profile: DeviceProfileId,
    pub name: String,
    pub retired: bool,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct MyClinic {
    pub name: String,
    pub zone: String,
    pub date_order: DateOrder,
    pub emergency_line: String,
    pub currency: String,
    /// What a visit usually costs, in that currency.
    pub usual_price: UsualPrice,
    /// How long a patient has the information before signing a consent (C13).
    pub time_to_think_hours: u16,
}

/// # Errors
/// [`ApiError::Locked`].
pub async fn get_me(app: &App) -> Result<Me, ApiError> {
    let open = app.run(UseCase::ChangeOwnDisplay).await?;
    let preferences =
        person::find_preferences(&mut *open.store.reader().await?, open.actor()).await?;
    let now = app.now();
    Ok(Me {
        person: open.person.clone(),
        clinic: MyClinic {
            name: open.clinic.name.clone(),
            zone: open.clinic.zone.clone(),
            date_order: open.clinic.date_order,
            emergency_line: open.clinic.emergency_line.clone(),
            currency: open.clinic.currency.clone(),
            usual_price: open.rules.usual_price(&open.clinic.currency),
            time_to_think_hours: open.rules.time_to_think_hours,
        },
        preferences: preferences
            .and_then(|kept| Preferences::from_kept(&kept))
            .unwrap_or_default(),
        own_devices: open
            .rules
            .devices()
            .own()
            .map(|profile| OwnDevice {
                profile: profile.id,
                name: profile.name.to_string(),
                retired: profile.retired,
            })
            .collect(),
        is_demo: open.is_demo,
        today: open.local_date(now),
        zone_differs: computer_zone().filter(|zone| !is_same_zone(zone, &open.clinic.zone)),
        put_back: open.store.head_state().await? == needlebook_store::store::HeadState::PutBack,
    })
}

/// Whether two zone ids name one zone: UTC has two names.
fn is_same_zone(one: &str, other: &str) -> bool {
    let name = |zone: &str| zone.strip_prefix("Etc/").unwrap_or(zone).to_owned();
    name(one) == name(other)
}

/// The computer's own IANA zone, where it says one. As everywhere, `TZ` speaks for the session before the system does.
fn computer_zone() -> Option<String> {
    let of_session = std::env::var("TZ")
        .ok()
        .filter(|zone| zone.parse::<chrono_tz::Tz>().is_ok());
    of_session.or_else(|| iana_time_zone::get_timezone().ok())
}

/// # Errors
/// [`ApiError::Invalid`] for an idle time outside 1 to 30 minutes, or 1 to 45 during a session, and for a size that the window has not.
pub async fn set_preferences(app: &App, preferences: Preferences) -> Result<(), ApiError> {
    let open = app.run(UseCase::ChangeOwnDisplay).await?;
    if !(1..=30).contains(&preferences.lock_after_minutes) {
        return Err(out_of_range("lock_after_minutes", 1, 30));
    }
    if !cover::MINUTES.contains(&preferences.cover_after_minutes) {
        let (least, most) = (*cover::MINUTES.start(), *cover::MINUTES.end());
        return Err(out_of_range(
            "cover_after_minutes",
            least.into(),
            most.into(),
        ));
    }
    if let [least, .., most] = ZOOM_STEPS
        && !ZOOM_STEPS.contains(&preferences.zoom)
    {
        return Err(out_of_range("zoom", least, most));
    }
    let preferences =
        serde_json::to_value(preferences).map_err(|error| ApiError::internal(&error))?;
    let mut write = open.write(app.now()).await?;
    write
        .append(open.actor().0, Fact::PreferencesChanged { preferences })
        .await?;
    Ok(write.commit().await?)
}

fn out_of_range(path: &str, least: u16, most: u16) -> ApiError {
    let issue = Issue {
        path: path.to_owned(),
        code: IssueCode::OutOfRange,
        params: BTreeMap::from([
            ("min".to_owned(), least.to_string()),
            ("max".to_owned(), most.to_string()),
        ]),
    };
    vec![issue].into()
}
