import type { BackupProblem, BackupStage } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

/** Why a backup was not made or a file is none, and what to do. A new problem does not compile without its words. */
const PROBLEMS: Record<BackupProblem, { title: () => string; advice: () => string }> = {
  no_place: { title: m.backup_no_place, advice: m.backup_no_place_advice },
  read_only: { title: m.backup_read_only, advice: m.backup_read_only_advice },
  no_room: { title: m.backup_no_room, advice: m.backup_no_room_advice },
  file_too_large: { title: m.backup_file_too_large, advice: m.backup_file_too_large_advice },
  went_away: { title: m.backup_went_away, advice: m.backup_went_away_advice },
  not_whole: { title: m.backup_not_whole, advice: m.backup_not_whole_advice },
  stopped: { title: m.backup_stopped, advice: m.backup_stopped_advice },
  not_a_backup: { title: m.backup_not_a_backup, advice: m.backup_not_a_backup_advice },
  altered: { title: m.backup_altered, advice: m.backup_altered_advice },
  newer: { title: m.backup_newer, advice: m.backup_newer_advice },
  other_clinic: { title: m.backup_other_clinic, advice: m.backup_other_clinic_advice },
  with_the_record: { title: m.backup_with_the_record, advice: m.backup_with_the_record_advice },
  already_a_place: { title: m.backup_already_a_place, advice: m.backup_already_a_place_advice },
  internal: { title: m.backup_internal, advice: m.backup_internal_advice }
};

export const problemWords = (problem: BackupProblem) => ({ title: PROBLEMS[problem].title(), advice: PROBLEMS[problem].advice() });

const STAGES: Record<BackupStage, () => string> = {
  copying: m.backup_stage_copying,
  checking: m.backup_stage_checking,
  files: m.backup_stage_files
};

export const stageWord = (stage: BackupStage): string => STAGES[stage]();
