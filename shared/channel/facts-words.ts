// The facts about a computer as lines for people, each field with its label: the same for the customer, who looks before they are
// sent, and for the technician, who gets them.
import type { Language } from '../field.ts';
import type { Facts } from './facts.ts';

/** A label for each field; the compiler asks for one when a field is added. */
export const FACT_LABELS: Readonly<Record<keyof Facts, Readonly<Record<Language, string>>>> = {
  system: { en: 'System', it: 'Sistema' },
  kernel: { en: 'Kernel', it: 'Kernel' },
  architecture: { en: 'Architecture', it: 'Architettura' },
  processor: { en: 'Processor', it: 'Processore' },
  memory: { en: 'Memory', it: 'Memoria' },
  disks: { en: 'Disk', it: 'Disco' },
  displays: { en: 'Display', it: 'Schermo' },
  uptimeS: { en: 'Running for', it: 'Acceso da' },
  language: { en: 'Language', it: 'Lingua' },
  timeZone: { en: 'Time zone', it: 'Fuso orario' },
};

export interface FactLine {
  readonly label: string;
  readonly value: string;
}

/** One line a fact, in the order of the list. */
export function factLines(facts: Facts, language: Language): FactLine[] {
  const { system, processor, memory } = facts;
  const space = (total: number, free: number) =>
    WORDS[language].free(size(total, language), size(free, language));
  const line = (field: keyof Facts, ...values: string[]): FactLine[] =>
    values.map((value) => ({ label: FACT_LABELS[field][language], value }));
  return [
    ...line('system', `${system.name} ${system.version}`.trim()),
    ...line('kernel', facts.kernel),
    ...line('architecture', facts.architecture),
    ...line('processor', WORDS[language].cores(processor.name, processor.cores)),
    ...line('memory', space(memory.total, memory.free)),
    ...line(
      'disks',
      ...facts.disks.map(({ mount, kind, total, free }) => `${mount} (${kind}): ${space(total, free)}`),
    ),
    ...line(
      'displays',
      ...facts.displays.map(({ label, width, height }) => `${label}: ${width} × ${height}`),
    ),
    ...line('uptimeS', duration(facts.uptimeS, language)),
    ...line('language', facts.language),
    ...line('timeZone', facts.timeZone),
  ];
}

/** The same as a text, for a preview. */
export const factsAsText = (facts: Facts, language: Language): string =>
  factLines(facts, language)
    .map(({ label, value }) => `${label}: ${value}`)
    .join('\n');

interface Words {
  readonly free: (total: string, free: string) => string;
  readonly cores: (name: string, cores: number) => string;
  readonly days: (days: number) => string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    free: (total, free) => `${total}, ${free} free`,
    cores: (name, cores) => `${name}, ${cores === 1 ? '1 core' : `${cores} cores`}`,
    days: (days) => (days === 1 ? '1 day' : `${days} days`),
  },
  it: {
    free: (total, free) => `${total}, ${free} liberi`,
    cores: (name, cores) => `${name}, ${cores} core`,
    days: (days) => (days === 1 ? '1 giorno' : `${days} giorni`),
  },
};

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** Bytes in the largest unit of which there is one, with one digit behind it from MiB on. */
function size(bytes: number, language: Language): string {
  const power = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  const value = (bytes / 1024 ** power).toFixed(power < 2 ? 0 : 1);
  return `${language === 'it' ? value.replace('.', ',') : value} ${UNITS[power]}`;
}

/** Days where there are any, hours and minutes. */
function duration(seconds: number, language: Language): string {
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  const clock = `${hours} h ${minutes} min`;
  return days > 0 ? `${WORDS[language].days(days)}, ${clock}` : clock;
}
