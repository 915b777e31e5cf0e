// What the pages say about time, size and number in both languages, and how a language is chosen.
import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import { momentPassed } from '../../client-web/src/view/clock.ts';
import { ago, bytes, duration, list, timeOfDay } from '../../client-web/src/view/format.ts';
import {
  type Catalogue,
  catalogue,
  chooseLanguage,
  language,
  plural,
  setLanguage,
} from '../../client-web/src/view/i18n.ts';
import { initials } from '../../client-web/src/view/initials.ts';
import { nextSort, sortRows } from '../../client-web/src/view/table-sort.ts';

const minute = 60_000;
/** Browsers put a no-break space where they please. */
const plain = (text: string) => text.replaceAll(/\s/g, ' ');

beforeEach(() => {
  vi.stubGlobal('navigator', { languages: ['it-IT', 'en-US'] });
  setLanguage('en');
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('when a language is chosen', () => {
  it('prefers what the person chose before', () => {
    expect(chooseLanguage('it', ['en-GB'])).toBe('it');
  });

  it('takes the first wished language that we speak', () => {
    expect(chooseLanguage(null, ['de-DE', 'it-CH', 'en'])).toBe('it');
  });

  it('speaks English to everybody else, and ignores a choice it does not know', () => {
    expect(chooseLanguage('xx', ['de-DE'])).toBe('en');
    expect(chooseLanguage(null, [])).toBe('en');
  });

  it('still changes when storage is off', () => {
    vi.stubGlobal('localStorage', {
      setItem: () => {
        throw new DOMException('off', 'SecurityError');
      },
    });
    setLanguage('it');
    expect(language.value).toBe('it');
  });
});

describe('when a text is asked for', () => {
  const t = catalogue({
    en: {
      title: 'Enter the code',
      asks: (who: string) => `${who} asks`,
      scope: { view: 'See your screen' },
      files: (n: number) => plural(n, { one: '# file', other: '# files' }),
    },
    it: {
      title: 'Inserisci il codice',
      asks: (who) => `${who} chiede`,
      scope: { view: 'Vedere il tuo schermo' },
      files: (n) => plural(n, { one: '# file', other: '# file' }),
    },
  });

  it('comes in the language of the page', () => {
    expect([t().title, t().asks('Maria'), t().scope.view]).toEqual([
      'Enter the code',
      'Maria asks',
      'See your screen',
    ]);
    setLanguage('it');
    expect([t().title, t().asks('Maria'), t().scope.view]).toEqual([
      'Inserisci il codice',
      'Maria chiede',
      'Vedere il tuo schermo',
    ]);
  });

  it('has the right form for a number', () => {
    expect([t().files(0), t().files(1), t().files(1204)]).toEqual(['0 files', '1 file', '1,204 files']);
  });

  it('does not compile when the Italian lacks a key or takes other arguments', () => {
    type English = { title: string; asks: (who: string) => string };
    expectTypeOf<{ title: string }>().not.toExtend<Catalogue<English>>();
    expectTypeOf<{ title: string; asks: (who: number) => string }>().not.toExtend<Catalogue<English>>();
    expectTypeOf<{ title: string; asks: (who: string) => string }>().toExtend<Catalogue<English>>();
  });
});

describe('when time is said', () => {
  it('counts minutes until the last one, then seconds, and never says nothing is left while some is', () => {
    expect([4 * minute, 3.2 * minute, 61_000, 59_001, 400, 0, -5].map(duration).map(plain)).toEqual([
      '4 min',
      '4 min',
      '2 min',
      '60 sec',
      '1 sec',
      '0 sec',
      '0 sec',
    ]);
  });

  it('splits hours from minutes', () => {
    setLanguage('it');
    expect([60 * minute, 80 * minute].map(duration).map(plain)).toEqual(['1 h', '1 h 20 min']);
  });

  it("follows the person's own variant of the language", () => {
    const afternoon = new Date(2026, 10, 22, 14, 5).getTime();
    expect(plain(timeOfDay(afternoon))).toBe('2:05 PM');
    vi.stubGlobal('navigator', { languages: ['it-IT', 'en-GB'] });
    expect(timeOfDay(afternoon)).toBe('14:05');
  });

  it('says how long ago, and gives the date after a week', () => {
    setLanguage('it');
    const now = new Date(2026, 10, 22, 14, 5).getTime();
    const past = [10_000, 6 * minute, 26 * 60 * minute, 9 * 24 * 60 * minute].map((time) =>
      ago(now - time, now),
    );
    expect(past.map(plain)).toEqual(['ora', '6 min fa', 'ieri', '13 nov 2026']);
  });

  it('speaks at five minutes, one minute and ten seconds, once each', () => {
    expect(momentPassed(301_000, 300_000)).toBe(300_000);
    expect(momentPassed(300_000, 299_000)).toBeUndefined();
    expect(momentPassed(61_000, 9_000)).toBe(10_000);
    expect(momentPassed(2_000, 0)).toBeUndefined();
  });
});

describe('when sizes and lists are said', () => {
  it('uses decimal units, with a decimal only where it helps', () => {
    expect([0, 640, 1000, 1_240_000, 268_000_000].map(bytes).map(plain)).toEqual([
      '0 byte',
      '640 byte',
      '1 kB',
      '1.2 MB',
      '268 MB',
    ]);
  });

  it('joins a list as the language does', () => {
    setLanguage('it');
    expect(list(['schermo', 'mouse', 'file'])).toBe('schermo, mouse e file');
  });
});

describe('when people and rows are shown', () => {
  it('takes the first letters of the first and the last name', () => {
    expect(['Maria Rossi', 'Anna Maria De Luca', 'jo', 'X', '  '].map(initials)).toEqual([
      'MR',
      'AL',
      'JO',
      'X',
      '',
    ]);
  });

  it('turns the same column round and starts another one ascending', () => {
    const first = nextSort(undefined, 'age');
    expect(first).toEqual({ column: 'age', direction: 'ascending' });
    expect(nextSort(first, 'age').direction).toBe('descending');
    expect(nextSort(first, 'name').direction).toBe('ascending');
  });

  it('sorts numbers as numbers and keeps rows without a value last both ways', () => {
    const rows = [{ n: 10 }, { n: undefined }, { n: 9 }];
    expect(sortRows(rows, 'ascending', (row) => row.n).map((row) => row.n)).toEqual([9, 10, undefined]);
    expect(sortRows(rows, 'descending', (row) => row.n).map((row) => row.n)).toEqual([10, 9, undefined]);
  });
});
