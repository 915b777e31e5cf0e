// A broker that lies, and what a page does that catches it.
import { expect } from 'vitest';
import type { Down } from '../../../shared/protocol/down.ts';
import type { EventOf, EventType, SessionEvent } from '../../../shared/session/events.ts';
import type { AuthLevel } from '../../../shared/session/scopes.ts';
import type { Broker } from './broker.ts';
import type { FakeClock } from './clock.ts';
import type { Couple } from './couple.ts';
import { isThere, settle, until } from './kit.ts';
import type { Member } from './page.ts';

/** Lies about events, whether as they happen or in a welcome; null leaves one out. */
export function lying(broker: Broker, change: (event: SessionEvent) => SessionEvent | null): void {
  broker.onTell = (message: Down) => {
    if (message.t === 'welcome')
      return { ...message, events: message.events.flatMap((event) => change(event) ?? []) };
    if (message.t !== 'event') return message;
    const event = change(message.event);
    return event && { ...message, event };
  };
}

export const lyingAbout = <T extends EventType>(
  broker: Broker,
  type: T,
  but: (event: EventOf<T>) => object,
): void =>
  lying(broker, (event) =>
    event.type === type ? ({ ...event, ...but(event as EventOf<T>) } as SessionEvent) : event,
  );

/** The `report-statement` wishes that a broker has heard. */
export const reports = (broker: Broker) =>
  broker.heard.flatMap(({ message }) =>
    message.t === 'wish' && message.command.type === 'report-statement' ? [message.command] : [],
  );

/** The page has noticed, said so before it left, and left. @returns what it noticed */
export async function caught(broker: Broker, page: Member): Promise<string> {
  const why = await until(page.ledger.alarm, isThere);
  expect(page.session.status.value).toEqual({ kind: 'forged-history' });
  await settle();
  expect(reports(broker).map((report) => report.why)).toEqual([why]);
  expect(broker.events.at(-1)).toMatchObject({ type: 'statement.refused', why });
  return why;
}

/** The connection is lost, and the next welcome tells everything from the first event. */
export async function toldAnew(broker: Broker, page: Member, clock: FakeClock): Promise<void> {
  const { enter } = broker;
  broker.enter = (role, socket) => enter.call(broker, role, socket, 0);
  const { value: before } = page.session.welcomes;
  broker.cut(page.session.you.value?.role === 'customer' ? 'customer' : 'technician');
  clock.advance(15_000);
  await until(page.session.welcomes, (n) => n > before);
  await page.ledger.settled();
}

/** Everything told so far has been judged. */
export async function caughtUp(broker: Broker, page: Member): Promise<void> {
  await until(page.session.state, ({ seq }) => seq === broker.state.seq);
  await page.ledger.settled();
}

/** The technician's key says this level, and the broker writes it down whatever it is. */
export async function raised({ broker, keys, pairs, hands }: Couple, auth: AuthLevel): Promise<void> {
  const { other: ckt, mine } = pairs.technician;
  const { jws, hash } = await hands.technician.signs({ type: 'peer', ckt, tkt: mine.thumbprint, auth });
  const signed = { statement: { n: hands.technician.place.n, hash }, detail: { jws } };
  broker.writes([{ type: 'peer.authenticated', auth, keys, ...signed }], 'technician');
}
