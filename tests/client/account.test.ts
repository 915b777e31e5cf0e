// Who is signed in at a page, and what the forms check before they ask. The broker is played by `fetch`.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyDraft, slipsOf, tidy } from '../../client-web/src/features/account/enrol-draft.ts';
import { inWords, inWordsHere, isEmail, lengthOf } from '../../client-web/src/features/account/refusals.ts';
import {
  get,
  homeOf,
  lapsed,
  loadMe,
  me,
  signOut,
  unreachable,
  welcome,
} from '../../client-web/src/features/account/session.ts';
import { nothing } from '../../client-web/src/link/api.ts';
import type { Me } from '../../shared/protocol/http.ts';
import { DESK, TECHNICIAN } from '../support/paper.ts';

const MARIA: Me = {
  person: {
    id: TECHNICIAN.id,
    name: 'Maria Rossi',
    email: 'maria@example.org',
    role: 'technician',
    state: 'active',
  },
  desk: { id: DESK, name: 'Conti Informatica', slug: 'conti-informatica' },
  desks: [{ id: DESK, name: 'Conti Informatica', slug: 'conti-informatica' }],
};

const answers = (status: number, body?: unknown) =>
  vi.stubGlobal('fetch', () =>
    Promise.resolve(new Response(status === 204 ? null : JSON.stringify(body), { status })),
  );
const refuses = (status: number, error: string) => answers(status, { error, message: '' });

beforeEach(() => {
  me.value = 'unknown';
  lapsed.value = null;
  unreachable.value = null;
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('when a page begins', () => {
  it('learns who is here', async () => {
    answers(200, MARIA);
    await loadMe();
    expect(me.value).toEqual(MARIA);
  });

  it('knows that nobody is', async () => {
    refuses(401, 'NOT_SIGNED_IN');
    await loadMe();
    expect(me.value).toBeNull();
    expect(lapsed.value).toBeNull();
  });

  it('does not take silence for a signed-out person', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
    await loadMe();
    expect(me.value).toBe('unknown');
    expect(unreachable.value).toMatchObject({ refused: 'CLOSED' });
  });
});

describe('when a login runs out in the middle of the work', () => {
  it('remembers whose page waits, whatever was asked for', async () => {
    welcome(MARIA);
    refuses(401, 'NOT_SIGNED_IN');
    await get('/api/people', nothing);
    expect(me.value).toBeNull();
    expect(lapsed.value).toEqual(MARIA);
  });

  it('is over once somebody is in again', () => {
    lapsed.value = MARIA;
    welcome(MARIA);
    expect(lapsed.value).toBeNull();
  });

  it('stays signed in when something else is refused', async () => {
    welcome(MARIA);
    refuses(403, 'FORBIDDEN');
    await get('/api/people', nothing);
    expect(me.value).toEqual(MARIA);
  });
});

describe('when somebody signs out', () => {
  it('leaves no page waiting', async () => {
    welcome(MARIA);
    answers(204);
    expect(await signOut()).toBeNull();
    expect([me.value, lapsed.value]).toEqual([null, null]);
  });

  it('says so when the broker did not hear it', async () => {
    welcome(MARIA);
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
    expect(await signOut()).toMatchObject({ refused: 'CLOSED' });
    expect(me.value).toEqual(MARIA);
  });
});

describe('when forms are checked', () => {
  it('sends each role to its own door', () => {
    expect((['technician', 'admin', 'auditor'] as const).map(homeOf)).toEqual(['/desk', '/desk', '/admin']);
  });

  it('counts a password as people do', () => {
    expect(lengthOf('perché così già')).toBe(15);
    expect(lengthOf('🚪'.repeat(15))).toBe(15);
  });

  it('asks the first admin for everything, others for a password alone', () => {
    expect(Object.keys(slipsOf(emptyDraft, true))).toEqual(['desk', 'name', 'email', 'password']);
    expect(Object.keys(slipsOf(emptyDraft, false))).toEqual(['password']);
    const good = {
      desk: 'Conti Informatica',
      name: ' Anna  Conti ',
      email: 'anna@example.org',
      password: 'quattro parole senza',
    };
    expect(slipsOf(good, true)).toEqual({});
    expect(tidy(good.name)).toBe('Anna Conti');
  });

  it('catches slips in an e-mail and no more', () => {
    expect(['anna@example.org ', 'a@b.c'].every(isEmail)).toBe(true);
    expect(['anna', 'anna@example', 'an na@example.org', ''].some(isEmail)).toBe(false);
  });

  it('says how long to wait where that is known, and leaves a lost login to the gate', () => {
    expect(inWords({ refused: 'TOO_MANY_TRIES', retryAfter: 5 })).toMatch(/5/);
    expect(inWordsHere({ refused: 'NOT_SIGNED_IN' })).toBeNull();
    expect(inWordsHere({ refused: 'LAST_ADMIN' })).toMatch(/admin/);
  });
});
