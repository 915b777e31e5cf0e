// The texts that people consent to: one for every scope and language, short, naming who asks and how to say no or stop.
import { describe, expect, it } from 'vitest';
import { currentNotice, NOTICES, noticeText } from '../../../shared/consent/notices.ts';
import { scope as scopes } from '../../../shared/session/scopes.ts';

const FACTS = { tech: 'Maria Rossi', desk: 'Conti Informatica', surface: 'monitor', minutes: 5 } as const;

describe('every scope', () => {
  for (const scope of scopes.options)
    for (const language of ['it', 'en'] as const)
      it(`has words of today for ${scope} in ${language}, at most 45 of them`, () => {
        const text = noticeText(currentNotice(scope, language), FACTS);
        expect(text.split(/\s+/).length).toBeLessThanOrEqual(45);
        expect(text).toContain('Maria Rossi');
        expect(text).toContain('Conti Informatica');
        expect(text).not.toMatch(/[{}]/);
        expect(text).toMatch(/STOP|yes or no|sì o no/);
      });
});

it('no version of a text is written twice', () => {
  const names = NOTICES.map(({ id, version, language }) => `${id} ${version} ${language}`);
  expect(new Set(names).size).toBe(names.length);
});
