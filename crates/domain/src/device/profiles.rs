//! Every device profile of a clinic: those that came with the program and its own.

use std::sync::Arc;

use super::{BUILT_IN, DeviceProfile, DeviceProfileChange, DeviceProfileId};

/// The profiles as they are in force. Old versions are not lost: they are what earlier changes led to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeviceProfiles {
    own: Arc<[DeviceProfile]>,
}

impl DeviceProfiles {
    /// The profiles after these changes, oldest first. A correction replaces what it corrects, in its place.
    #[must_use]
    pub fn after<'a>(changes: impl IntoIterator<Item = &'a DeviceProfileChange>) -> Self {
        let mut own: Vec<DeviceProfile> = Vec::new();
        for change in changes {
            let now = change.profile.clone();
            match own.iter_mut().find(|before| before.id == now.id) {
                Some(before) => *before = now,
                None => own.push(now),
            }
        }
        Self { own: own.into() }
    }

    /// What is known of a device, retired or not; `None` for a profile nobody added here.
    #[must_use]
    pub fn find(&self, id: DeviceProfileId) -> Option<&DeviceProfile> {
        id.built_in()
            .or_else(|| self.own.iter().find(|profile| profile.id == id))
    }

    /// Every profile: what came with the program, then the clinic's own in the order they were added.
    pub fn all(&self) -> impl Iterator<Item = &DeviceProfile> {
        BUILT_IN.iter().chain(self.own.iter())
    }

    /// The clinic's own, in the order they were added.
    pub fn own(&self) -> impl Iterator<Item = &DeviceProfile> {
        self.own.iter()
    }

    /// Those that something new may be planned with.
    pub fn in_use(&self) -> impl Iterator<Item = &DeviceProfile> {
        self.all().filter(|profile| !profile.retired)
    }

    /// The deepest limit on the label of any device in use, micrometres; 0 where none has one.
    #[must_use]
    pub fn highest_label(&self) -> u16 {
        self.in_use()
            .filter_map(|profile| profile.labelled_max)
            .max()
            .unwrap_or(0)
    }
}
