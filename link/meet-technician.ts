// The technician's end of a first meeting: SPAKE2 side A over the secret digits that this page made. What then says to the
// broker which two keys these are is the first statement of the technician's chain (speech.ts). Consent-protocol.md 2.2.
import { signal } from '@preact/signals-core';
import { fromBase64url, toBase64url } from '../shared/bytes.ts';
import type { Pake } from '../shared/code/spake2.ts';
import type { SigningKey } from '../shared/consent/jws.ts';
import { channelBinding, type PublicKey, thumbprint } from '../shared/consent/keys.ts';
import {
  exchangeCounter,
  inOrder,
  type Meeting,
  type MeetingDeps,
  type MeetingStage,
  type MeetOf,
  pakeFor,
} from './meet.ts';
import { type Pair, pairOf, savePair } from './pair.ts';

export interface TechnicianMeetingOptions extends MeetingDeps {
  readonly key: SigningKey;
  /** What the desk says of this technician, fresh with each ticket. */
  attestation(): string | null;
  /** The digits of this page's own code; null where it has none, or the broker made the code. */
  readonly secret: string | null;
}

interface Exchange {
  readonly customer: string;
  readonly pake: Pake | null;
  readonly hello: MeetOf<'hello-technician'>;
}

export function meetAsTechnician(options: TechnicianMeetingOptions): Meeting {
  const { session, storage, deps, key, secret } = options;
  const { sid } = session;
  const stage = signal<MeetingStage>({ at: 'waiting' });
  const mayTry = exchangeCounter(sid, storage);
  let exchange: Exchange | null = null;
  /** Whom this page has met, and the last word to them. */
  let concluded: { readonly customer: string; readonly confirm: MeetOf<'confirm'> } | null = null;

  const fail = (why: 'mismatch' | 'spent') => {
    exchange = null;
    stage.value = { at: 'failed', why };
    void session.wish({ type: 'fail-meeting', why: 'mismatch' });
  };
  const greet = async () => {
    const state = session.state.peek();
    const attestation = options.attestation();
    if (state.phase !== 'meeting') return;
    // A customer who is still ready has not heard it: the connection was away.
    if (concluded?.customer === state.customer) return void session.meet(concluded.confirm);
    if (state.keys || attestation === null) return;
    // Said again as it was: the same share gives nobody a second guess.
    if (exchange?.customer === state.customer) return void session.meet(exchange.hello);
    // Digits of this page's own are used whatever the broker says of the code: it could say that there are none.
    const isByPage = secret !== null || state.code === 'pake';
    if (isByPage && secret === null) return;
    if (isByPage && !(await mayTry())) return fail('spent');
    const pake = isByPage && secret !== null ? pakeFor(sid, { side: 'A', secret, bytes: deps.bytes }) : null;
    const share = pake && toBase64url(pake.share);
    const hello = { k: 'hello-technician', key: key.publicKey, attestation, share } as const;
    exchange = { customer: state.customer, pake, hello };
    session.meet(hello);
  };
  const hear = async ({ key: theirs, share, confirmation, clock }: MeetOf<'hello-customer'>) => {
    const state = session.state.peek();
    const begun = exchange;
    exchange = null;
    if (!begun || state.phase !== 'meeting' || state.customer !== begun.customer) return;
    const parts = { sid, role: 'technician', mine: key, keys: keysWith(theirs) } as const;
    const level = begun.pake ? 'pake' : 'none';
    const pair = pairOf({ ...parts, level, clockOffsetMs: clock - deps.now() });
    const mine = begun.pake ? confirmed(pair, begun.pake, { share, confirmation }) : null;
    if (begun.pake && mine === null) return fail('mismatch');
    await savePair(pair, storage);
    concluded = { customer: begun.customer, confirm: { k: 'confirm', confirmation: mine } };
    session.meet(concluded.confirm);
    stage.value = { at: 'met', pair, word: null };
  };
  const keysWith = (customer: PublicKey) => ({ technician: key.publicKey, customer });

  const stop = session.onMeet(
    inOrder(async (data) => {
      if (data.k === 'ready') await greet();
      if (data.k === 'hello-customer') await hear(data);
    }),
  );
  return { stage, close: stop };
}

/** @returns what proves to the customer that this page knew the digits, or null when the customer's proof is wrong */
function confirmed(
  { sid, keys }: Pair,
  pake: Pake,
  theirs: { readonly share: string | null; readonly confirmation: string | null },
): string | null {
  const [share, proof] = [fromBase64url(theirs.share ?? ''), fromBase64url(theirs.confirmation ?? '')];
  const cb = channelBinding({ sid, ckt: thumbprint(keys.customer), tkt: thumbprint(keys.technician) });
  const end = share && pake.finish(share, cb);
  return end && proof && end.isConfirmedBy(proof) ? toBase64url(end.confirmation) : null;
}
