// A recorded session in which a host took part: what was allowed has to stand on what somebody at the computer allowed in its
// window, signed by the key that the customer vouched for. Whoever rewrites one of these is found out.
import { describe, expect, it } from 'vitest';
import { replaySession } from '../../../shared/log/replay.ts';
import { enrolledAs, replayStatements } from '../../../shared/log/replay-statements.ts';
import type { EventType, SessionEvent } from '../../../shared/session/events.ts';
import { CUSTOMER, TECHNICIAN, uuid } from '../../support/paper.ts';
import { hostSession } from '../../support/signed-session.ts';

const { events, key } = await hostSession();
const other = await hostSession();
const ENROLLED = new Set([enrolledAs(TECHNICIAN.id, key.thumbprint)]);

const recordedOf = (session: readonly SessionEvent[]) =>
  session.map((event, index) => ({ index, event, hasDetail: event.detail !== null }));
const told = async (session: readonly SessionEvent[]): Promise<string[]> =>
  (await replayStatements(recordedOf(session), ENROLLED)).map(({ what }) => what);

const changed = (type: EventType, but: object): SessionEvent[] =>
  events.map((event) => (event.type === type ? ({ ...event, ...but } as SessionEvent) : event));
const ofType = (session: readonly SessionEvent[], type: EventType): SessionEvent => {
  const found = session.find((event) => event.type === type);
  if (!found) throw new Error(`no ${type}`);
  return found;
};
const keyOf = (session: readonly SessionEvent[]) => {
  const paired = ofType(session, 'host.paired');
  return paired.type === 'host.paired' ? paired.key : null;
};

describe('a question that a host could put to nobody', async () => {
  const unable = await hostSession('unable');
  const enrolled = new Set([enrolledAs(TECHNICIAN.id, unable.key.thumbprint)]);
  const judged = async (but: object) => {
    const session = unable.events.map((event) =>
      event.type === 'consent.aborted' ? ({ ...event, ...but } as SessionEvent) : event,
    );
    return (await replayStatements(recordedOf(session), enrolled)).map(({ what }) => what);
  };

  it('holds as it was recorded', async () => expect(await judged({})).toEqual([]));
  it.each([
    ['another question', { askId: uuid(2) }, 'NOT_AS_SIGNED'],
    ['another reason', { why: 'not-possible' }, 'NOT_AS_SIGNED'],
    ['the customer as its author', { by: CUSTOMER }, 'UNKNOWN_KEY'],
    ['another place in the chain', { statement: { n: 2, hash: 'a'.repeat(43) } }, 'OUT_OF_ORDER'],
    ['another hash', { statement: { n: 1, hash: 'a'.repeat(43) } }, 'NOT_AS_SIGNED'],
  ])('does not hold with %s', async (_what, but, why) =>
    expect(await judged(but)).toEqual([expect.stringContaining(why)]),
  );
});

describe('a session at a host', () => {
  it('holds as it was recorded', async () => {
    expect(events.map(({ type }) => type)).toEqual([
      'session.created',
      'session.joined',
      'peer.authenticated',
      'session.admitted',
      'host.awaited',
      'host.joined',
      'host.paired',
      'consent.asked',
      'consent.confirmed',
      'consent.granted',
      'scope.started',
      'scope.stopped',
      'consent.revoked',
      'host.left',
      'session.ended',
    ]);
    expect(await told(events)).toEqual([]);
    expect(replaySession(recordedOf(events))).toEqual([]);
  });

  it('does not hold with another host’s key, nor with one that nobody vouched for', async () => {
    expect(await told(changed('host.paired', { key: keyOf(other.events) }))).toEqual([
      expect.stringContaining('NOT_AS_SIGNED'),
    ]);
    expect(await told(changed('host.paired', { statement: null, detail: null }))).toEqual([
      expect.stringContaining('was signed by nobody'),
    ]);
  });

  it('does not hold without what was allowed in the host’s window', async () => {
    expect(await told(changed('consent.confirmed', { statement: null, detail: null }))).toEqual([
      expect.stringContaining('was signed by nobody'),
    ]);
    const { statement, detail } = ofType(other.events, 'consent.confirmed') as never;
    expect(await told(changed('consent.confirmed', { statement, detail }))).toEqual([
      expect.stringContaining('UNKNOWN_KEY'),
    ]);
    expect(await told(events.filter(({ type }) => type !== 'consent.confirmed'))).toEqual([
      expect.stringContaining('NOT_CONFIRMED'),
    ]);
  });

  it('does not hold when the page is said to have carried out what the host did', async () => {
    expect(await told(changed('consent.granted', { method: 'web' }))).toEqual([
      expect.stringContaining('NOT_AS_SIGNED'),
    ]);
  });

  it('does not hold when more is said to have been allowed there', async () => {
    for (const but of [{ minutes: 15 }, { surface: 'monitor' }, { screen: 2 }])
      expect(await told(changed('consent.confirmed', but))).toEqual([
        expect.stringContaining('NOT_AS_SIGNED'),
      ]);
  });

  it('does not hold when another monitor is said to have been asked for or shown', async () => {
    for (const type of ['consent.asked', 'consent.granted'] as const)
      expect(await told(changed(type, { screen: 2 }))).toEqual([expect.stringContaining('NOT_AS_SIGNED')]);
  });

  it('does not hide behind an erased text that another monitor was shown than the one allowed', async () => {
    const moved = events.map((event) =>
      event.type === 'consent.granted' ? ({ ...event, screen: 2, detail: null } as SessionEvent) : event,
    );
    const recorded = moved.map((event, index) => ({ index, event, hasDetail: true }));
    expect((await replayStatements(recorded, ENROLLED)).map(({ what }) => what)).toEqual([
      expect.stringContaining('ASK_ALTERED'),
    ]);
  });

  it('does not hide behind an erased text that nothing was allowed in the window', async () => {
    const bare = (event: SessionEvent): SessionEvent => {
      if (event.type !== 'consent.granted') return event;
      const { method: _gone, ...rest } = event;
      return { ...rest, detail: null };
    };
    const without = events.filter(({ type }) => type !== 'consent.confirmed');
    const recorded = (session: readonly SessionEvent[]) =>
      session.map((event, index) => ({ index, event: bare(event), hasDetail: event.detail !== null }));
    expect((await replayStatements(recorded(without), ENROLLED)).map(({ what }) => what)).toEqual([
      expect.stringContaining('NOT_CONFIRMED'),
    ]);
  });

  it('does not hold when the host is said to have left while it still carried something out', () => {
    const left = events.filter(({ type }) => type !== 'scope.stopped' && type !== 'consent.revoked');
    const renumbered = left.map((event, i) => ({ ...event, seq: i + 1 }));
    expect(replaySession(recordedOf(renumbered))).toEqual([
      expect.objectContaining({ what: expect.stringContaining('leaves behind') }),
    ]);
  });

  it('holds with any of its signed texts erased', async () => {
    for (const type of ['host.paired', 'consent.confirmed', 'consent.granted', 'consent.revoked'] as const) {
      const erased = events.map((event, index) => ({
        index,
        event: event.type === type ? ({ ...event, detail: null } as SessionEvent) : event,
        hasDetail: event.detail !== null,
      }));
      expect(await replayStatements(erased, ENROLLED), type).toEqual([]);
    }
  });
});
