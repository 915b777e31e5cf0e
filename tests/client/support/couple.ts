// Two members who have met: keys for both ends, the introduction recorded, the customer gone on. Their hands sign what no page
// has to say for the story at hand.

import { type Pair, pairOf } from '../../../link/pair.ts';
import type { Peer } from '../../../link/peers.ts';
import type { Sealed } from '../../../shared/consent/jws.ts';
import { isRefusal } from '../../../shared/errors.ts';
import type { Surface } from '../../../shared/session/scopes.ts';
import type { Keys } from '../../../shared/session/state.ts';
import { type Draft, type DraftOf, grantDraft, Hand, newKey } from '../../support/statements.ts';
import { Broker, type BrokerOptions, DESK_NAME, type Role, TECHNICIAN_NAME } from './broker.ts';
import { chance } from './kit.ts';

export interface Couple {
  readonly broker: Broker;
  readonly keys: Keys;
  readonly pairs: Readonly<Record<Role, Pair>>;
  readonly hands: Readonly<Record<Role, Hand>>;
}

/** Keys and pairs alone: the broker has heard of nobody yet. */
export async function strangers(options: BrokerOptions): Promise<Couple> {
  const broker = new Broker(options);
  const { sid } = broker;
  const mine = { technician: await newKey(), customer: await newKey() };
  const keys = { technician: mine.technician.publicKey, customer: mine.customer.publicKey };
  const level = options.code === 'broker' ? 'none' : 'pake';
  const pair = (role: Role) => pairOf({ sid, role, mine: mine[role], keys, level, clockOffsetMs: 0 });
  const hand = (role: Role) => new Hand(mine[role], Hand.endsOf(sid, role, keys));
  return {
    broker,
    keys,
    pairs: { technician: pair('technician'), customer: pair('customer') },
    hands: { technician: hand('technician'), customer: hand('customer') },
  };
}

/** Introduced, and gone on. */
export async function met(options: BrokerOptions): Promise<Couple> {
  const couple = await strangers(options);
  await introduced(couple);
  couple.broker.act({ type: 'admit' }, 'customer');
  return couple;
}

export async function introduced({ broker, keys, pairs, hands }: Couple): Promise<Sealed> {
  const { other: ckt, mine, level } = pairs.technician;
  const sealed = await hands.technician.signs({ type: 'peer', ckt, tkt: mine.thumbprint, auth: level });
  const told = await broker.wish({ type: 'introduce', jws: sealed.jws, keys }, 'technician');
  if (isRefusal(told)) throw new Error(told.refused);
  return sealed;
}

/** Signs and has it recorded. @throws Error when the broker refuses */
export async function says({ broker, hands }: Couple, role: Role, draft: Draft): Promise<Sealed> {
  const sealed = await hands[role].signs(draft);
  const told = await broker.wish({ type: 'state', jws: sealed.jws }, role);
  if (isRefusal(told)) throw new Error(told.refused);
  return sealed;
}

export interface Asked {
  readonly askId: string;
  readonly hash: string;
  readonly surface: Surface;
}

export const askDraft = (but: Partial<DraftOf<'ask'>> = {}): DraftOf<'ask'> => ({
  type: 'ask',
  askId: chance.newUuid(),
  scope: 'view',
  surface: 'window',
  minutes: 5,
  reason: 'the printer',
  ...but,
});

export async function asks(couple: Couple, but: Partial<DraftOf<'ask'>> = {}): Promise<Asked> {
  const draft = askDraft(but);
  const { hash } = await says(couple, 'technician', draft);
  return { askId: draft.askId, surface: draft.surface, hash };
}

/** The customer's yes to what was asked, for five minutes. */
export function yesTo(
  { broker, pairs }: Couple,
  { askId, hash, surface }: Asked,
  but: Partial<DraftOf<'grant'>> = {},
): DraftOf<'grant'> {
  const allowing = { gid: chance.newUuid(), askId, ask: hash, surface, asked: surface, minutes: 5 };
  const tech = { id: broker.ids.technician, name: TECHNICIAN_NAME };
  const desk = { id: broker.desk, name: DESK_NAME };
  return { ...grantDraft({ ...allowing, auth: pairs.customer.level, tech, desk }), ...but };
}

/** Asked and allowed. @returns the grant's number */
export async function grants(couple: Couple): Promise<string> {
  const draft = yesTo(couple, await asks(couple));
  await says(couple, 'customer', draft);
  return draft.gid;
}

export const revoke = (gid: string): DraftOf<'revoke'> => ({ type: 'revoke', gid, why: 'stop', localMs: 3 });

export const deny = ({ askId, hash }: Asked): DraftOf<'deny'> => ({
  type: 'deny',
  askId,
  ask: hash,
  ui: { m: 'click', shown: 900 },
});

/** The other end as a lane knows it, by the key that this pair pinned. */
export const peerFor = (role: 'technician' | 'customer', { keys }: Pair): Peer => ({
  id: role,
  role,
  key: keys[role],
});
