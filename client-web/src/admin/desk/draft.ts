// What an admin types of a desk, before it is settings: hours as people write them, types of files in one line. Pure.
import { longest } from '../../../../shared/desk/policy.ts';
import type { DeskSettings } from '../../../../shared/desk/settings.ts';
import { LIMITS, SCOPES, type Scope, scope } from '../../../../shared/session/scopes.ts';

/** How a desk treats one scope. `compared`: only after the two ends have compared words or met by digits. */
export type Way = 'asked' | 'compared' | 'never';
export interface ScopeDraft {
  readonly way: Way;
  readonly minutes: string;
}
export interface DeskDraft {
  readonly name: string;
  readonly settings: Omit<DeskSettings, 'hours' | 'policy'>;
  readonly hasHours: boolean;
  readonly zone: string;
  /** Monday first: `9:00-13:00, 14:00-18:00`, or nothing where it is closed. */
  readonly week: readonly string[];
  readonly scopes: Readonly<Record<Scope, ScopeDraft>>;
  /** `pdf, png`; nothing for any. */
  readonly fileTypes: string;
  /** Nothing for as everywhere. */
  readonly fileMb: string;
}
/** What cannot be read, by the field it stands in: `week.0`, `minutes.view`, `fileTypes`, `fileMb`. */
export type Slips = ReadonlySet<string>;

const MB = 1_000_000;
const OFFICE = ['9:00-13:00, 14:00-18:00', ''] as const;
const time = (minute: number): string => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;

export function draftOf(name: string, settings: DeskSettings, here: string): DeskDraft {
  const { hours, policy, ...rest } = settings;
  const wayOf = (one: Scope): Way => {
    if (policy.never.includes(one)) return 'never';
    return policy.compared.includes(one) || SCOPES[one].needsAuth ? 'compared' : 'asked';
  };
  return {
    name,
    settings: rest,
    hasHours: hours !== null,
    zone: hours?.zone ?? here,
    week:
      hours?.week.map((day) => day.map(([from, to]) => `${time(from)}-${time(to)}`).join(', ')) ??
      [0, 1, 2, 3, 4, 5, 6].map((day) => (day < 5 ? OFFICE[0] : OFFICE[1])),
    scopes: Object.fromEntries(
      scope.options.map((one) => [one, { way: wayOf(one), minutes: String(longest(policy, one)) }]),
    ) as Record<Scope, ScopeDraft>,
    fileTypes: policy.files.types?.join(', ') ?? '',
    fileMb: policy.files.mostBytes === LIMITS.fileBytes ? '' : String(policy.files.mostBytes / MB),
  };
}

/** @returns the settings, or where they cannot be read; whether the broker takes them is its own word */
export function settingsOf(draft: DeskDraft): { settings: DeskSettings } | { slips: Slips } {
  const slips = new Set<string>();
  const week = draft.week.map((text, day) => {
    const spans = readSpans(text);
    if (spans === null && draft.hasHours) slips.add(`week.${day}`);
    return spans ?? [];
  });
  const minutes: Partial<Record<Scope, number>> = {};
  for (const one of scope.options) {
    const most = Number(draft.scopes[one].minutes);
    if (!Number.isInteger(most) || most < 1 || most > SCOPES[one].maxMinutes) slips.add(`minutes.${one}`);
    else if (most < SCOPES[one].maxMinutes) minutes[one] = most;
  }
  const types = draft.fileTypes
    .toLowerCase()
    .split(/[\s,;]+/)
    .map((type) => type.replace(/^\*?\./, ''))
    .filter(Boolean);
  if (types.length > 40 || types.some((type) => !/^[a-z0-9]{1,12}$/.test(type))) slips.add('fileTypes');
  const mb = draft.fileMb.trim();
  const mostBytes = mb === '' ? LIMITS.fileBytes : Math.round(Number(mb.replace(',', '.')) * MB);
  if (!(mostBytes >= 1 && mostBytes <= LIMITS.fileBytes)) slips.add('fileMb');
  if (slips.size > 0) return { slips };
  const are = (way: Way) => scope.options.filter((one) => draft.scopes[one].way === way);
  return {
    settings: {
      ...draft.settings,
      hours: draft.hasHours ? { zone: draft.zone, week } : null,
      policy: {
        never: are('never'),
        minutes,
        // What everywhere needs it is not said again.
        compared: are('compared').filter((one) => !SCOPES[one].needsAuth),
        files: { types: types.length === 0 ? null : [...new Set(types)], mostBytes },
      },
    },
  };
}

/** `9-13, 14:30-18` as minutes since midnight, in order; null where it is not hours. */
export function readSpans(text: string): [number, number][] | null {
  const parts = text.split(/[,;]/).map((part) => part.trim());
  if (parts.every((part) => part === '')) return [];
  const spans: [number, number][] = [];
  for (const part of parts) {
    const match = /^(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?$/.exec(part);
    if (!match) return null;
    const [, h1, m1 = '0', h2, m2 = '0'] = match;
    const [from, to] = [Number(h1) * 60 + Number(m1), Number(h2) * 60 + Number(m2)];
    const isOrdered = from < to && from >= (spans.at(-1)?.[1] ?? 0);
    if (!isOrdered || Number(m1) > 59 || Number(m2) > 59 || to > 24 * 60) return null;
    spans.push([from, to]);
  }
  return spans.length > 4 ? null : spans;
}
