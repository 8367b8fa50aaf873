//! The folder on this computer that a camera puts its pictures in.

use serde::{Deserialize, Serialize};
use specta::Type;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CameraFolder {
    /// Named to the person, never sent back by the window.
    pub path: String,
    /// What was sealed and read back is removed from the folder (PRACTICE 20: on unless switched off).
    pub removes_copies: bool,
}
