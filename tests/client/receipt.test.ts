// The customer's receipt in the browser: what it says in both languages, and that nothing in it can become markup.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Account, accountOf } from '../../client-web/src/features/receipt/account.ts';
import { receiptHtml } from '../../client-web/src/features/receipt/html.ts';
import { prove } from '../../client-web/src/features/receipt/proven.ts';
import { type Section, sectionsOf } from '../../client-web/src/features/receipt/sections.ts';
import { setLanguage } from '../../client-web/src/view/i18n.ts';
import { utf8 } from '../../shared/bytes.ts';
import { digest } from '../../shared/canonical.ts';
import { escapeHtml } from '../../shared/html.ts';
import type { SessionEvent } from '../../shared/session/events.ts';
import { Paper } from '../support/paper.ts';
import { LOG, sampleBundle, sampleLog, shownSession } from '../support/sample-log.ts';
import { at, ONE_GRANT, told } from './support/story.ts';

beforeEach(() => {
  vi.stubGlobal('navigator', { languages: ['en-GB', 'it-IT'] });
  setLanguage('en');
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>\u202e&amp;\'`';

/** The same session with this in place of every text that a person wrote. */
const written = (text: string): SessionEvent[] =>
  told(
    [0, 'session.created', { detail: { technicianName: text, deskName: text } }],
    [30, 'session.joined'],
    [100, 'consent.asked', { detail: { reason: text, jws: null } }],
    [120, 'consent.granted'],
    [300, 'consent.revoked', { localMs: 38 }],
    [
      310,
      'consent.asked',
      { askId: '00000000-0000-4000-8000-000000000009', detail: { reason: text, jws: null } },
    ],
    [311, 'consent.denied', { askId: '00000000-0000-4000-8000-000000000009' }],
    [320, 'file.offered', { detail: { name: text } }],
    [330, 'file.done'],
    [599, 'chat.closed', { count: 12 }],
    [600, 'session.ended'],
  );

const section = (account: Account, id: Section['id']): Section => {
  const found = sectionsOf(account).find((one) => one.id === id);
  if (!found) throw new Error(`no section ${id}`);
  return found;
};
const linesOf = (account: Account, id: Section['id']) => {
  const { lines, items } = section(account, id);
  const all = [...lines, ...items.flatMap((item) => item.lines)];
  return Object.fromEntries(all.map(({ name, value }) => [name, value]));
};
const everything = (account: Account): string => JSON.stringify(sectionsOf(account));
const html = (events: readonly SessionEvent[]): string =>
  receiptHtml({ account: accountOf(events), proven: null, title: 'Receipt', at: at(700) });

describe('a receipt says', () => {
  it('with whom, how each knew the other, and how it ended', () => {
    const paper = Paper.granted();
    paper.passes(1_000).revoke();
    paper.passes(1_000).customer({ type: 'end' });
    expect(linesOf(accountOf(paper.events), 'session')).toMatchObject({
      With: 'Maria Rossi, Conti Informatica',
      'How you knew each other': expect.stringMatching(/^Verified by the code/),
      'How it ended': 'You ended it.',
    });
  });

  it('what was allowed: by whom asked, why, the exact text, when used, how it ended and how fast', () => {
    const account = accountOf(shownSession());
    const lines = linesOf(account, 'allowed');
    expect(lines['Asked by']).toMatch(/^Maria Rossi, at /);
    expect(lines['Reason given']).toBe('to see it');
    // In the language in which it was read, whatever the page speaks now.
    expect(lines['Text you were shown']).toMatch(
      /^Maria Rossi di Conti Informatica chiede di VEDERE tutto lo schermo per 10 minuti\./,
    );
    expect(lines['Used']).toMatch(/^from .* to /);
    expect(lines['Ended']).toMatch(/^You pressed Stop, at /);
    expect(lines['Stopping took']).toBe('20 milliseconds');
    expect(section(account, 'refused').remarks).toEqual(['You refused nothing.']);
  });

  it('so where the recorded text is not the one that was shown', () => {
    const events = shownSession().map((event) =>
      event.type === 'consent.granted'
        ? { ...event, notice: { ...event.notice, sha256: digest(utf8('something else')) } }
        : event,
    );
    expect(linesOf(accountOf(events), 'allowed')['Text you were shown']).toContain(
      'not the text that was recorded',
    );
  });

  it('what came to nothing, and why', () => {
    const events = written('Vedere la stampante');
    expect(linesOf(accountOf(events), 'refused')['What came of it']).toMatch(/^You refused, at /);
    expect(linesOf(accountOf(events), 'files')).toEqual({
      'Vedere la stampante (12 byte)': 'offered to you, arrived whole',
    });
    expect(section(accountOf(events), 'chat').remarks[0]).toBe('12 lines were written.');
  });

  it('that nothing was allowed, where nothing was', () => {
    const account = accountOf(Paper.ended().events);
    expect(section(account, 'allowed').remarks).toEqual([
      'Nothing. Nobody saw or used anything of this device.',
    ]);
  });

  it('that the session goes on, while it does', () => {
    const account = accountOf(Paper.granted().events);
    expect(account.ended).toBeNull();
    expect(linesOf(account, 'session')['When']).toContain('still going on');
    expect(linesOf(account, 'allowed')['Ended']).toBe('not yet: it is still allowed');
  });

  it('“erased” where details were erased', () => {
    const account = accountOf(shownSession().map((event) => ({ ...event, detail: null }) as SessionEvent));
    expect(account.isErased).toBe(true);
    expect(linesOf(account, 'session')['With']).toBe('erased');
    expect(linesOf(account, 'allowed')).toMatchObject({ 'Reason given': 'erased' });
    expect(everything(account)).not.toMatch(/Maria|Conti|to see it/);
  });

  it('that a session is of the time before statements were signed', () => {
    const old = ONE_GRANT.map((event) => ({ ...event, v: 1 }) as SessionEvent);
    expect(accountOf(old).isUnsigned).toBe(true);
    expect(accountOf(ONE_GRANT).isUnsigned).toBe(false);
  });

  it('what must never happen, and marks it', () => {
    const account = accountOf(told([0, 'session.created'], [5, 'scope.stray', { frames: 3 }]));
    expect(section(account, 'troubles').isGrave).toBe(true);
    expect(section(account, 'troubles').lines[0]?.value).toContain('3 pictures');
  });

  it('everything in Italian too', () => {
    const account = accountOf(written('x'));
    const [english, ...titles] = [everything(account), ...sectionsOf(account).map(({ title }) => title)];
    setLanguage('it');
    expect(everything(account)).not.toBe(english);
    for (const [index, { title, id }] of sectionsOf(account).entries())
      if (id !== 'chat') expect(title).not.toBe(titles[index]);
    expect(linesOf(account, 'allowed')['Tempo per fermare']).toBe('38 millisecondi');
  });
});

describe('the page to keep', () => {
  it('shows hostile names, reasons and file names as they are, and makes nothing of them', () => {
    const page = html(written(HOSTILE));
    expect(page).toContain(escapeHtml(HOSTILE));
    expect(page).not.toMatch(/<script|<img|onerror=alert\(2\)>/);
    const tags = new Set([...page.matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag]) => tag));
    for (const tag of tags)
      expect(
        'html head meta title style body main section h1 h2 h3 dl dt dd bdi q p pre'.split(' '),
      ).toContain(tag);
  });

  it('loads nothing and runs nothing', () => {
    const page = html(ONE_GRANT);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page).not.toMatch(/(?:src|href)=/);
  });

  it('holds the facts of the proof', async () => {
    const bundle = await sampleBundle(await sampleLog());
    const proven = await prove(bundle, []);
    const page = receiptHtml({ account: accountOf(proven.events), proven, title: 'Receipt', at: at(700) });
    const [first, last] = [bundle.leaves[0]?.index, bundle.leaves.at(-1)?.index];
    for (const part of [bundle.origin, bundle.checkpoint, LOG.spelled, `no. ${first} to ${last} of `])
      expect(page).toContain(escapeHtml(part));
    expect(page).toContain('npx permesso-verify session');
    expect(page).toMatch(/Checked on 22 Nov 2026, .* in the browser that saved this: \d+ entries/);
  });

  it('says that it proves nothing, where nothing was proven', () => {
    expect(html(ONE_GRANT)).toContain('Not proven yet');
  });
});
