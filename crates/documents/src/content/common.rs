//! Words shared by all documents: names of days, zones, concerns, numbing products, and how they are
//! put together.

use std::collections::BTreeMap;

use needlebook_domain::concern::Concern;
use needlebook_domain::device::{DeviceProfile, DeviceProfileId};
use needlebook_domain::numbing::NumbingProduct;
use needlebook_domain::zone::{Side, Zone};
use serde::Deserialize;

use super::Translated;
use crate::SheetLanguage;
use crate::error::Error;
use crate::party::{DocumentMark, Visit};
use crate::wording::Values;

/// Shared words of a language. Each field is the text that its name says; `{...}` are values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct Common {
    pub language: String,
    /// That no clinician has reviewed the translation yet; empty where one has.
    pub not_reviewed: String,
    pub weekdays: [String; 7],
    pub months: [String; 12],
    pub day: String,
    pub day_without_year: String,
    pub date: String,
    pub date_without_year: String,
    pub morning: String,
    pub afternoon: String,
    pub noon: String,
    pub midnight: String,
    pub list_and: String,
    pub list_comma: String,
    pub call_us: String,
    pub call_us_hours: String,
    pub hours: String,
    pub hours_on: String,
    pub day_span: String,
    pub full_hour_morning: String,
    pub full_hour_afternoon: String,
    pub named_and_born: String,
    pub number_and_version: String,
    pub page: String,
    pub approved: String,
    pub approved_same: String,
    pub approved_none: String,
    pub visit: String,
    pub visit_of: String,
    pub zones: BTreeMap<Zone, String>,
    pub zone_right: String,
    pub zone_left: String,
    pub indications: BTreeMap<Concern, String>,
    pub numbing_products: BTreeMap<NumbingProduct, String>,
    pub devices: BTreeMap<DeviceProfileId, String>,
    pub device_version: String,
}

/// The shared English words.
/// # Errors
/// [`Error::Wording`] when the wording does not parse.
pub fn common() -> Result<&'static Common, Error> {
    common_in(SheetLanguage::En)
}

/// The shared words of a language.
pub(crate) fn common_in(language: SheetLanguage) -> Result<&'static Common, Error> {
    static WORDS: Translated<Common> = Translated::new();
    WORDS.read(language, "common", super::in_language!(language, "common"))
}

fn no_wording(id: &str) -> Error {
    Error::NoWording { id: id.to_owned() }
}

impl Common {
    /// "a, b and c".
    #[must_use]
    pub fn list(&self, parts: &[String]) -> String {
        match parts {
            [] => String::new(),
            [one] => one.clone(),
            [most @ .., last] => format!("{}{}{last}", most.join(&self.list_comma), self.list_and),
        }
    }

    /// "AFT NB-0412-S4 v1".
    ///
    /// # Errors
    /// [`Error::UnknownPlaceholder`] when the wording asks for a value that is not there.
    pub fn number_and_version(&self, mark: &DocumentMark) -> Result<String, Error> {
        Values::new()
            .with("number", &mark.number)
            .with("version", mark.version.to_string())
            .fill(&self.number_and_version)
    }

    /// "Page 1 of 2".
    ///
    /// # Errors
    /// [`Error::UnknownPlaceholder`] when the wording asks for a value that is not there.
    pub fn page(&self, page: usize, pages: usize) -> Result<String, Error> {
        Values::new()
            .with("page", page.to_string())
            .with("pages", pages.to_string())
            .fill(&self.page)
    }

    /// "visit 4 of 6".
    ///
    /// # Errors
    /// [`Error::UnknownPlaceholder`] when the wording asks for a value that is not there.
    pub fn visit(&self, visit: Visit) -> Result<String, Error> {
        let values = Values::new().with("number", visit.number.to_string());
        match visit.planned {
            Some(planned) => values
                .with("planned", planned.to_string())
                .fill(&self.visit_of),
            None => values.fill(&self.visit),
        }
    }

    /// "SkinPen Precision".
    ///
    /// # Errors
    /// [`Error::NoWording`] when the device has no name.
    pub fn device(&self, device: &DeviceProfile) -> Result<String, Error> {
        if let DeviceProfileId::Own(_) = device.id {
            return Ok(device.name.to_string());
        }
        self.devices
            .get(&device.id)
            .cloned()
            .ok_or_else(|| no_wording(&device.id.to_string()))
    }

    /// "Bobbin pen (profile version 2)": a device with the version it was judged by, where it has versions.
    ///
    /// # Errors
    /// [`Error::NoWording`] when the device has no name.
    pub fn device_judged_by(&self, device: &DeviceProfile) -> Result<String, Error> {
        let name = self.device(device)?;
        match device.version {
            0 => Ok(name),
            version => Values::new()
                .with("name", name)
                .with("version", version.to_string())
                .fill(&self.device_version),
        }
    }

    /// "forehead, glabella and nose": zones inside a sentence.
    ///
    /// # Errors
    /// [`Error::NoWording`] when a zone has no name.
    pub fn zones_running(&self, zones: &[Zone]) -> Result<String, Error> {
        let names: Result<Vec<_>, _> = zones
            .iter()
            .map(|&zone| self.zone(zone, Side::None).map(|name| name.to_lowercase()))
            .collect();
        Ok(self.list(&names?))
    }

    /// "Cheek, left".
    ///
    /// # Errors
    /// [`Error::NoWording`] when the zone has no name.
    pub fn zone(&self, zone: Zone, side: Side) -> Result<String, Error> {
        let name = self.zones.get(&zone).ok_or_else(|| no_wording(zone.id()))?;
        let values = Values::new().with("zone", name);
        match side {
            Side::Right => values.fill(&self.zone_right),
            Side::Left => values.fill(&self.zone_left),
            Side::None => Ok(name.clone()),
        }
    }

    /// "Acne scars".
    ///
    /// # Errors
    /// [`Error::NoWording`] when the concern has no name.
    pub fn indication(&self, concern: Concern) -> Result<&str, Error> {
        self.indications
            .get(&concern)
            .map(String::as_str)
            .ok_or_else(|| no_wording(concern.id()))
    }

    /// "Lidocaine 4 % cream".
    ///
    /// # Errors
    /// [`Error::NoWording`] when the product has no name.
    pub fn numbing_product(&self, product: NumbingProduct) -> Result<&str, Error> {
        self.numbing_products
            .get(&product)
            .map(String::as_str)
            .ok_or_else(|| no_wording(product.id()))
    }
}
