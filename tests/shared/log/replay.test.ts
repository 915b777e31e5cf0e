// Histories that cannot have happened: a session is replayed from what it recorded, and the first impossible entry is named.
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../shared/bytes.ts';
import type { Finding } from '../../../shared/log/finding.ts';
import { leafText } from '../../../shared/log/leaf.ts';
import { replaySession } from '../../../shared/log/replay.ts';
import { checkEntries } from '../../../shared/log/verify-entries.ts';
import type { EventType, SessionEvent } from '../../../shared/session/events.ts';
import { Paper } from '../../support/paper.ts';
import { shownSession } from '../../support/sample-log.ts';

const START = 40;
const recorded = (events: readonly SessionEvent[]) =>
  events.map((event, i) => ({ index: START + i, event, hasDetail: event.detail !== null }));
const told = (events: readonly SessionEvent[]) =>
  replaySession(recorded(events)).map(({ weight, where, what }) => `${weight}: ${where} ${what}`);
/** Numbered again, so that only the order is what cannot be. */
const numbered = (events: readonly SessionEvent[]): SessionEvent[] =>
  events.map((event, i) => ({ ...event, seq: i + 1 }));
const placeOf = (type: EventType, events: readonly SessionEvent[]) =>
  events.findIndex((event) => event.type === type);
const changed = (type: EventType, change: object): SessionEvent[] =>
  shownSession().map((event) => (event.type === type ? ({ ...event, ...change } as SessionEvent) : event));

describe('a session as it was recorded', () => {
  it('replays without a word', () => expect(told(shownSession())).toEqual([]));

  it('replays with its details erased', () => {
    expect(told(shownSession().map((event) => ({ ...event, detail: null }) as SessionEvent))).toEqual([]);
  });

  it('is said to have no end when it has none', () => {
    const [finding, ...more] = replaySession(recorded(shownSession().slice(0, -1)));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ weight: 'remark', where: `session ${'s'.repeat(22)}` });
  });
});

describe('a session cannot have', () => {
  const events = shownSession();
  it('a gap', () => {
    for (let i = 0; i < events.length - 1; i++)
      expect(told(events.toSpliced(i, 1))).toEqual([
        expect.stringMatching(
          `^tampered: entry ${START + i} .* has number ${i + 2} where ${i + 1} must stand$`,
        ),
      ]);
  });

  it('an entry twice', () => {
    for (const [i, event] of events.entries())
      expect(told(events.toSpliced(i, 0, event))[0]).toMatch(`tampered: entry ${START + i + 1} `);
  });

  it('two entries in each other’s place', () => {
    for (let i = 0; i < events.length - 1; i++) {
      const [a, b] = events.slice(i, i + 2);
      if (a && b) expect(told(events.with(i, b).with(i + 1, a))[0]).toMatch(`tampered: entry ${START + i} `);
    }
  });

  it('a picture before the permission, or after it was taken back', () => {
    const started = events[placeOf('scope.started', events)];
    if (!started) throw new Error('nothing was shown');
    const without = events.filter(({ type }) => !['scope.started', 'scope.stopped'].includes(type));
    for (const type of ['consent.granted', 'session.ended'] as const) {
      const place = placeOf(type, without);
      expect(told(numbered(without.toSpliced(place, 0, started)))).toEqual([
        `tampered: entry ${START + place} (scope.started of session ${started.sid}) started without a permission that was live`,
      ]);
    }
  });

  it('a picture under another permission, or one that was over', () => {
    expect(told(changed('scope.started', { gid: '00000000-0000-4000-8000-000000000999' }))[0]).toMatch(
      /permission/,
    );
    const { at } = events[placeOf('consent.granted', events)] ?? { at: 0 };
    expect(
      told(changed('consent.granted', { expiresAt: at - 60_000 })),
      'a clock may be off by that much',
    ).toEqual([]);
    expect(told(changed('consent.granted', { expiresAt: at - 200_000 }))[0]).toMatch(/permission/);
  });

  it('a time that runs backwards by more than a clock is set', () => {
    const { at } = events[0] ?? { at: 0 };
    expect(told(changed('session.ended', { at: at - 110_000 }))).toEqual([]);
    expect(told(changed('session.ended', { at: at - 130_000 }))[0]).toMatch(
      /is older than what came before it$/,
    );
  });

  it('anything after its end', () => {
    const after = events[placeOf('session.admitted', events)];
    if (!after) throw new Error('nobody was admitted');
    expect(told(numbered([...events, after]))[0]).toMatch(/comes after the end$/);
  });

  it('a stop that is said to have had nothing to stop', () => {
    const stop = events.find((event) => event.type === 'consent.revoked');
    if (stop?.type !== 'consent.revoked') throw new Error('nothing was stopped');
    const { gid: ref, scope: _scope, why: _why, localMs: _ms, ...rest } = stop;
    const moot = { ...rest, type: 'consent.moot', what: 'revoke', ref } as SessionEvent;
    expect(told(events.map((event) => (event === stop ? moot : event)))[0]).toMatch(/revoke is not moot/);
  });

  it('an answer to a question that nobody asked', () => {
    const without = numbered(events.toSpliced(placeOf('consent.asked', events), 1));
    expect(told(without)[0]).toMatch(/\(consent.granted .*\) cannot follow: /);
  });

  it('entries of another session', () => {
    expect(told(changed('consent.asked', { sid: 'z'.repeat(22) }))[0]).toMatch(/belongs to another session$/);
  });
});

describe('the entries of a log', () => {
  const entries = (texts: readonly string[]) => new Map(texts.map((text, i) => [i, utf8(text)]));
  const check = (texts: readonly string[]) => checkEntries(entries(texts), new Map());
  /** As it stands in the log when its detail has been erased. */
  const bare = ({ detail, ...event }: SessionEvent) =>
    leafText(event, detail === null ? null : 'A'.repeat(43));
  const faultsOf = (findings: readonly Finding[]) => findings.filter(({ weight }) => weight === 'tampered');

  it('are replayed session by session, however they are mixed', async () => {
    const [a, b] = [shownSession(), Paper.ended().events].map((events, n) =>
      events.map((event) => bare({ ...event, sid: String(n).repeat(22) })),
    );
    const mixed = (a ?? []).flatMap((text, i) => [text, ...(b?.[i] ? [b[i]] : [])]);
    // From its second entry on a log cannot tell who was enrolled.
    const { findings, counts } = await checkEntries(
      new Map(mixed.map((text, i) => [i + 1, utf8(text)])),
      new Map(),
    );
    expect(faultsOf(findings)).toEqual([]);
    expect(counts).toMatchObject({ entries: mixed.length, sessions: 2, notReplayed: 0 });
  });

  it('of a session must be events of a session', async () => {
    const text = leafText({ v: 2, type: 'consent.forgotten', sid: 's'.repeat(22), seq: 1 }, null);
    expect((await check([text])).findings).toMatchObject([{ weight: 'tampered', where: 'entry 0' }]);
  });

  it('from before, in words that are not read any more, are counted and left alone', async () => {
    const old = JSON.stringify({ v: 1, type: 'session.opened', sid: 's'.repeat(22), seq: 1 });
    expect(await check([old])).toEqual({
      findings: [],
      counts: { entries: 1, details: 0, erased: 0, before: 1, sessions: 0, notReplayed: 1 },
    });
  });

  it('from before cannot come after the first committed event of a session', async () => {
    const [first] = shownSession();
    const { detail: _gone, ...body } = first ?? { detail: null };
    const old = '{"v":1,"type":"tech.login"}';
    const login = leafText({ v: 1, type: 'tech.login', at: 2, by: 't'.repeat(22) }, null);
    const committed = leafText(body, null);
    expect((await check([old, login, old, committed])).findings).toMatchObject([{ weight: 'remark' }]);
    expect((await check([old, committed, old])).findings).toMatchObject([
      { weight: 'tampered', where: 'entry 2' },
      { weight: 'remark' },
    ]);
  });

  it('of a log that follows another may go on with sessions that began there', async () => {
    const texts = shownSession().map(bare);
    const opened = (predecessor: string | null) =>
      leafText({ v: 1, type: 'log.opened', predecessor, at: 1, by: 'b'.repeat(22) }, null);
    const judged = async (predecessor: string | null) => {
      const { findings, counts } = await check([opened(predecessor), ...texts.slice(3)]);
      // What the desk records is none of this test's business.
      return { faults: faultsOf(findings).filter(({ where }) => where !== 'entry 0').length > 0, ...counts };
    };
    expect(await judged('p'.repeat(22))).toMatchObject({ faults: false, sessions: 0, notReplayed: 1 });
    expect(await judged(null)).toMatchObject({ faults: true, sessions: 1, notReplayed: 0 });
  });

  it('may not claim to be older than they are', async () => {
    const aged = shownSession().map((event, i) => (i === 0 ? ({ ...event, v: 1 } as SessionEvent) : event));
    expect(faultsOf((await check(aged.map(bare))).findings)).toContainEqual({
      weight: 'tampered',
      where: 'entry 0',
      what: 'claims to be of before statements were signed',
    });
  });

  it('must be events at all', async () => {
    expect((await check([leafText({ v: 2, type: 'desk.burned' }, null)])).findings).toMatchObject([
      { weight: 'tampered', where: 'entry 0' },
    ]);
    expect((await check(['hello'])).findings).toMatchObject([{ weight: 'tampered', where: 'entry 0' }]);
  });
});
