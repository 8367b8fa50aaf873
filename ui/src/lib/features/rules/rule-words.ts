import type { Status } from '#lib/design/status.ts';
import { civilDateIn, formatDateWithWeekday, formatTime } from '#lib/format/date.ts';
import type { OutcomeClass, RuleBook, RuleSection, RuleView, SettingChange, SettingSpec, SettingView } from '#lib/ipc/bindings.ts';
import { marketOptions } from '#lib/words/market.ts';
import { m } from '#lib/paraglide/messages.js';

/** In the order of a visit. */
export const SECTIONS: readonly RuleSection[] = ['screening', 'depth', 'numbing', 'course', 'aftercare'];

const SECTION_WORDS: Record<RuleSection, () => string> = {
  screening: m.rules_section_screening,
  depth: m.rules_section_depth,
  numbing: m.rules_section_numbing,
  course: m.rules_section_course,
  aftercare: m.rules_section_aftercare
};

export function sectionWord(section: RuleSection): string {
  return SECTION_WORDS[section]();
}

const OUTCOME_STATUS: Record<OutcomeClass, Status> = {
  sheet: 'info',
  info: 'info',
  caution: 'caution',
  off_label: 'off_label',
  defer: 'defer',
  block: 'stop',
  absolute: 'stop'
};

export function outcomeStatus(outcome: OutcomeClass): Status {
  return OUTCOME_STATUS[outcome];
}

export type Narrowing = 'all' | 'settable' | 'changed' | '';

export function isChanged(setting: SettingView): boolean {
  return setting.value !== setting.spec.default;
}

/** The rules that hold every typed word, in id, question, setting, source or what differs. */
export function found(book: RuleBook, query: string, narrowing: Narrowing): RuleView[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return book.rules.filter((rule) => {
    const setting = book.settings.find((one) => one.spec.key === rule.setting);
    if (narrowing === 'settable' && !setting) return false;
    if (narrowing === 'changed' && !(setting && isChanged(setting))) return false;
    const text = [rule.id, rule.question, rule.outcome_text, rule.source, rule.differ, setting?.name].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Depths are stored in micrometres and typed in millimetres. */
export function shownValue(spec: SettingSpec, stored: number | null): number | null {
  return stored !== null && spec.unit === 'micrometres' ? stored / 1000 : stored;
}

export function storedValue(spec: SettingSpec, shown: number | null): number | null {
  return shown !== null && spec.unit === 'micrometres' ? Math.round(shown * 1000) : shown;
}

/** A setting whose default is no single figure may be left to it. */
export function mayBeEmpty(spec: SettingSpec): boolean {
  return spec.default === null;
}

/** Over the founding document's 2.0 mm a ceiling needs its source. */
export function raisesCeiling(spec: SettingSpec, value: number | null): boolean {
  return spec.key === 'ceiling_micrometres' && value !== null && spec.default !== null && value > spec.default;
}

/** The values of a setting that is chosen and not typed: a switch, or a range that one figure may replace. */
export function choices(setting: SettingView): { value: string; label: string }[] | null {
  const { spec } = setting;
  if (spec.unit === 'switch') {
    return [
      { value: '1', label: m.rules_switch_on() },
      { value: '0', label: m.rules_switch_off() }
    ];
  }
  if (spec.unit === 'market') {
    return marketOptions().map(({ label }, index) => ({ value: String(index + 1), label }));
  }
  if (!mayBeEmpty(spec) || spec.unit === 'money') return null;
  const figures = Array.from({ length: spec.most - spec.least + 1 }, (_, index) => spec.least + index);
  return [
    { value: 'null', label: setting.default_text },
    ...figures.map((figure) => ({ value: String(figure), label: `${figure} ${setting.unit}` }))
  ];
}

/** "Came as 6 months; may be 0 months to 12 months." */
export function range(setting: SettingView): string {
  const came = setting.default_text;
  if (setting.spec.unit === 'switch') return m.rules_came_switch({ came });
  if (setting.spec.unit === 'market' || setting.spec.unit === 'money') return m.rules_came_choice({ came });
  return m.rules_came({ came, least: setting.least_text, most: setting.most_text });
}

export function dayAndTime(instant: string, zone: string): string {
  return `${formatDateWithWeekday(civilDateIn(zone, new Date(instant)))}, ${formatTime(instant, zone)}`;
}

/** "Set by Rosalind Bobbin on Mon 23 Nov 2026, 11:20: reason" and for a raised ceiling its source and end. */
export function lastChange(change: SettingChange, setting: SettingView, zone: string): string {
  const set = m.rules_set_by({ name: change.by_name, when: dayAndTime(change.at, zone), reason: change.reason });
  if (change.renew_by === null || !isChanged(setting)) return set;
  return `${set} ${m.rules_renew({ source: change.source, day: formatDateWithWeekday(change.renew_by) })}`;
}
