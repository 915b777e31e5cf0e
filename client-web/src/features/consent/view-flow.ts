// The customer's end of `view`: the gate itself. Nothing leaves this computer before the customer pressed Allow, picked,
// saw the preview, pressed "show it", and the broker has written the grant down. The order is consent-protocol.md 2.9.
import { batch, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { isRefusal } from '../../../../shared/errors.ts';
import type { CommandOf } from '../../../../shared/session/commands.ts';
import type { RevokeReason } from '../../../../shared/session/events.ts';
import { isWithin } from '../../../../shared/session/scopes.ts';
import { type Ask, liveGrant } from '../../../../shared/session/state.ts';
import type { Chance } from '../../link/deps.ts';
import type { Session } from '../../link/session.ts';
import type { Capture, Capturer, Picked } from '../screen/capture.ts';
import { askEnding, type Ended, within } from './endings.ts';
import { isRunning, openShown, type Showing, type ShownDeps } from './shown.ts';

/** The open question, and how far the customer has come with it. */
export type Prompt =
  | { readonly step: 'asked' | 'picking'; readonly ask: Ask }
  /** More was picked than asked for; it has been dropped. */
  | {
      readonly step: 'wider';
      readonly ask: Ask;
      readonly picked: Capture['surface'];
      readonly isGuess: boolean;
    }
  /** `recording`: the grant is on its way to the broker. */
  | { readonly step: 'preview' | 'recording'; readonly ask: Ask; readonly capture: Capture };

export interface ViewFlow {
  readonly prompt: ReadonlySignal<Prompt | null>;
  readonly showing: ReadonlySignal<Showing | null>;
  readonly ended: ReadonlySignal<Ended | null>;
  /** Opens the picker. Call it inside the click. */
  allow(): void;
  /** Sends the previewed picture for so many minutes, at most those asked for. */
  show(minutes: number): Promise<void>;
  refuse(): void;
  /** More time to think. */
  extend(): void;
  /** Cuts the picture here, then tells. */
  stop(why: RevokeReason): void;
  close(): void;
}

export interface ViewFlowDeps extends ShownDeps {
  readonly capturer: Capturer;
  readonly clock: ShownDeps['clock'] & Pick<Chance, 'newUuid'>;
  /** The text the customer reads: part of what is granted. */
  readonly notice: () => CommandOf<'grant'>['notice'];
}

/** How long the broker may take to write a grant down. */
const RECORD_MS = 10_000;

export function openViewFlow(deps: ViewFlowDeps): ViewFlow {
  const { session, capturer, clock, notice } = deps;
  const shown = openShown(deps);
  const prompt = signal<Prompt | null>(null);
  const wish = (command: Parameters<Session['wish']>[0]) => void session.wish(command);

  const dropPreview = () => {
    const now = prompt.peek();
    if (now?.step === 'preview' || now?.step === 'recording') now.capture.stop();
  };
  const closePrompt = (askId: string) => {
    if (prompt.peek()?.ask.askId !== askId) return;
    dropPreview();
    prompt.value = null;
  };
  const abort = ({ askId }: Ask, why: CommandOf<'abort'>['why']) => {
    closePrompt(askId);
    if (why === 'not-recorded' || why === 'not-possible') shown.ended.value = why;
    wish({ type: 'abort', askId, why });
  };
  const stop = (why: RevokeReason) => {
    // Also ends a grant that is just being written: its capture is gone when the answer comes.
    if (prompt.peek()?.step === 'recording') dropPreview();
    shown.stop(why);
  };

  const record = async (ask: Ask, capture: Capture, minutes: number) => {
    const { askId } = ask;
    const gid = clock.newUuid();
    const { surface } = capture;
    const command = { type: 'grant', askId, gid, surface, minutes, notice: notice() } as const;
    const answer = await within(RECORD_MS, session.wish(command), clock);
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
    const { ask } = now;
    if (isWithin(picked.surface, ask.surface)) {
      prompt.value = { step: 'preview', ask, capture: picked };
      return;
    }
    picked.stop();
    prompt.value = { step: 'wider', ask, picked: picked.surface, isGuess: picked.isGuess };
  };

  const followAsk = (ask: Ask | null) => {
    const now = prompt.peek();
    if (now && now.step !== 'recording' && now.ask.askId !== ask?.askId) {
      shown.ended.value = askEnding(session.events.peek(), now.ask.askId) ?? shown.ended.peek();
      closePrompt(now.ask.askId);
    }
    const current = prompt.peek();
    if (ask?.scope !== 'view' || current?.step === 'recording') return;
    prompt.value = current ? { ...current, ask } : { step: 'asked', ask };
  };
  const stops = [
    effect(() => {
      const state = session.state.value;
      const open = state.phase === 'open' ? state : null;
      untracked(() => {
        if (open) shown.lookBack();
        followAsk(open?.ask ?? null);
        shown.follow(open?.grants.view);
        // A grant that is just being written belongs to `record`.
        if (prompt.peek()?.step !== 'recording') shown.giveBack(open?.grants.view);
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
    allow: () => {
      const now = prompt.peek();
      if (!now || now.step === 'picking' || now.step === 'recording') return;
      dropPreview();
      prompt.value = { step: 'picking', ask: now.ask };
      void capturer.pick(now.ask.surface).then((picked) => took(now.ask, picked));
    },
    show: async (minutes) => {
      const now = prompt.peek();
      if (now?.step !== 'preview') return;
      prompt.value = { step: 'recording', ask: now.ask, capture: now.capture };
      await record(now.ask, now.capture, Math.min(minutes, now.ask.minutes));
    },
    refuse: () => {
      const now = prompt.peek();
      if (!now || now.step === 'recording') return;
      closePrompt(now.ask.askId);
      wish({ type: 'deny', askId: now.ask.askId });
    },
    extend: () => {
      const now = prompt.peek();
      if (now) wish({ type: 'extend', askId: now.ask.askId });
    },
    close: () => {
      for (const cancel of stops) cancel();
      dropPreview();
      prompt.value = null;
      shown.close();
    },
  };
}
