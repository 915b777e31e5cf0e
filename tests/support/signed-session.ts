// A session whose statements are really signed, decided by the rules alone: for whoever has to verify one.
import type { SigningKey } from '../../shared/consent/jws.ts';
import { openStatement } from '../../shared/consent/open-statement.ts';
import type { Party, SessionEvent } from '../../shared/session/events.ts';
import { CUSTOMER, DESK, Paper, SID, TECHNICIAN, uuid } from './paper.ts';
import { type Draft, grantDraft, Hand, newKey } from './statements.ts';

export interface SignedSession {
  readonly events: readonly SessionEvent[];
  /** The technician's key, as it must have been enrolled. */
  readonly key: SigningKey;
}

/**
 * Asked, granted in part, shown, stopped, ended: every event that a picture needs. The text was read in Italian.
 * @param how the picture ends: by a signed Stop, or because the session ends
 */
export async function signedSession(how: 'stopped' | 'ended' = 'stopped'): Promise<SignedSession> {
  const [technician, customer] = [await newKey(), await newKey()];
  const keys = { technician: technician.publicKey, customer: customer.publicKey };
  const hands = {
    technician: new Hand(technician, Hand.endsOf(SID, 'technician', keys)),
    customer: new Hand(customer, Hand.endsOf(SID, 'customer', keys)),
  };
  const paper = Paper.joined();
  const says = async (by: Party, draft: Draft) => {
    const role = by.role === 'customer' ? 'customer' : 'technician';
    const { jws } = await hands[role].signs(draft);
    const stated = await openStatement(jws, { sid: SID, keys }, role);
    if ('wrong' in stated) throw new Error(stated.wrong);
    const told = paper.act(by, {
      type: 'said',
      stated,
      keys: draft.type === 'peer' ? keys : null,
      key: null,
    });
    if (typeof told === 'string') throw new Error(told);
  };
  const { tkt, ckt } = hands.technician.ends;
  await says(TECHNICIAN, { type: 'peer', tkt, ckt, auth: 'pake' });
  paper.customer({ type: 'admit' });
  const asked = { scope: 'view', surface: 'monitor', minutes: 15, reason: 'to see it' } as const;
  await says(TECHNICIAN, { type: 'ask', askId: uuid(1), ...asked });
  const ask = hands.technician.last?.hash ?? '';
  await says(
    CUSTOMER,
    grantDraft({
      gid: uuid(101),
      askId: uuid(1),
      ask,
      surface: 'window',
      minutes: 10,
      asked: 'monitor',
      auth: 'pake',
      tech: { id: TECHNICIAN.id, name: 'Maria Rossi' },
      desk: { id: DESK, name: 'Conti Informatica' },
    }),
  );
  paper.passes(1_000).start();
  paper.passes(1_000);
  if (how === 'stopped') await says(CUSTOMER, { type: 'revoke', gid: uuid(101), why: 'stop', localMs: 20 });
  paper.passes(1_000).customer({ type: 'end' });
  return { events: paper.events, key: technician };
}
