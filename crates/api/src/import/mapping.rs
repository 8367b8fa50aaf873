//! Which column holds what: guessed from its heading, decided by a person.

use needlebook_store::fold::words;
use serde::{Deserialize, Serialize};
use specta::Type;
use std::collections::BTreeMap;

/// What a column may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ImportField {
    Family,
    Given,
    /// Given and family name in one cell; with a comma the family name comes first.
    FullName,
    Preferred,
    Pronouns,
    BirthOn,
    Phone,
    Email,
    /// Lines of an address; several columns are put together in their order.
    Address,
    Fitzpatrick,
    /// Several columns are put together.
    Notes,
}

pub const IMPORT_FIELDS: [ImportField; 11] = [
    ImportField::Family,
    ImportField::Given,
    ImportField::FullName,
    ImportField::Preferred,
    ImportField::Pronouns,
    ImportField::BirthOn,
    ImportField::Phone,
    ImportField::Email,
    ImportField::Address,
    ImportField::Fitzpatrick,
    ImportField::Notes,
];

/// The field of each column, by its place in the row.
pub type Mapping = BTreeMap<usize, ImportField>;

/// Headings that mean one field, as they are written in registers of several countries.
const HEADINGS: [(ImportField, &[&str]); 11] = [
    (
        ImportField::Family,
        &[
            "family",
            "familyname",
            "lastname",
            "surname",
            "last",
            "nachname",
            "nom",
            "apellido",
            "apellidos",
            "cognome",
            "nazwisko",
        ],
    ),
    (
        ImportField::Given,
        &[
            "given",
            "givenname",
            "firstname",
            "forename",
            "first",
            "vorname",
            "prenom",
            "nombre",
            "imie",
        ],
    ),
    (
        ImportField::FullName,
        &[
            "name",
            "fullname",
            "patient",
            "patientname",
            "client",
            "clientname",
            "customer",
        ],
    ),
    (
        ImportField::Preferred,
        &[
            "preferred",
            "preferredname",
            "knownas",
            "nickname",
            "rufname",
        ],
    ),
    (ImportField::Pronouns, &["pronouns", "pronoun"]),
    (
        ImportField::BirthOn,
        &[
            "birthon",
            "birthdate",
            "dateofbirth",
            "dob",
            "birthday",
            "born",
            "geburtsdatum",
            "geboren",
            "datedenaissance",
            "fechadenacimiento",
            "dataurodzenia",
        ],
    ),
    (
        ImportField::Phone,
        &[
            "phone",
            "telephone",
            "mobile",
            "mobilephone",
            "phonenumber",
            "mobilenumber",
            "cell",
            "tel",
            "telefon",
            "handy",
            "telefono",
        ],
    ),
    (ImportField::Email, &["email", "emailaddress", "mail"]),
    (
        ImportField::Address,
        &[
            "address",
            "street",
            "addressline1",
            "addressline2",
            "address1",
            "address2",
            "city",
            "town",
            "postcode",
            "zip",
            "zipcode",
            "county",
            "state",
            "country",
            "strasse",
            "plz",
            "ort",
            "adresse",
        ],
    ),
    (
        ImportField::Fitzpatrick,
        &["fitzpatrick", "skintype", "fitzpatricktype"],
    ),
    (
        ImportField::Notes,
        &[
            "notes",
            "note",
            "comments",
            "comment",
            "remarks",
            "bemerkungen",
        ],
    ),
];

/// Fields that several columns may share.
fn may_repeat(field: ImportField) -> bool {
    matches!(field, ImportField::Address | ImportField::Notes)
}

/// Guesses the field of each column by its heading. A field that one column has is not given to a second one.
#[must_use]
pub fn guess(header: &[String]) -> Mapping {
    let mut mapping = Mapping::new();
    for (column, heading) in header.iter().enumerate() {
        let plain: String = words(heading).collect();
        let found = HEADINGS
            .iter()
            .find(|(_, names)| names.contains(&plain.as_str()))
            .map(|(field, _)| *field);
        if let Some(field) = found
            && (may_repeat(field) || !mapping.values().any(|known| *known == field))
        {
            mapping.insert(column, field);
        }
    }
    // A whole name beside its parts is the same name again.
    let has = |field| mapping.values().any(|known| *known == field);
    if has(ImportField::Family) && has(ImportField::Given) {
        mapping.retain(|_, field| *field != ImportField::FullName);
    }
    mapping
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_guessed_as_people_write_them() {
        let header = [
            "Last name",
            "First Name",
            "D.O.B.",
            "Mobile",
            "E-mail",
            "Street",
            "City",
            "Shoe size",
        ]
        .map(str::to_owned);
        assert_eq!(
            guess(&header).into_iter().collect::<Vec<_>>(),
            [
                (0, ImportField::Family),
                (1, ImportField::Given),
                (2, ImportField::BirthOn),
                (3, ImportField::Phone),
                (4, ImportField::Email),
                (5, ImportField::Address),
                (6, ImportField::Address)
            ]
        );
        let own = ["record_number", "family", "given", "name", "birth_on"].map(str::to_owned);
        assert!(
            !guess(&own)
                .values()
                .any(|field| *field == ImportField::FullName)
        );
    }
}
