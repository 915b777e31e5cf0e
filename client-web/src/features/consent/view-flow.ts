// The customer's end of `view`: the gate itself. Nothing leaves this computer before the customer pressed Allow, picked,
// saw the preview, pressed "show it", and the broker has written the grant down. The order is consent-protocol.md 2.9.
import { batch, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { Chance } from '../../../../link/deps.ts';
import type { Ledger } from '../../../../link/ledger.ts';
import { type Notice, noticeText } from '../../../../shared/consent/notices.ts';
import { isRefusal } from '../../../../shared/errors.ts';
import type { AbortReason, RevokeReason } from '../../../../shared/session/reasons.ts';
import { isWithin, naming } from '../../../../shared/session/scopes.ts';
import { type Ask, liveGrant, pairedHost } from '../../../../shared/session/state.ts';
import type { Capture, Capturer, Picked } from '../screen/capture.ts';
import { askEnding, type Ended, within } from './endings.ts';
import { type GrantDeps, grantOf } from './grant.ts';
import { isRunning, openShown, type Showing, type ShownDeps } from './shown.ts';

/** The open question, and how far the customer has come with it. */
export type Prompt =
  | { readonly step: 'asked'; readonly ask: Ask }
  | { readonly step: 'picking'; readonly ask: Ask; readonly read: ReadNotice }
  /** More was picked than asked for; it has been dropped. */
  | {
      readonly step: 'wider';
      readonly ask: Ask;
      readonly read: ReadNotice;
      readonly picked: Capture['surface'];
      readonly isGuess: boolean;
    }
  /** `recording`: the grant is on its way to the broker. */
  | {
      readonly step: 'preview' | 'recording';
      readonly ask: Ask;
      readonly read: ReadNotice;
      readonly capture: Capture;
    };

/** What was on the screen when Allow was pressed. */
export interface ReadNotice {
  readonly notice: Notice;
  /** The characters as the page showed them, read back from it. */
  readonly text: string;
  readonly minutes: number;
  readonly manner: Manner;
}

/** How an answer was given, and how many milliseconds after the question had appeared. */
export interface Manner {
  readonly m: 'click' | 'kbd';
  readonly shown: number;
}

export interface ViewFlow {
  readonly prompt: ReadonlySignal<Prompt | null>;
  readonly showing: ReadonlySignal<Showing | null>;
  readonly ended: ReadonlySignal<Ended | null>;
  /**
   * Opens the picker. Call it inside the click. @param read what the customer read, and answered how
   * @param taken a picture that is shown to somebody else already, in place of the picker; it is looked at first like any other
   */
  allow(read: ReadNotice, taken?: Capture): void;
  /** Another picture for the same answer. Call it inside the click. */
  again(): void;
  /** Sends the previewed picture. */
  show(): Promise<void>;
  refuse(manner: Manner): void;
  /** More time to think. */
  extend(): void;
  /** Cuts the picture here, then tells. */
  stop(why: RevokeReason): void;
  close(): void;
}

export interface ViewFlowDeps extends ShownDeps {
  readonly capturer: Capturer;
  readonly clock: ShownDeps['clock'] & Pick<Chance, 'newUuid'>;
  readonly ledger: Pick<Ledger, 'asks' | 'grants'>;
  /** Who asks, as the desk attested it. */
  readonly who: GrantDeps['who'];
  readonly version: string;
}

/** How long the broker may take to write a grant down. */
const RECORD_MS = 10_000;

export function openViewFlow(deps: ViewFlowDeps): ViewFlow {
  const { session, speech, ledger, capturer, clock, who } = deps;
  const shown = openShown(deps);
  const prompt = signal<Prompt | null>(null);
  /** The question as the technician signed it. */
  const signedAsk = (askId: string) => ledger.asks.peek().get(askId);

  const dropPreview = () => {
    const now = prompt.peek();
    if (now?.step === 'preview' || now?.step === 'recording') now.capture.stop();
  };
  const closePrompt = (askId: string) => {
    if (prompt.peek()?.ask.askId !== askId) return;
    dropPreview();
    prompt.value = null;
  };
  const abort = ({ askId }: Ask, why: AbortReason) => {
    closePrompt(askId);
    if (why === 'not-recorded' || why === 'not-possible' || why === 'text-altered') shown.ended.value = why;
    const ask = signedAsk(askId)?.hash;
    if (ask) void speech.say({ type: 'abort', askId, ask, why });
  };
  const stop = (why: RevokeReason) => {
    // Also ends a grant that is just being written: its capture is gone when the answer comes.
    if (prompt.peek()?.step === 'recording') dropPreview();
    shown.stop(why);
  };

  /** Waits until the broker's receipt for this grant has been verified. */
  const covered = (gid: string): Promise<true> =>
    new Promise((resolve) => {
      const stop = effect(() => {
        if (!ledger.grants.value.has(gid)) return;
        resolve(true);
        queueMicrotask(() => stop());
      });
      // One that never comes must not be waited for longer than this page lives.
      stops.push(stop);
    });
  const record = async ({ ask, read, capture }: Previewed) => {
    const { askId } = ask;
    const gid = clock.newUuid();
    const { surface } = capture;
    const { minutes } = read;
    const said = speech.say(grantOf({ gid, read, surface }, { signed: signedAsk(askId), ask, deps }));
    const written = said.then(async (answer) => (isRefusal(answer) ? answer : covered(gid)));
    const answer = await within(RECORD_MS, written, clock);
    const grant = liveGrant(session.state.peek(), 'view', session.now());
    const now = prompt.peek();
    const isAsked = now?.step === 'recording' && now.ask.askId === askId;
    // A broker that writes down something else than was allowed gets nothing.
    const isOurs = grant?.gid === gid && grant.surface === surface && grant.minutes === minutes;
    if (!isRefusal(answer) && grant && isOurs && isAsked && isRunning(capture)) {
      // In one step: nobody who watches both may see a moment without either.
      batch(() => {
        prompt.value = null;
        shown.begin(grant, capture);
      });
      return;
    }
    const wasRunning = shown.giveUp(gid, capture);
    if (isAsked && wasRunning) abort(ask, 'not-recorded');
    else closePrompt(askId);
  };

  const took = (asked: Ask, picked: Picked) => {
    const now = prompt.peek();
    // The question may have been taken back while the picker was open.
    const isOpen = now?.step === 'picking' && now.ask.askId === asked.askId;
    if ('failed' in picked) {
      if (isOpen) abort(asked, picked.failed);
      return;
    }
    if (!isOpen) return picked.stop();
    const { ask, read } = now;
    if (isWithin(picked.surface, ask.surface)) {
      prompt.value = { step: 'preview', ask, read, capture: picked };
      return;
    }
    picked.stop();
    prompt.value = { step: 'wider', ask, read, picked: picked.surface, isGuess: picked.isGuess };
  };

  const followAsk = (ask: Ask | null) => {
    const now = prompt.peek();
    if (now && now.step !== 'recording' && now.ask.askId !== ask?.askId) {
      shown.ended.value = askEnding(session.events.peek(), now.ask.askId) ?? shown.ended.peek();
      closePrompt(now.ask.askId);
    }
    const current = prompt.peek();
    // A question that nobody signed is not put to anybody.
    if (ask?.scope !== 'view' || !signedAsk(ask.askId) || current?.step === 'recording') return;
    // With a host on this computer only its own window asks; an old prompt here must not be answered either.
    if (pairedHost(session.state.peek())) return closePrompt(ask.askId);
    prompt.value = current ? { ...current, ask } : { step: 'asked', ask };
  };
  const stops = [
    effect(() => {
      const state = session.state.value;
      const open = state.phase === 'open' ? state : null;
      void ledger.asks.value;
      untracked(() => {
        if (open) shown.lookBack();
        followAsk(open?.ask ?? null);
        const own = open?.grants.view?.method === 'web' ? open.grants.view : undefined;
        shown.follow(own);
        // A grant that is just being written belongs to `record`.
        if (prompt.peek()?.step !== 'recording') shown.giveBack(own);
      });
    }),
    // Without the broker for good, nothing may go on that the page could no longer show a Stop for.
    effect(() => {
      const { kind } = session.status.value;
      if (kind !== 'closed' && kind !== 'forged-history') return;
      untracked(() => {
        stop('ended');
        const now = prompt.peek();
        if (now) closePrompt(now.ask.askId);
      });
    }),
  ];

  return {
    prompt,
    showing: shown.showing,
    ended: shown.ended,
    stop,
    allow: (read, taken) => {
      const now = prompt.peek();
      if (!now || now.step === 'picking' || now.step === 'recording') return;
      // Something between us and the eye, such as a translator, put other words there: then nobody can say what was read.
      if (read.text !== wordsFor(now.ask, read, who)) return abort(now.ask, 'text-altered');
      dropPreview();
      prompt.value = { step: 'picking', ask: now.ask, read };
      if (taken) took(now.ask, capturer.same(taken));
      else void capturer.pick(now.ask.surface).then((picked) => took(now.ask, picked));
    },
    again: () => {
      const now = prompt.peek();
      if (now?.step !== 'preview' && now?.step !== 'wider') return;
      dropPreview();
      prompt.value = { step: 'picking', ask: now.ask, read: now.read };
      void capturer.pick(now.ask.surface).then((picked) => took(now.ask, picked));
    },
    show: async () => {
      const now = prompt.peek();
      if (now?.step !== 'preview') return;
      prompt.value = { ...now, step: 'recording' };
      await record(now);
    },
    refuse: (manner) => {
      const now = prompt.peek();
      if (!now || now.step === 'recording') return;
      const { askId } = now.ask;
      const ask = signedAsk(askId)?.hash;
      closePrompt(askId);
      if (ask) void speech.say({ type: 'deny', askId, ask, ui: manner });
    },
    extend: () => {
      const now = prompt.peek();
      if (now) void session.wish({ type: 'extend', askId: now.ask.askId });
    },
    close: () => {
      for (const cancel of stops) cancel();
      dropPreview();
      prompt.value = null;
      shown.close();
    },
  };
}

type Previewed = Extract<Prompt, { step: 'preview' | 'recording' }>;

const wordsFor = (ask: Ask, { notice, minutes }: ReadNotice, { tech, desk }: ViewFlowDeps['who']): string =>
  noticeText(notice, { tech, desk, surface: ask.surface, ...naming(ask), minutes });
