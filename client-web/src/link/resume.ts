// Coming back to a session: the value that the code earned, and the customer's own key over something fresh.
import { customerKeyName, keyNamed } from '../../../link/device-keys.ts';
import { type SigningKey, sealWith } from '../../../shared/consent/jws.ts';
import { partyName } from '../../../shared/consent/keys.ts';
import type { ResumeStatement } from '../../../shared/consent/statements.ts';
import { isRefusal, type Refusal, refuse } from '../../../shared/errors.ts';
import {
  type Back,
  challenged,
  type HostInvited,
  hostInvited,
  type Joined,
  joined,
  ticketed,
} from '../../../shared/protocol/http.ts';
import type { Device } from '../../../shared/session/events.ts';
import { post } from './api.ts';
import { browserStorage } from './browser.ts';

export interface Holder {
  readonly sid: string;
  readonly resume: string;
  readonly key: SigningKey;
}

export async function resumeTicket(holder: Holder): Promise<{ readonly ticket: string } | Refusal> {
  const proof = await proofOf(holder);
  if (typeof proof !== 'string') return proof;
  const { sid, resume } = holder;
  return post('/api/resume', { sid, resume, proof }, ticketed);
}

/** An address for the host on this computer; the secret digits are this page's own. */
export async function inviteHost(holder: Holder): Promise<HostInvited | Refusal> {
  const proof = await proofOf(holder);
  if (typeof proof !== 'string') return proof;
  const { sid, resume } = holder;
  return post('/api/host/invite', { sid, resume, proof }, hostInvited);
}

/** Into the session of a colleague who was called into this one. */
export async function meetColleague(
  holder: Holder,
  { follower, device }: { readonly follower: string; readonly device: Device },
): Promise<Joined | Refusal> {
  const proof = await proofOf(holder);
  if (typeof proof !== 'string') return proof;
  const { sid, resume } = holder;
  return post('/api/calls/enter', { sid, resume, proof, follower, device }, joined);
}

/** Back into a session that was found by its digits, with the key from then. NOT_FOUND where this browser has none. */
export async function comeBack({ sid, customer, challenge }: Back['back']): Promise<Joined | Refusal> {
  const name = customerKeyName(sid, customer);
  const names = await browserStorage.names().catch((): readonly string[] => []);
  if (!names.includes(name)) return refuse('NOT_FOUND');
  const proof = await signed(challenge, { sid, key: await keyNamed(name, browserStorage) });
  return post('/api/return', { sid, proof }, joined);
}

/** A fresh challenge of the broker's, under the customer's key. */
export async function proofOf({ sid, resume, key }: Holder): Promise<string | Refusal> {
  const fresh = await post('/api/challenge', { sid, resume }, challenged);
  return isRefusal(fresh) ? fresh : signed(fresh.challenge, { sid, key });
}

async function signed(challenge: string, { sid, key }: Pick<Holder, 'sid' | 'key'>): Promise<string> {
  const statement: ResumeStatement = {
    v: 2,
    type: 'resume',
    sid,
    iss: partyName('customer', key.thumbprint),
    challenge,
  };
  return (await sealWith(key, statement)).jws;
}
