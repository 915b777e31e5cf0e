// Comparing by voice, at both ends: commit, nonce, reveal, then a short string that the customer reads out and the technician
// finds among four. Raises a session that began unauthenticated. Consent-protocol.md 2.2 (3'–5'), 2.13.
import { type ReadonlySignal, signal } from '@preact/signals-core';
import { fromBase64url, toBase64url } from '../shared/bytes.ts';
import { commitmentTo, fromBits, type ShortString, shortString } from '../shared/code/sas.ts';
import { channelBinding } from '../shared/consent/keys.ts';
import { isRefusal } from '../shared/errors.ts';
import type { Cancel, Chance, Clock, Storage } from './deps.ts';
import { inOrder, type MeetOf } from './meet.ts';
import { markRead, type Pair } from './pair.ts';
import type { Session } from './session.ts';
import type { Speech } from './speech.ts';

export type ComparisonStage =
  | { readonly at: 'off' }
  /** The other page is being asked. */
  | { readonly at: 'preparing' }
  /** At the customer: words to read out. */
  | { readonly at: 'reading'; readonly words: ShortString }
  /** At the technician: which row is being read? */
  | { readonly at: 'choosing'; readonly rows: readonly ShortString[] }
  /** At the technician: the row was the right one; a moment until the other page believes that it was read. */
  | { readonly at: 'same-soon' }
  | { readonly at: 'same' }
  /** Somebody said that they differ, or a page changed its nonce: somebody may be in between. */
  | { readonly at: 'differs' };

export interface Comparison {
  readonly stage: ReadonlySignal<ComparisonStage>;
  /** At the customer: words have been shown in this session, now or before a reload. */
  hasRead(): boolean;
  /** Technician: asks the customer's page for words. */
  begin(): void;
  /** Technician: the row that was read out; null for none of them. */
  choose(row: number | null): void;
  /** Customer: "they say it differs". */
  differs(): void;
  stop(): void;
  close: Cancel;
}

export interface ComparisonOptions {
  readonly session: Pick<Session, 'sid' | 'state' | 'meet' | 'onMeet' | 'wish'>;
  readonly pair: ReadonlySignal<Pair | null>;
  readonly speech: Speech;
  readonly deps: Pick<Chance, 'bytes'> & Pick<Clock, 'now' | 'after'>;
  /** Whether words were shown before this page was loaded. */
  readonly hadRead: boolean;
  readonly storage: Storage;
}

const ROWS = 4;
/**
 * Words that stood for less were read by nobody. Without this whoever stands in between could show them for a blink and sign that
 * they agreed.
 */
const READ_MS = 5_000;
/** The other page's words appear a moment later than the rows here. */
const CHOOSE_MS = READ_MS + 2_000;
/**
 * Nonces that a customer's page gives away. With each of them whoever stands in between can see, before anything is shown,
 * whether the words agree by chance; without an end to them it would try until they do.
 */
const MOST_COMPARISONS = 10;

export function openComparison(options: ComparisonOptions): Comparison {
  const { session, pair, speech, deps, storage } = options;
  const stage = signal<ComparisonStage>({ at: 'off' });
  /** At the technician: this page's nonce. At the customer: the technician's commitment and this page's nonce. */
  let nonce: Uint8Array | null = null;
  let commitment: string | null = null;
  let right = -1;
  let given = 0;
  let hasRead = options.hadRead;
  let cancelReading: Cancel = () => {};
  let shownAt = 0;

  const over = (at: 'same' | 'differs' | 'off') => {
    nonce = null;
    commitment = null;
    right = -1;
    cancelReading();
    stage.value = { at };
  };
  const end = (how: 'same' | 'differs' | 'stopped') => {
    session.meet({ k: 'voice-end', how });
    over(how === 'stopped' ? 'off' : how);
  };
  const suspect = (of: 'technician' | 'customer') => {
    end('differs');
    void session.wish({ type: 'report-statement', of, why: 'CODE_NOT_MATCHED' });
  };
  const wordsFrom = (nT: Uint8Array, nC: Uint8Array, by: Pair) => shortString(nT, nC, bindingOf(by));

  const hear = {
    'voice-commit': (data: MeetOf<'voice-commit'>, by: Pair) => {
      if (by.role !== 'customer') return;
      if (given >= MOST_COMPARISONS) return suspect('technician');
      given += 1;
      nonce = deps.bytes(32);
      cancelReading();
      commitment = data.commitment;
      stage.value = { at: 'preparing' };
      session.meet({ k: 'voice-nonce', nonce: toBase64url(nonce) });
    },
    'voice-nonce': (data: MeetOf<'voice-nonce'>, by: Pair) => {
      const theirs = fromBase64url(data.nonce);
      if (by.role !== 'technician' || !nonce || !theirs || stage.peek().at !== 'preparing') return;
      const rows = withDecoys(wordsFrom(nonce, theirs, by), deps);
      shownAt = deps.now();
      right = rows.at;
      stage.value = { at: 'choosing', rows: rows.all };
      session.meet({ k: 'voice-reveal', nonce: toBase64url(nonce) });
    },
    'voice-reveal': (data: MeetOf<'voice-reveal'>, by: Pair) => {
      const theirs = fromBase64url(data.nonce);
      if (by.role !== 'customer' || !nonce || !theirs || stage.peek().at !== 'preparing') return;
      const tkt = by.other;
      // Without the commitment whoever stands in between could try nonces until the words agree.
      if (commitmentTo({ nT: data.nonce, sid: by.sid, tkt }) !== commitment) return suspect('technician');
      cancelReading = deps.after(READ_MS, () => {
        hasRead = true;
        void markRead(by.sid, storage);
      });
      stage.value = { at: 'reading', words: wordsFrom(theirs, nonce, by) };
    },
    'voice-end': ({ how }: MeetOf<'voice-end'>) => {
      if (stage.peek().at === 'off') return;
      const state = session.state.peek();
      // The broker can say so too. What counts is what the technician's key said before it.
      const isRecorded = 'auth' in state && state.auth === 'sas';
      over(how === 'differs' || (how === 'same' && isRecorded) ? how : 'off');
    },
  };
  const close = session.onMeet(
    inOrder(async (data) => {
      const by = pair.peek();
      if (!by) return;
      if (data.k === 'voice-commit') hear['voice-commit'](data, by);
      if (data.k === 'voice-nonce') hear['voice-nonce'](data, by);
      if (data.k === 'voice-reveal') hear['voice-reveal'](data, by);
      if (data.k === 'voice-end') hear['voice-end'](data);
    }),
  );

  return {
    stage,
    hasRead: () => hasRead,
    begin() {
      const by = pair.peek();
      if (by?.role !== 'technician') return;
      nonce = deps.bytes(32);
      stage.value = { at: 'preparing' };
      const nT = toBase64url(nonce);
      session.meet({
        k: 'voice-commit',
        commitment: commitmentTo({ nT, sid: by.sid, tkt: by.mine.thumbprint }),
      });
    },
    choose(row) {
      const by = pair.peek();
      if (!by || stage.peek().at !== 'choosing') return;
      if (row !== right) return suspect('customer');
      const say = () =>
        speech
          .say({ type: 'peer', ckt: by.other, tkt: by.mine.thumbprint, auth: 'sas' })
          .then((written) => end(isRefusal(written) ? 'stopped' : 'same'));
      stage.value = { at: 'same-soon' };
      cancelReading = deps.after(Math.max(0, shownAt + CHOOSE_MS - deps.now()), () => void say());
    },
    differs: () => suspect('technician'),
    stop: () => end('stopped'),
    close,
  };
}

function bindingOf({ sid, role, mine, other }: Pair): Uint8Array {
  const [ckt, tkt] = role === 'technician' ? [other, mine.thumbprint] : [mine.thumbprint, other];
  return channelBinding({ sid, ckt, tkt });
}

/** The true row among others that look like it, at a place that only chance knows. */
function withDecoys(
  words: ShortString,
  { bytes }: Pick<Chance, 'bytes'>,
): { readonly all: readonly ShortString[]; readonly at: number } {
  const [place = 0] = bytes(1);
  const at = place % ROWS;
  const all: ShortString[] = [];
  while (all.length < ROWS) {
    const [a = 0, b = 0, c = 0] = bytes(3);
    const row = all.length === at ? words : fromBits((a << 16) | (b << 8) | c);
    const isNew =
      row === words || (row.digits !== words.digits && all.every(({ digits }) => digits !== row.digits));
    if (isNew) all.push(row);
  }
  return { all, at };
}
