// The portal's form: what is wrong is found by the broker's own schema, what was written comes back, and the guard by hand accepts what
// the schema accepts and nothing else.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY, readDraft } from '../../client-web/src/portal/draft.ts';
import { isPortal } from '../../client-web/src/portal/portal-guard.ts';
import { problemsOf, trimmed } from '../../client-web/src/portal/problems.ts';
import { newRequest, portal } from '../../shared/protocol/requests.ts';

const GOOD = { ...EMPTY, name: 'Carla Bianchi', problem: 'The printer does not print.' };

describe('what is written', () => {
  it('may leave out all but a name and a problem', () => {
    expect(problemsOf(GOOD)).toEqual({});
    expect(problemsOf({ ...GOOD, email: ' carla@home.example ', steps: 'off\nand on' })).toEqual({});
  });

  it('is missing where only spaces stand', () => {
    expect(problemsOf({ ...EMPTY, name: '    ', problem: '   \n ' })).toEqual({
      name: { is: 'missing' },
      problem: { is: 'missing' },
    });
  });

  it('is told how much fits where it is too long', () => {
    expect(problemsOf({ ...GOOD, name: 'a'.repeat(61), messages: 'b'.repeat(2_001) })).toEqual({
      name: { is: 'too-long', most: 60 },
      messages: { is: 'too-long', most: 2_000 },
    });
  });

  it('is told of a control character and of half an address', () => {
    expect(problemsOf({ ...GOOD, steps: 'a\u0007b', email: 'carla@' })).toEqual({
      steps: { is: 'unreadable' },
      email: { is: 'no-address' },
    });
  });

  it('without a problem is what the broker takes', () => {
    const written = fc.record({
      name: fc.string({ maxLength: 70 }),
      email: fc.oneof(fc.constant(''), fc.emailAddress(), fc.string()),
      problem: fc.string({ unit: 'grapheme', maxLength: 40 }),
      steps: fc.string({ unit: 'binary' }),
      messages: fc.string(),
    });
    const device = { kind: 'computer', canShowScreen: true, language: 'en' };
    const seed = Date.now();
    const numRuns = 500;
    console.log(`drafts: seed ${seed}, ${numRuns} runs`);
    fc.assert(
      fc.property(written, (draft) => {
        const body = { ...trimmed(draft), language: 'en', device, screen: null };
        const isTaken = newRequest.safeParse(body).success;
        expect(Object.keys(problemsOf(draft)).length === 0).toBe(isTaken);
      }),
      { seed, numRuns },
    );
  });
});

describe('a draft that was kept', () => {
  it('comes back as far as it is one', () => {
    expect(readDraft(JSON.parse(JSON.stringify(GOOD)))).toEqual(GOOD);
    expect(readDraft({ name: 'Carla', problem: 7, other: 'x' })).toEqual({ ...EMPTY, name: 'Carla' });
    for (const broken of [null, 'text', 3, []]) expect(readDraft(broken)).toEqual(EMPTY);
  });
});

describe('the guard of a portal', () => {
  const good = {
    desk: {
      name: 'Acme help desk',
      slug: 'acme-help-desk',
      hue: null,
      languages: ['it', 'en'],
      hasLogo: false,
      phone: '',
    },
    opening: { isOpen: true, until: null },
    available: 1,
    waiting: 0,
  };

  it('accepts what the schema accepts, and nothing else', () => {
    const { desk } = good;
    const cases: readonly unknown[] = [
      good,
      { ...good, waiting: 2 ** 53 },
      { ...good, waiting: -1 },
      { ...good, available: 0.5 },
      { ...good, available: '1' },
      { ...good, more: true },
      { desk, available: 1 },
      { ...good, opening: { isOpen: false, from: null } },
      { ...good, opening: { isOpen: false, from: 1.5 } },
      { ...good, opening: { isOpen: false, until: 5 } },
      { ...good, opening: { isOpen: true, until: 8.65e15 } },
      { ...good, opening: { isOpen: 1, until: null } },
      { ...good, desk: { ...desk, hue: 360 } },
      { ...good, desk: { ...desk, hue: 359 } },
      { ...good, desk: { ...desk, languages: ['fr'] } },
      { ...good, desk: { ...desk, languages: 'it' } },
      { ...good, desk: { ...desk, hasLogo: 1 } },
      { ...good, desk: { ...desk, phone: '5'.repeat(31) } },
      { ...good, desk: { ...desk, slug: 'Acme' } },
      { ...good, desk: { ...desk, slug: '-acme' } },
      { ...good, desk: { ...desk, slug: 'a'.repeat(33) } },
      { ...good, desk: { ...desk, slug: 'a\n' } },
      { ...good, desk: { ...desk, name: 'x'.repeat(61) } },
      { ...good, desk: { ...desk, name: '' } },
      { ...good, desk: { ...desk, id: 'x' } },
      { ...good, desk: null },
      { ...good, desk: [] },
      { declined: 'NOT_FOUND' },
      null,
      undefined,
      [],
      'text',
    ];
    for (const each of cases)
      expect(isPortal(each), JSON.stringify(each)).toBe(portal.safeParse(each).success);
  });
});
