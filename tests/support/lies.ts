// Lies that a broker can tell about what was asked and granted, made as well as they can be made without the parties' keys.
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { toBase64url } from '../../shared/bytes.ts';
import { canonicalBytes, digest } from '../../shared/canonical.ts';
import type { BrokerKey } from '../../shared/consent/broker-word.ts';
import { type SigningKey, sealWith } from '../../shared/consent/jws.ts';
import type { EventOf, EventType, SessionEvent } from '../../shared/session/events.ts';
import type { Lie } from './lying-proxy.ts';

/** Events of one type are told to one end in another form. */
export const altering =
  <T extends EventType>(type: T, to: string, change: (event: EventOf<T>) => object): Lie =>
  (message, end) => {
    if (message.t !== 'event' || message.event.type !== type || end !== to) return [message];
    const event = { ...message.event, ...change(message.event as EventOf<T>) } as SessionEvent;
    return [{ ...message, event }];
  };

/** The same statement with another word in it, signed by another key and recorded to match. */
export async function signedAnew(
  event: EventOf<'consent.asked'> | EventOf<'consent.granted'>,
  key: SigningKey,
  change: object,
): Promise<SessionEvent> {
  const payload = Buffer.from(event.detail?.jws?.split('.')[1] ?? '', 'base64url').toString();
  const { jws, hash } = await sealWith(key, { ...JSON.parse(payload), ...change });
  const statement = { n: event.statement?.n ?? 0, hash };
  return { ...event, ...change, statement, detail: { ...event.detail, jws } } as SessionEvent;
}

/** A key that the liar publishes as the broker's, and signs with. */
export class LiarsKey {
  readonly published: BrokerKey;
  readonly #key: KeyObject;
  constructor() {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const { x = '' } = publicKey.export({ format: 'jwk' });
    const kid = digest(canonicalBytes({ crv: 'Ed25519', kty: 'OKP', x }));
    this.published = { kty: 'OKP', crv: 'Ed25519', x, kid };
    this.#key = privateKey;
  }
  /** The same word as the broker's own, with something else in it. */
  resigns(jws: string, change: object): string {
    const [header = '', payload = ''] = jws
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString());
    const parts = [
      { ...JSON.parse(header), kid: this.published.kid },
      { ...JSON.parse(payload), ...change },
    ];
    const input = parts.map((part) => toBase64url(canonicalBytes(part))).join('.');
    return `${input}.${toBase64url(sign(null, Buffer.from(input), this.#key))}`;
  }
}
