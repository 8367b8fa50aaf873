//! Who and what stands on a printed page, as the documents name them.

use crate::visit::Visit;
use needlebook_documents::{Patient as PrintedPatient, Practitioner, Style, Visit as PrintedVisit};
use needlebook_domain::clinic::Clinic;
use needlebook_domain::patient::Patient;
use needlebook_domain::person::Person;

pub(crate) fn style(clinic: &Clinic) -> Style {
    Style {
        paper: clinic.paper,
        large: clinic.large_print,
    }
}

pub(crate) fn patient(patient: &Patient) -> PrintedPatient {
    PrintedPatient {
        name: patient.full_name(),
        born_on: patient.birth_on,
        record_number: patient.record_number.clone(),
    }
}

pub(crate) fn practitioner(person: &Person) -> Practitioner {
    Practitioner {
        name: person.name.clone(),
        role: person.title.clone(),
    }
}

pub(crate) fn visit(visit: &Visit, number: u32) -> PrintedVisit {
    PrintedVisit {
        number,
        planned: visit
            .course()
            .map(|course| course.planned)
            .filter(|planned| *planned >= number),
    }
}

/// "210.00 GBP".
pub(crate) fn price(amount: f64, clinic: &Clinic) -> String {
    format!("{amount:.2} {}", clinic.currency)
}
