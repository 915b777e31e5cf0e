// The broker over HTTP, as the host asks it: in with the digits, back under its own key, and the keys that the broker publishes.
import type * as z from 'zod/mini';
import { type BrokerKey, brokerKeys } from '../shared/consent/broker-word.ts';
import { type SigningKey, sealWith } from '../shared/consent/jws.ts';
import { partyName } from '../shared/consent/keys.ts';
import type { ResumeStatement } from '../shared/consent/statements.ts';
import { isErrorCode, isRefusal, type Refusal, refuse } from '../shared/errors.ts';
import { challenged, type HostJoined, hostJoined, problem, ticketed } from '../shared/protocol/http.ts';

export interface HostBroker {
  readonly origin: string;
  /** Absolute address of the socket. */
  readonly socketUrl: string;
  join(address: string, system: string): Promise<HostJoined | Refusal>;
  /** A fresh socket ticket, once the customer has vouched for this key. */
  ticket(sid: string, key: SigningKey): Promise<{ readonly ticket: string } | Refusal>;
  keys(): Promise<readonly BrokerKey[] | Refusal>;
}

/**
 * @param url where the broker is reached: only its origin is used
 * @param origin as the broker calls itself, where that is another name for the same place
 */
export function hostBroker(url: URL, origin = url.origin): HostBroker {
  const ask = async <S extends z.ZodMiniType>(
    path: string,
    schema: S,
    body?: object,
  ): Promise<z.output<S> | Refusal> => {
    const init = body && {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify(body),
    };
    const answer = await fetch(new URL(path, url.origin), init).catch(() => null);
    if (!answer) return refuse('CLOSED');
    const told: unknown = await answer.json().catch(() => null);
    if (answer.ok) {
      const read = schema.safeParse(told);
      return read.success ? read.data : refuse('INTERNAL');
    }
    const said = problem.safeParse(told);
    return refuse(said.success && isErrorCode(said.data.error) ? said.data.error : 'INTERNAL');
  };

  return {
    origin,
    socketUrl: new URL('/socket', url.origin).href.replace(/^http/, 'ws'),
    join: (address, system) => ask('/api/host/join', hostJoined, { address, system }),
    ticket: async (sid, key) => {
      const fresh = await ask('/api/host/challenge', challenged, { sid });
      if (isRefusal(fresh)) return fresh;
      const statement: ResumeStatement = {
        v: 2,
        type: 'resume',
        sid,
        iss: partyName('host', key.thumbprint),
        challenge: fresh.challenge,
      };
      return ask('/api/host/resume', ticketed, { sid, proof: (await sealWith(key, statement)).jws });
    },
    keys: async () => {
      const told = await ask('/.well-known/permesso-keys.json', brokerKeys);
      return isRefusal(told) ? told : told.keys;
    },
  };
}
