// From ten digits to the customer's key: the address opens the broker's door, the other four prove to the customer's page, and it
// to us, that nobody is in between. Ends when the customer has vouched for this host.

import { type MetPage, meetAsHost } from '../link/meet-host.ts';
import { partsOf } from '../shared/code/code.ts';
import type { SigningKey } from '../shared/consent/jws.ts';
import type { PublicKey } from '../shared/consent/keys.ts';
import { type ErrorCode, isRefusal, type Refusal, refuse } from '../shared/errors.ts';
import { type Down, down } from '../shared/protocol/down.ts';
import { PROTOCOL_VERSION, SUBPROTOCOL, TICKET_PREFIX, type Up } from '../shared/protocol/up.ts';
import type { HostBroker } from './broker.ts';
import { clock, socketDeps } from './place.ts';

export interface Paired {
  readonly sid: string;
  readonly host: string;
  /** The customer's key, as the digits proved it. */
  readonly customer: PublicKey;
  /** The customer hides the address of this computer. */
  readonly hides: boolean;
}

export interface PairingOptions {
  readonly broker: HostBroker;
  readonly key: SigningKey;
  /** What this computer calls itself, for the record. */
  readonly system: string;
}

/** @param code the ten digits. @returns CODE_NOT_MATCHED where the digits were others, or somebody stood in between */
export async function pairWith(
  code: string,
  { broker, key, system }: PairingOptions,
): Promise<Paired | Refusal> {
  const { address, secret } = partsOf(code);
  const joined = await broker.join(address, system);
  if (isRefusal(joined)) return joined;
  const { sid, host, customer: to, ticket } = joined;
  const { WebSocket } = socketDeps(broker.origin);
  const socket = new WebSocket(broker.socketUrl, [SUBPROTOCOL, TICKET_PREFIX + ticket]);
  const say = (message: Up) => socket.send(JSON.stringify(message));
  const meeting = meetAsHost({
    sid,
    origin: broker.origin,
    key,
    secret,
    bytes: clock.bytes,
    send: (data) => say({ t: 'meet', from: host, to, data }),
  });

  return new Promise((resolve) => {
    let pinned: MetPage | null = null;
    const end = (result: Paired | Refusal) => {
      socket.close();
      resolve(result);
    };
    void meeting.met.then((page) => {
      if (!page) return end(refuse('CODE_NOT_MATCHED'));
      pinned = page;
    });
    const hear = (message: Down) => {
      if (message.t === 'welcome' && message.present.customer) meeting.greet();
      if (message.t === 'present' && message.customer && !pinned) meeting.greet();
      if (message.t === 'meet' && message.from === to) meeting.hear(message.data);
      // The first thing that a host is told of a session is that it belongs to it.
      if (message.t === 'event' && pinned) end({ sid, host, customer: pinned.key, hides: pinned.hides });
    };
    socket.addEventListener('open', () => say({ t: 'hello', v: PROTOCOL_VERSION, lastSeq: 0 }));
    socket.addEventListener('message', ({ data }) => {
      const message = read(String(data));
      if (message) hear(message);
    });
    socket.addEventListener('close', () =>
      end(refuse(pinned ? 'NOT_FOUND' : ('CODE_NOT_MATCHED' satisfies ErrorCode))),
    );
    socket.addEventListener('error', () => {});
  });
}

function read(raw: string): Down | null {
  try {
    const message = down.safeParse(JSON.parse(raw));
    return message.success ? message.data : null;
  } catch {
    return null;
  }
}
