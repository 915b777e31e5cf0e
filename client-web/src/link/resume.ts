// Coming back to a session: the value that the code earned, and the customer's own key over something fresh.
import { type SigningKey, sealWith } from '../../../shared/consent/jws.ts';
import { partyName } from '../../../shared/consent/keys.ts';
import type { ResumeStatement } from '../../../shared/consent/statements.ts';
import { isRefusal, type Refusal } from '../../../shared/errors.ts';
import { challenged, type HostInvited, hostInvited, ticketed } from '../../../shared/protocol/http.ts';
import { post } from './api.ts';

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

/** A fresh challenge of the broker's, under the customer's key. */
async function proofOf({ sid, resume, key }: Holder): Promise<string | Refusal> {
  const fresh = await post('/api/challenge', { sid, resume }, challenged);
  if (isRefusal(fresh)) return fresh;
  const statement: ResumeStatement = {
    v: 2,
    type: 'resume',
    sid,
    iss: partyName('customer', key.thumbprint),
    challenge: fresh.challenge,
  };
  return (await sealWith(key, statement)).jws;
}
