// Two pages on their way to know each other, over a broker that carries what they say or something else.

import { expect } from 'vitest';
import type { Storage } from '../../../link/deps.ts';
import { introduce } from '../../../link/introduce.ts';
import type { Meeting } from '../../../link/meet.ts';
import { meetAsCustomer } from '../../../link/meet-customer.ts';
import { meetAsTechnician } from '../../../link/meet-technician.ts';
import { loadPair } from '../../../link/pair.ts';
import { toBase64url } from '../../../shared/bytes.ts';
import { ephemeralScalar, openPake, type Pake, passwordScalar } from '../../../shared/code/spake2.ts';
import type { Attestation, BrokerKey } from '../../../shared/consent/broker-word.ts';
import type { SigningKey } from '../../../shared/consent/jws.ts';
import type { MeetData } from '../../../shared/protocol/meet.ts';
import { attestationOf } from '../../support/words.ts';
import { type Broker, DESK_NAME, type Role, TECHNICIAN_NAME } from './broker.ts';
import { type FakeClock, fakeClock } from './clock.ts';
import { type Couple, strangers } from './couple.ts';
import { chance, settle, until } from './kit.ts';
import { type Member, memberOf } from './page.ts';

export interface End extends Member {
  readonly meeting: Meeting;
}

export interface EndOptions {
  readonly clock: FakeClock;
  readonly secret: string | null;
  readonly storage?: Storage;
  /** What the desk says of the technician; the truth where it is not given. */
  readonly attestation?: string;
  readonly brokerKeys?: readonly BrokerKey[];
  readonly announced?: { readonly technician: string; readonly desk: string };
}

/** The secret ones. */
export const DIGITS = '3076';
export const ANNOUNCED = { technician: TECHNICIAN_NAME, desk: DESK_NAME };

/** What this broker says of a key. */
export const vouchedFor = (broker: Broker, key: SigningKey, but: Partial<Attestation> = {}): string =>
  broker.words.signs({
    ...attestationOf({
      sid: broker.sid,
      tkt: key.thumbprint,
      techId: broker.ids.technician,
      name: TECHNICIAN_NAME,
      desk: DESK_NAME,
      deskId: broker.desk,
    }),
    ...but,
  });

export function endOf({ broker, pairs }: Couple, role: Role, options: EndOptions): End {
  const { clock, secret, storage, brokerKeys = [broker.words.key], announced = ANNOUNCED } = options;
  const page = memberOf(broker, role, { clock, pair: null, ...(storage ? { storage } : {}) });
  const { mine: key } = pairs[role];
  const attestation = options.attestation ?? vouchedFor(broker, key);
  const deps = { session: page.session, storage: page.storage, deps: { ...clock, ...chance }, key, secret };
  const meeting =
    role === 'technician'
      ? meetAsTechnician({ ...deps, attestation: () => attestation })
      : meetAsCustomer({ ...deps, brokerKeys, announced });
  const unmeet = introduce({ meeting, pair: page.pair, speech: page.speech });
  return {
    ...page,
    meeting,
    close() {
      unmeet();
      meeting.close();
      page.close();
    },
  };
}

/** Carries something else than what is said between the two; null swallows it. */
export function between(broker: Broker, change: (data: MeetData, to: Role) => MeetData | null): void {
  broker.onTell = (message, to) => {
    if (message.t !== 'meet') return message;
    const data = change(message.data, to);
    return data && { ...message, data };
  };
}

/** Says something to one end in the other one's name. */
export function saysFor(broker: Broker, from: Role, data: MeetData): void {
  const to = from === 'technician' ? 'customer' : 'technician';
  broker.tell({ t: 'meet', from: broker.ids[from], to: broker.ids[to], data }, to);
}

/** What one end has said, by kind, in order. */
export const saidBy = <K extends MeetData['k']>(broker: Broker, k: K): Extract<MeetData, { k: K }>[] =>
  broker.meets.flatMap(({ data }) => (data.k === k ? [data as Extract<MeetData, { k: K }>] : []));

/** How the meeting of an end came out. */
export const outcome = async ({ meeting }: End): Promise<string> => {
  const stage = await until(meeting.stage, ({ at }) => at !== 'waiting');
  return stage.at === 'failed' ? stage.why : stage.at;
};

export interface Encounter {
  readonly clock: FakeClock;
  readonly couple: Couple;
  readonly broker: Broker;
  /** Opens a page for this end; with the right digits where nothing else is said. */
  arrives(role: Role, but?: Partial<EndOptions>): End;
  /** Both of them, the customer perhaps otherwise. */
  both(customer?: Partial<EndOptions>): { readonly maria: End; readonly carlo: End };
  close(): void;
}

/** A code was made and typed; nobody's page is open yet. */
export async function encounter(code: 'pake' | 'broker' = 'pake'): Promise<Encounter> {
  const clock = fakeClock();
  const couple = await strangers({ now: clock.now, code });
  const ends: End[] = [];
  const arrives = (role: Role, but: Partial<EndOptions> = {}): End => {
    const end = endOf(couple, role, { clock, secret: DIGITS, ...but });
    ends.push(end);
    return end;
  };
  return {
    clock,
    couple,
    broker: couple.broker,
    arrives,
    both: (customer = {}) => ({ maria: arrives('technician'), carlo: arrives('customer', customer) }),
    close() {
      for (const end of ends) end.close();
    },
  };
}

export const online = ({ session }: End) => until(session.status, ({ kind }) => kind === 'online');

/** Neither knows the other, and nothing was kept that says so later. */
export async function nobodyMet({ broker, pairs }: Couple, ...all: readonly End[]): Promise<void> {
  await settle();
  for (const { meeting, pair, session, storage } of all) {
    expect(meeting.stage.value.at).not.toBe('met');
    expect(pair.value).toBeNull();
    const role = session.you.value?.role === 'technician' ? 'technician' : 'customer';
    expect(await loadPair({ sid: broker.sid, role, mine: pairs[role].mine }, storage)).toBeNull();
  }
  expect(broker.events.some(({ type }) => type === 'peer.authenticated')).toBe(false);
}

export const failures = (broker: Broker): number =>
  broker.events.filter(({ type }) => type === 'peer.authentication-failed').length;

/** An end of the technician's side by these digits, whoever holds it. */
export const pakeBy = (broker: Broker, secret: string): Pake =>
  openPake({
    side: 'A',
    idA: `tech:${broker.sid}`,
    idB: `cust:${broker.sid}`,
    w: passwordScalar(secret, broker.sid),
    scalar: ephemeralScalar(chance.bytes(48)),
  });
export const newShare = (broker: Broker): string => toBase64url(pakeBy(broker, '0000').share);

/** A technician's first word under the right key, with a share that the digits did not make. */
export function helloIn({ broker, pairs }: Couple): Extract<MeetData, { k: 'hello-technician' }> {
  const { mine } = pairs.technician;
  const attestation = vouchedFor(broker, mine);
  return { k: 'hello-technician', key: mine.publicKey, attestation, share: newShare(broker) };
}
