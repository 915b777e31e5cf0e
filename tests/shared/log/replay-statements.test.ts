// A log whose operator rewrote what was asked or granted, and recorded it anew: the tree cannot tell, the signatures can.
import { describe, expect, it } from 'vitest';
import { enrolledAs, replayStatements } from '../../../shared/log/replay-statements.ts';
import type { EventType, SessionEvent } from '../../../shared/session/events.ts';
import { TECHNICIAN } from '../../support/paper.ts';
import { signedSession } from '../../support/signed-session.ts';

const { events, key } = await signedSession();
const other = await signedSession();
const ENROLLED = new Set([enrolledAs(TECHNICIAN.id, key.thumbprint)]);
const SIGNED: readonly EventType[] = [
  'peer.authenticated',
  'consent.asked',
  'consent.granted',
  'consent.revoked',
];

/** What the statements of a session say against it; `gone` events have lost their detail. */
async function told(session: readonly SessionEvent[], gone: readonly EventType[] = []): Promise<string[]> {
  const recorded = session.map((event, index) => ({
    index,
    event: gone.includes(event.type) ? ({ ...event, detail: null } as SessionEvent) : event,
    hasDetail: event.detail !== null,
  }));
  return (await replayStatements(recorded, ENROLLED)).map(({ what }) => what);
}

const changed = (type: EventType, change: (event: never) => object): SessionEvent[] =>
  events.map((event) =>
    event.type === type ? ({ ...event, ...change(event as never) } as SessionEvent) : event,
  );

/** The event with another text signed under it. */
const resigned = (type: EventType, jws: (own: string) => string | null) =>
  changed(type, ({ detail }: { detail: { jws: string } }) => ({
    detail: { ...detail, jws: jws(detail.jws) },
  }));

const jwsOf = (type: EventType, session: readonly SessionEvent[]): string => {
  const event = session.find((e) => e.type === type);
  if (event?.detail && 'jws' in event.detail && event.detail.jws) return event.detail.jws;
  throw new Error(`${type} has no statement`);
};

describe('the statements of a recorded session', () => {
  it('hold as they were signed, and when any of them is erased', async () => {
    expect(await told(events)).toEqual([]);
    for (const type of SIGNED) expect(await told(events, [type]), type).toEqual([]);
    expect(await told(events, SIGNED)).toEqual([]);
  });

  it('do not hold with one bit of a signature turned', async () => {
    const turned = (jws: string) => `${jws.slice(0, -10)}${jws.at(-10) === 'A' ? 'B' : 'A'}${jws.slice(-9)}`;
    for (const type of SIGNED)
      expect(await told(resigned(type, turned)), type).toEqual([expect.stringContaining('does not hold')]);
  });

  it('do not hold when they were signed with other keys', async () => {
    for (const type of SIGNED)
      expect(await told(resigned(type, () => jwsOf(type, other.events))), type).not.toEqual([]);
  });

  it('do not hold in another place', async () => {
    expect(await told(resigned('consent.revoked', () => jwsOf('consent.granted', events)))).not.toEqual([]);
  });

  it('do not hold when the record says more than was signed', async () => {
    expect(await told(changed('consent.granted', () => ({ minutes: 15 })))).not.toEqual([]);
    expect(await told(changed('consent.granted', () => ({ surface: 'monitor' })))).not.toEqual([]);
    expect(await told(changed('consent.asked', () => ({ scope: 'control' })))).not.toEqual([]);
    expect(await told(changed('peer.authenticated', () => ({ auth: 'sas' })))).not.toEqual([]);
  });

  it('are missed where nobody signed, but for what takes back', async () => {
    for (const type of SIGNED.filter((widens) => widens !== 'consent.revoked'))
      expect(await told(changed(type, () => ({ statement: null, detail: null }))), type).toEqual([
        expect.stringContaining('was signed by nobody'),
      ]);
  });

  it('are missed where the log vouches for none', async () => {
    for (const type of SIGNED)
      expect(await told(changed(type, () => ({ detail: null }))), type).toEqual([
        expect.stringContaining('does not hold'),
      ]);
  });

  it('are held against a question that was erased, and against none of version 1', async () => {
    const wider = changed('consent.granted', () => ({ minutes: 15 }));
    expect(await told(wider, ['consent.asked'])).not.toEqual([]);
    const garbled = resigned('consent.granted', () => 'a.b.c');
    expect(await told(garbled, ['consent.asked'])).not.toEqual([]);
    const aged = garbled.map((event, i) => (i === 0 ? ({ ...event, v: 1 } as SessionEvent) : event));
    expect(await told(aged)).not.toEqual([]);
  });

  it('are the technician’s only if the log says that the key was enrolled', async () => {
    const recorded = events.map((event, index) => ({ index, event, hasDetail: event.detail !== null }));
    expect(await replayStatements(recorded, new Set())).toMatchObject([{ weight: 'tampered' }]);
    expect(await replayStatements(recorded, null)).toEqual([]);
  });
});
