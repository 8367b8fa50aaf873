//! What the clinic expects of the rules, in one program.

mod device_policy;
mod findings_policy;
mod guard_policy;
mod laws;
mod record_disagrees;
mod rule_settings_policy;
mod rule_table;
mod screening_policy;
mod session_facts;
mod worked_cases;
