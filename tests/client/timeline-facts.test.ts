// What is said of one thing on the timeline: who, which text was shown, how it ended and how fast stopping took.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aloud, seqsOf, tell } from '../../client-web/src/features/timeline/facts.ts';
import { type Item, layOut } from '../../client-web/src/features/timeline/layout.ts';
import { setLanguage } from '../../client-web/src/view/i18n.ts';
import type { SessionEvent } from '../../shared/session/events.ts';
import { at, ONE_GRANT, told } from './support/story.ts';

beforeEach(() => {
  vi.stubGlobal('navigator', { languages: ['en-GB', 'it-IT'] });
  setLanguage('en');
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const items = (events: readonly SessionEvent[]): Item[] =>
  layOut(events, at(900), 800).rows.flatMap((row) => row.items);
const first = (events: readonly SessionEvent[], kind: Item['fact']['kind']): Item => {
  const found = items(events).find(({ fact }) => fact.kind === kind);
  if (!found) throw new Error(`nothing of the kind ${kind}`);
  return found;
};
const lines = (events: readonly SessionEvent[], kind: Item['fact']['kind']) =>
  Object.fromEntries(tell(first(events, kind).fact, events).lines);

describe('when a permission is explained', () => {
  it('names who, which text was shown in which language, how it ended and how fast it stopped', () => {
    expect(lines(ONE_GRANT, 'span')).toMatchObject({
      Who: 'The customer allowed it to Maria Rossi',
      'Name of the text': 'view, version 1, in Italian',
      'Text shown': 'not known to this version of the page',
      'Reason given': 'Vedere la stampante',
      Ended: expect.stringContaining('with Stop'),
      'Stopping took': '38 ms, measured in the customer’s page',
      Entries: 'no. 4, 5, 6, 7',
    });
  });

  it('does not claim a time to stop that nobody measured', () => {
    const events = ONE_GRANT.map((event) =>
      event.type === 'consent.revoked' ? { ...event, localMs: null } : event,
    );
    expect(lines(events, 'span')).toMatchObject({ 'Stopping took': 'nothing was running' });
    const expired = told([0, 'session.created'], [10, 'consent.granted'], [20, 'consent.expired']);
    expect(lines(expired, 'span')['Stopping took']).toContain('not measured');
  });

  it('says so while it lives, and when nothing ever reached the technician', () => {
    const living = told([0, 'session.created'], [10, 'consent.granted']);
    expect(lines(living, 'span')).toMatchObject({
      Ended: 'not yet',
      Happening: 'never: nothing reached the technician',
    });
    expect(lines(living, 'span')).not.toHaveProperty('Stopping took');
  });

  it('goes on without a name once the names have been erased', () => {
    const erased = told([0, 'session.created'], [10, 'consent.granted']);
    expect(lines(erased, 'span')['Who']).toBe('The customer allowed it to the technician');
  });

  it('is one sentence for those who listen', () => {
    const told = tell(first(ONE_GRANT, 'span').fact, ONE_GRANT);
    expect(aloud(told)).toMatch(/^See the screen: allowed, 3 min.*\. When: .*38 ms/);
  });
});

describe('when other things are explained', () => {
  it('says how long an answer took', () => {
    const refused = told([0, 'session.created'], [10, 'consent.asked'], [22, 'consent.denied']);
    expect(lines(refused, 'refused')['Answered after']).toMatch(/^12 sec/);
  });

  it('shows a file’s name without the tricks a name can play', () => {
    const events = told(
      [0, 'session.created'],
      [10, 'file.offered', { detail: { name: 'fattura\u202efdp.exe' } }],
      [20, 'file.rejected'],
    );
    expect(tell(first(events, 'file').fact, events).title).not.toContain('\u202e');
  });

  it('points at the entries it stands for', () => {
    expect(seqsOf(first(ONE_GRANT, 'span'), ONE_GRANT)).toEqual([5, 6, 7]);
    expect(seqsOf(first(ONE_GRANT, 'asked'), ONE_GRANT)).toEqual([4]);
  });

  it('has words for every kind in both languages', () => {
    const events = told(
      [0, 'session.created'],
      [1, 'session.joined'],
      [2, 'consent.asked'],
      [3, 'consent.timed-out'],
      [4, 'file.offered'],
      [5, 'chat.closed'],
      [6, 'session.ended'],
    );
    const say = () => items(events).map(({ fact }) => aloud(tell(fact, events)));
    const english = say();
    setLanguage('it');
    for (const [index, italian] of say().entries()) expect(italian).not.toBe(english[index]);
  });
});
