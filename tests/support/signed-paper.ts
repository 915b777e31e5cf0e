// A session on paper whose statements are signed by real keys: for whoever checks signatures, text and proofs.

import type { SigningKey } from '../../shared/consent/jws.ts';
import { openStatement } from '../../shared/consent/open-statement.ts';
import type { SessionEvent } from '../../shared/session/events.ts';
import { CUSTOMER, DESK, Paper, SID, TECHNICIAN, uuid } from './paper.ts';
import { type Draft, grantDraft, Hand, newKey } from './statements.ts';

/** Asked, allowed, shown, stopped, ended; the text was read in Italian. */
export async function signedSession(): Promise<SessionEvent[]> {
  const paper = Paper.joined();
  const [technician, customer] = [await newKey(), await newKey()];
  const keys = { technician: technician.publicKey, customer: customer.publicKey };
  const handOf = (key: SigningKey, role: 'technician' | 'customer') =>
    new Hand(key, Hand.endsOf(SID, role, keys));
  const hands = { technician: handOf(technician, 'technician'), customer: handOf(customer, 'customer') };
  const says = async (role: 'technician' | 'customer', draft: Draft) => {
    const { jws } = await hands[role].signs(draft);
    const stated = await openStatement(jws, { sid: SID, keys }, role);
    if ('wrong' in stated) throw new Error(stated.wrong);
    const by = role === 'technician' ? TECHNICIAN : CUSTOMER;
    const done = paper.act(by, { type: 'said', stated, keys: draft.type === 'peer' ? keys : null });
    if (typeof done === 'string') throw new Error(done);
    return stated.hash;
  };
  const { tkt, ckt } = hands.technician.ends;
  await says('technician', { type: 'peer', tkt, ckt, auth: 'pake' });
  paper.customer({ type: 'admit' });
  const asked = {
    askId: uuid(1),
    scope: 'view',
    surface: 'monitor',
    minutes: 15,
    reason: 'to see it',
  } as const;
  const ask = await says('technician', { type: 'ask', ...asked });
  await says(
    'customer',
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
  await says('customer', { type: 'revoke', gid: uuid(101), why: 'stop', localMs: 20 });
  paper.passes(1_000).customer({ type: 'end' });
  return paper.events;
}
