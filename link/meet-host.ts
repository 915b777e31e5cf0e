// The host's end of its pairing: SPAKE2 side B over the digits that the customer's page made and the customer typed here. What it
// ends with is the customer's key, and nothing else is believed afterwards but by it. Consent-protocol.md 2.14.
import { fromBase64url, toBase64url } from '../shared/bytes.ts';
import { type PakeEnd, ephemeralScalar, openPake, passwordScalar, type Side } from '../shared/code/spake2.ts';
import type { SigningKey } from '../shared/consent/jws.ts';
import { hostBinding, type PublicKey, thumbprint } from '../shared/consent/keys.ts';
import type { MeetData } from '../shared/protocol/meet.ts';
import type { Chance } from './deps.ts';
import { inOrder, type MeetOf } from './meet.ts';

/** The names under which page and host run SPAKE2. */
export const hostPake = (
  sid: string,
  { side, secret, bytes }: { side: Side; secret: string; bytes: Chance['bytes'] },
) =>
  openPake({
    side,
    idA: `cust:${sid}`,
    idB: `host:${sid}`,
    w: passwordScalar(secret, sid),
    scalar: ephemeralScalar(bytes(48)),
  });

export interface HostMeetingOptions {
  readonly sid: string;
  /** The broker that this host was started for. */
  readonly origin: string;
  readonly key: SigningKey;
  /** The secret digits as they were typed. */
  readonly secret: string;
  readonly bytes: Chance['bytes'];
  send(data: MeetData): void;
}

export interface HostMeeting {
  /** What the page says. */
  hear(data: MeetData): void;
  /** Says that the host listens: at first, and again whenever the connection was away. */
  greet(): void;
  /** The customer's page; null where the digits were others, or somebody stood in between. */
  readonly met: Promise<MetPage | null>;
}

export interface MetPage {
  /** The customer's. */
  readonly key: PublicKey;
  /**
   * The customer hides the address of this computer. Not proven, and need not be: whoever could change it on the way is the
   * broker, which knows that address.
   */
  readonly hides: boolean;
}

interface Pending {
  readonly asked: MeetOf<'hello-page'>;
  readonly reply: MeetOf<'hello-host'>;
  readonly end: PakeEnd;
}

export function meetAsHost({ sid, origin, key, secret, bytes, send }: HostMeetingOptions): HostMeeting {
  let settle: (page: MetPage | null) => void = () => {};
  const met = new Promise<MetPage | null>((resolve) => {
    settle = resolve;
  });
  let pending: Pending | null = null;

  const answer = (asked: MeetOf<'hello-page'>) => {
    // One guess for whoever stands in between: another question gets no second answer.
    if (pending) return isSame(pending.asked, asked) ? send(pending.reply) : settle(null);
    const theirs = fromBase64url(asked.share);
    const pake = hostPake(sid, { side: 'B', secret, bytes });
    const binding = hostBinding({ sid, origin, ckt: thumbprint(asked.key), hkt: key.thumbprint });
    const end = theirs && pake.finish(theirs, binding);
    if (!end) return settle(null);
    const [share, confirmation] = [toBase64url(pake.share), toBase64url(end.confirmation)];
    pending = { asked, end, reply: { k: 'hello-host', key: key.publicKey, share, confirmation } };
    send(pending.reply);
  };
  const conclude = ({ confirmation }: MeetOf<'confirm'>) => {
    if (!pending) return;
    const proof = fromBase64url(confirmation ?? '');
    const { key: theirs, hides } = pending.asked;
    settle(proof && pending.end.isConfirmedBy(proof) ? { key: theirs, hides } : null);
  };

  return {
    hear: inOrder(async (data) => {
      if (data.k === 'hello-page') answer(data);
      if (data.k === 'confirm') conclude(data);
    }),
    greet: () => send({ k: 'ready' }),
    met,
  };
}

const isSame = (a: MeetOf<'hello-page'>, b: MeetOf<'hello-page'>): boolean =>
  a.share === b.share && thumbprint(a.key) === thumbprint(b.key);
