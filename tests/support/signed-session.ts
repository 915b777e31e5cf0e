// A session whose statements are really signed, decided by the rules alone: for whoever has to verify one.
import type { SigningKey } from '../../shared/consent/jws.ts';
import { openStatement } from '../../shared/consent/open-statement.ts';
import type { Party, SessionEvent } from '../../shared/session/events.ts';
import { LIMITS } from '../../shared/session/scopes.ts';
import { CUSTOMER, DESK, HOST, Paper, SID, TECHNICIAN, uuid } from './paper.ts';
import { type Draft, grantDraft, Hand, newKey } from './statements.ts';

export interface SignedSession {
  readonly events: readonly SessionEvent[];
  /** The technician's key, as it must have been enrolled. */
  readonly key: SigningKey;
}

const ALLOWED = {
  gid: uuid(101),
  askId: uuid(1),
  surface: 'window',
  minutes: 10,
  asked: 'monitor',
  auth: 'pake',
  tech: { id: TECHNICIAN.id, name: 'Maria Rossi' },
  desk: { id: DESK, name: 'Conti Informatica' },
} as const;

/** Two who have met, with keys that sign; `says` is refused by nobody. */
async function signedStage() {
  const [technician, customer, host] = [await newKey(), await newKey(), await newKey()];
  const keys = { technician: technician.publicKey, customer: customer.publicKey };
  const ends = Hand.endsOf(SID, 'host', keys);
  const hands = {
    technician: new Hand(technician, { ...ends, role: 'technician' }),
    customer: new Hand(customer, { ...ends, role: 'customer' }),
    host: new Hand(host, { ...ends, hkt: host.thumbprint }),
  };
  const paper = Paper.joined();
  const says = async (by: Party, draft: Draft): Promise<string> => {
    const role = by.role === 'broker' ? 'technician' : by.role;
    const { jws, hash } = await hands[role].signs(draft);
    const stated = await openStatement(jws, { sid: SID, keys, host: host.publicKey }, role);
    if ('wrong' in stated) throw new Error(stated.wrong);
    const told = paper.act(by, {
      type: 'said',
      stated,
      keys: draft.type === 'peer' ? keys : null,
      key: draft.type === 'host' ? host.publicKey : null,
    });
    if (typeof told === 'string') throw new Error(told);
    return hash;
  };
  const { tkt, ckt } = ends;
  await says(TECHNICIAN, { type: 'peer', tkt, ckt, auth: 'pake' });
  paper.customer({ type: 'admit' });
  const asks = () => {
    const asked = { scope: 'view', surface: 'monitor', minutes: 15, reason: 'to see it' } as const;
    return says(TECHNICIAN, { type: 'ask', askId: uuid(1), ...asked });
  };
  return { paper, says, asks, technician, host };
}

/**
 * Asked, granted in part, shown, stopped, ended: every event that a picture needs. The text was read in Italian.
 * @param how the picture ends: by a signed Stop, or because the session ends
 */
export async function signedSession(how: 'stopped' | 'ended' = 'stopped'): Promise<SignedSession> {
  const { paper, says, asks, technician } = await signedStage();
  await says(CUSTOMER, grantDraft({ ...ALLOWED, ask: await asks() }));
  paper.passes(1_000).start();
  paper.passes(1_000);
  if (how === 'stopped') await says(CUSTOMER, { type: 'revoke', gid: uuid(101), why: 'stop', localMs: 20 });
  paper.passes(1_000).customer({ type: 'end' });
  return { events: paper.events, key: technician };
}

/**
 * The same at a host: paired, allowed in its window, shown and stopped by it. Then it leaves, and the session ends.
 * @param how what becomes of the question: shown, or put to nobody, since the monitor is not there
 */
export async function hostSession(how: 'shown' | 'unable' = 'shown'): Promise<SignedSession> {
  const { paper, says, asks, technician, host } = await signedStage();
  paper.act(CUSTOMER, { type: 'await-host', until: paper.now + LIMITS.codeLifeMs });
  paper.act(HOST, { type: 'join-host', host: HOST.id, system: 'Debian 12' });
  await says(CUSTOMER, { type: 'host', host: HOST.id, hkt: host.thumbprint });
  const ask = await asks();
  if (how === 'unable') {
    await says(HOST, { type: 'unable', askId: uuid(1), ask, why: 'screen-gone' });
    return { events: paper.events, key: technician };
  }
  const yes = grantDraft({ ...ALLOWED, ask });
  const { askId, scope, surface, minutes, notice, ui } = yes;
  const confirm = await says(HOST, { type: 'confirm', askId, ask, scope, surface, minutes, notice, ui });
  await says(CUSTOMER, { ...yes, method: 'host', confirm });
  paper.passes(1_000).act(HOST, { type: 'start', gid: uuid(101) });
  await says(HOST, { type: 'stop', gid: uuid(101), why: 'keys', localMs: 2 });
  paper.passes(1_000).act(HOST, { type: 'drop-host' });
  paper.passes(1_000).customer({ type: 'end' });
  return { events: paper.events, key: technician };
}
