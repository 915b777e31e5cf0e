// The customer's page brings in the host: SPAKE2 side A over digits that this page made, and, once the host has proven that it
// was given them, the customer's signature that it is the customer's own device. Consent-protocol.md 2.14.
import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals-core';
import { fromBase64url, toBase64url } from '../shared/bytes.ts';
import { fourDigits } from '../shared/code/code.ts';
import type { Pake } from '../shared/code/spake2.ts';
import type { SigningKey } from '../shared/consent/jws.ts';
import { hostBinding, thumbprint } from '../shared/consent/keys.ts';
import { isRefusal } from '../shared/errors.ts';
import type { Cancel, Chance } from './deps.ts';
import { inOrder, type MeetOf } from './meet.ts';
import { hostPake } from './meet-host.ts';
import type { Session } from './session.ts';
import type { Speech } from './speech.ts';

export interface HostPairing {
  /** Another host came than the digits were given to, or somebody stood in between. */
  readonly isSuspect: ReadonlySignal<boolean>;
  /** New digits, under which the next host is awaited. @returns the four that the broker never learns */
  secret(): string;
  close: Cancel;
}

export interface HostPairingOptions {
  readonly session: Pick<Session, 'sid' | 'state' | 'wish' | 'meet' | 'onMeet'>;
  readonly speech: Pick<Speech, 'say'>;
  readonly key: SigningKey;
  /** Where this page lives: the host must have been started for the same broker. */
  readonly origin: string;
  /** The customer hides their address: their other program on this computer must not tell it. */
  hides(): boolean;
  readonly chance: Pick<Chance, 'bytes'>;
}

interface Exchange {
  readonly host: string;
  readonly pake: Pake;
  readonly hello: MeetOf<'hello-page'>;
}

export function openHostPairing(options: HostPairingOptions): HostPairing {
  const { session, speech, key, origin, chance } = options;
  const { sid } = session;
  const isSuspect = signal(false);
  let secret: string | null = null;
  let exchange: Exchange | null = null;

  const joined = () => {
    const state = session.state.peek();
    return state.phase === 'open' && state.host?.stage === 'joined' ? state.host.id : null;
  };
  const fail = () => {
    exchange = null;
    isSuspect.value = true;
    void session.wish({ type: 'fail-host', why: 'mismatch' });
  };
  const greet = () => {
    const host = joined();
    if (host === null || secret === null) return;
    // Said again as it was: the same share gives nobody a second guess. The broker counts how many hosts may try.
    if (exchange?.host !== host) {
      const pake = hostPake(sid, { side: 'A', secret, bytes: chance.bytes });
      const share = toBase64url(pake.share);
      const hello = { k: 'hello-page', key: key.publicKey, share, hides: options.hides() } as const;
      exchange = { host, pake, hello };
    }
    session.meet(exchange.hello, 'host');
  };
  const hear = async ({ key: theirs, share, confirmation }: MeetOf<'hello-host'>) => {
    const begun = exchange;
    if (!begun || begun.host !== joined()) return;
    exchange = null;
    const [point, proof] = [fromBase64url(share), fromBase64url(confirmation)];
    const hkt = thumbprint(theirs);
    const end = point && begun.pake.finish(point, hostBinding({ sid, origin, ckt: key.thumbprint, hkt }));
    if (!end || !proof || !end.isConfirmedBy(proof)) return fail();
    // These digits have done their work.
    secret = null;
    session.meet({ k: 'confirm', confirmation: toBase64url(end.confirmation) }, 'host');
    if (isRefusal(await speech.say({ type: 'host', host: begun.host, hkt }, theirs))) void session.wish({ type: 'drop-host' });
    isSuspect.value = false;
  };

  const stops = [
    session.onMeet(
      inOrder(async (data) => {
        if (data.k === 'ready') greet();
        if (data.k === 'hello-host') await hear(data);
      }),
      'host',
    ),
    // Who came and was sent away took its exchange along.
    effect(() => {
      const state = session.state.value;
      const host = state.phase === 'open' && state.host?.stage === 'joined' ? state.host.id : null;
      untracked(() => {
        if (exchange && exchange.host !== host) exchange = null;
      });
    }),
  ];
  return {
    isSuspect,
    secret() {
      secret = fourDigits(chance.bytes);
      exchange = null;
      isSuspect.value = false;
      return secret;
    },
    close: () => {
      for (const stop of stops) stop();
    },
  };
}
