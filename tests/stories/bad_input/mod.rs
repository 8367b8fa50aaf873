//! Absurd, impossible and missing input: the field and the cause are named, nothing is stored, nothing typed is lost.

mod forms;
mod sessions;

use needlebook_api::ApiError;
use needlebook_domain::issue::IssueCode;

/// Path and code of every refused field.
pub fn issues<T: std::fmt::Debug>(answer: Result<T, ApiError>) -> Vec<(String, IssueCode)> {
    match answer {
        Err(ApiError::Invalid { issues }) => issues
            .into_iter()
            .map(|issue| (issue.path, issue.code))
            .collect(),
        other => panic!("expected refused fields, got {other:?}"),
    }
}
