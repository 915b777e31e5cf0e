// Coming back to a session: the value that the code earned, and the customer's own key over something fresh.
import { type SigningKey, sealWith } from '../../../shared/consent/jws.ts';
import { partyName } from '../../../shared/consent/keys.ts';
import type { ResumeStatement } from '../../../shared/consent/statements.ts';
import { isRefusal, type Refusal } from '../../../shared/errors.ts';
import { challenged, ticketed } from '../../../shared/protocol/http.ts';
import { post } from './api.ts';

export interface Holder {
  readonly sid: string;
  readonly resume: string;
  readonly key: SigningKey;
}

export async function resumeTicket({
  sid,
  resume,
  key,
}: Holder): Promise<{ readonly ticket: string } | Refusal> {
  const fresh = await post('/api/challenge', { sid, resume }, challenged);
  if (isRefusal(fresh)) return fresh;
  const statement: ResumeStatement = {
    v: 2,
    type: 'resume',
    sid,
    iss: partyName('customer', key.thumbprint),
    challenge: fresh.challenge,
  };
  const { jws } = await sealWith(key, statement);
  return post('/api/resume', { sid, resume, proof: jws }, ticketed);
}
