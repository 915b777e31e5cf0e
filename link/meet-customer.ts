// The customer's end of a first meeting: checks that the desk vouches for the technician's key, and proves over SPAKE2 side B
// that this page knows the digits that were read out. Consent-protocol.md 2.2, messages 3 to 5.
import { effect, signal, untracked } from '@preact/signals-core';
import { fromBase64url, toBase64url } from '../shared/bytes.ts';
import type { PakeEnd } from '../shared/code/spake2.ts';
import {
  type Attestation,
  attestation as attestationSchema,
  type BrokerKey,
  openWord,
} from '../shared/consent/broker-word.ts';
import type { SigningKey } from '../shared/consent/jws.ts';
import { channelBinding, thumbprint } from '../shared/consent/keys.ts';
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
import { keepWord } from './word-kept.ts';

export interface CustomerMeetingOptions extends MeetingDeps {
  readonly key: SigningKey;
  /** The secret digits as they were typed; null for a code that the broker made. */
  readonly secret: string | null;
  /** The broker's published keys. */
  readonly brokerKeys: readonly BrokerKey[];
  /** Whom the door announced. Another name in the attestation is no slip. */
  readonly announced: { readonly technician: string; readonly desk: string };
}

interface Pending {
  readonly pair: Pair;
  readonly word: Attestation;
  readonly end: PakeEnd | null;
  /** What was asked, and what this page answered. */
  readonly asked: MeetOf<'hello-technician'>;
  readonly reply: MeetOf<'hello-customer'>;
}

export function meetAsCustomer(options: CustomerMeetingOptions): Meeting {
  const { session, storage, deps, key, secret } = options;
  const { sid } = session;
  const stage = signal<MeetingStage>({ at: 'waiting' });
  const mayTry = exchangeCounter(sid, storage);
  let pending: Pending | null = null;

  const fail = (why: 'mismatch' | 'attestation' | 'spent') => {
    pending = null;
    stage.value = { at: 'failed', why };
    void session.wish({ type: 'fail-meeting', why: 'mismatch' });
  };
  const answer = async (hello: MeetOf<'hello-technician'>) => {
    const state = session.state.peek();
    if (state.phase !== 'meeting' || state.keys || stage.peek().at !== 'waiting') return;
    // The same question gets the same answer: no second guess for anybody.
    if (pending && isSame(pending.asked, hello)) return void session.meet(pending.reply);
    const word = vouchedFor(hello, options);
    if (!word) return fail('attestation');
    const keys = { technician: hello.key, customer: key.publicKey };
    const level = secret === null ? 'none' : 'pake';
    const pair = pairOf({ sid, role: 'customer', mine: key, keys, level, clockOffsetMs: 0 });
    const hi = { k: 'hello-customer', key: key.publicKey, clock: Math.round(deps.now()) } as const;
    const say = (end: PakeEnd | null, share: string | null) => {
      const reply = { ...hi, share, confirmation: end && toBase64url(end.confirmation) };
      pending = { pair, word, end, asked: hello, reply };
      session.meet(reply);
    };
    if (secret === null) return say(null, null);
    const theirs = fromBase64url(hello.share ?? '');
    // A technician's page without a share has not the code that was typed here.
    if (!theirs) return fail('mismatch');
    if (!(await mayTry())) return fail('spent');
    const pake = pakeFor(sid, { side: 'B', secret, bytes: deps.bytes });
    const cb = channelBinding({ sid, ckt: key.thumbprint, tkt: thumbprint(hello.key) });
    const end = pake.finish(theirs, cb);
    if (!end) return fail('mismatch');
    say(end, toBase64url(pake.share));
  };
  const conclude = async ({ confirmation }: MeetOf<'confirm'>) => {
    if (!pending) return;
    const { pair, word, end } = pending;
    pending = null;
    const proof = fromBase64url(confirmation ?? '');
    if (end && !(proof && end.isConfirmedBy(proof))) return fail('mismatch');
    await savePair(pair, storage);
    await keepWord(word, storage);
    stage.value = { at: 'met', pair, word };
  };

  let greeted = { welcomes: 0, isThere: false };
  const stops = [
    session.onMeet(
      inOrder(async (data) => {
        if (data.k === 'hello-technician') await answer(data);
        if (data.k === 'confirm') await conclude(data);
      }),
    ),
    // Said once to each who comes, and again when the connection was away and messages with it.
    effect(() => {
      const isMeeting = session.state.value.phase === 'meeting';
      const isThere = isMeeting && session.status.value.kind === 'online' && session.present.value.technician;
      const now = { welcomes: session.welcomes.value, isThere };
      const isNews = isThere && (!greeted.isThere || now.welcomes !== greeted.welcomes);
      greeted = now;
      if (isNews && stage.peek().at === 'waiting') untracked(() => session.meet({ k: 'ready' }));
    }),
  ];
  return {
    stage,
    close: () => {
      for (const stop of stops) stop();
    },
  };
}

const isSame = (a: MeetOf<'hello-technician'>, b: MeetOf<'hello-technician'>): boolean =>
  a.share === b.share && thumbprint(a.key) === thumbprint(b.key);

/** The desk's word, under a published key: this key belongs to the technician who was announced, in this session. */
function vouchedFor(
  { key, attestation }: MeetOf<'hello-technician'>,
  { session, brokerKeys, announced }: CustomerMeetingOptions,
): Attestation | null {
  const word = openWord(attestation, { keys: brokerKeys, schema: attestationSchema });
  const state = session.state.peek();
  if (!word || state.phase !== 'meeting') return null;
  const isInTime = session.now() < word.exp * 1000;
  const isHim =
    word.techId === state.technician && word.name === announced.technician && word.desk === announced.desk;
  const isThis = word.sid === session.sid && word.tkt === thumbprint(key);
  return isInTime && isHim && isThis ? word : null;
}
