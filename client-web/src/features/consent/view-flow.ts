// The customer's end of `view`: the gate itself. Nothing leaves this computer before the customer pressed Allow, picked,
// saw the preview, pressed "show it", and the broker has written the grant down. Stopping is local first.
// The order is consent-protocol.md 2.9.
import { batch, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { isRefusal } from '../../../../shared/errors.ts';
import type { CommandOf } from '../../../../shared/session/commands.ts';
import type { RevokeReason } from '../../../../shared/session/events.ts';
import { isWithin } from '../../../../shared/session/scopes.ts';
import { type Ask, type Grant, liveGrant } from '../../../../shared/session/state.ts';
import type { Chance, Clock } from '../../link/deps.ts';
import type { Lanes } from '../../link/lanes.ts';
import type { Session } from '../../link/session.ts';
import type { Capture, Capturer, Picked } from '../screen/capture.ts';
import { askEnding, type Ended, endedByReload, grantEnding, monotonicTimer, within } from './endings.ts';

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

/** What is being shown now. */
export interface Showing {
  readonly grant: Grant;
  readonly capture: Capture;
  /** By this computer's clock, for the eye; the timer that ends it is monotonic. */
  readonly endsAt: number;
}

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

export interface ViewFlowDeps {
  readonly session: Session;
  readonly lanes: Pick<Lanes, 'showScreen' | 'closeScreen' | 'shown'>;
  readonly capturer: Capturer;
  readonly clock: Clock & Pick<Chance, 'newUuid'>;
  /** Milliseconds that only ever grow, whatever happens to the computer's clock. */
  readonly monotonic: () => number;
  /** The text the customer reads: part of what is granted. */
  readonly notice: () => CommandOf<'grant'>['notice'];
}

const isRunning = ({ stream }: Capture): boolean =>
  stream.getVideoTracks().some(({ readyState }) => readyState === 'live');

/** How long the broker may take to write a grant down. */
const RECORD_MS = 10_000;
/** How far the two timers of one grant may be apart. */
const ABOUT_MS = 5_000;

export function openViewFlow({ session, lanes, capturer, clock, monotonic, notice }: ViewFlowDeps): ViewFlow {
  const prompt = signal<Prompt | null>(null);
  const showing = signal<Showing | null>(null);
  const ended = signal<Ended | null>(null);
  /** Grants this page is done with, whatever the broker still believes. */
  const left = new Set<string>();
  let stopWatching: () => void = () => {};

  const wish = (command: Parameters<Session['wish']>[0]) => void session.wish(command);

  /** The local cut: pixels stop here before anybody is told. @returns how long it took, in whole milliseconds */
  const cut = (): number => {
    const from = monotonic();
    const shown = showing.peek();
    shown?.capture.stop();
    if (shown) left.add(shown.grant.gid);
    stopWatching();
    batch(() => {
      lanes.closeScreen();
      showing.value = null;
    });
    return Math.min(60_000, Math.round(monotonic() - from));
  };

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
    if (why === 'not-recorded' || why === 'not-possible') ended.value = why;
    wish({ type: 'abort', askId, why });
  };

  const stop = (why: RevokeReason) => {
    // Also ends a grant that is just being written: its capture is gone when the answer comes.
    if (prompt.peek()?.step === 'recording') dropPreview();
    const shown = showing.peek();
    if (!shown) return;
    const localMs = cut();
    ended.value = why;
    wish({ type: 'revoke', gid: shown.grant.gid, why, localMs });
  };
  const expire = ({ gid }: Grant) => {
    cut();
    ended.value = 'expired';
    wish({ type: 'expire', gid });
  };

  /** The gate below us let the lane go: the time ran out there a moment earlier, or a clock was moved. */
  const wentOff = () => {
    const shown = showing.peek();
    if (shown && session.now() >= shown.grant.expiresAt - ABOUT_MS) expire(shown.grant);
    else stop('ended');
  };

  const begin = (grant: Grant, capture: Capture) => {
    cut();
    // The minutes the customer chose count, by this clock; what the broker says of them does not.
    const lasts = grant.minutes * 60_000;
    if (lanes.showScreen(grant, capture.stream)) return giveUp(grant.gid, capture);
    ended.value = null;
    showing.value = { grant, capture, endsAt: clock.now() + lasts };
    const untime = monotonicTimer(lasts, () => expire(grant), clock, monotonic);
    const unwatch = capture.watch(stop);
    stopWatching = () => {
      unwatch();
      untime();
    };
  };
  /** A grant that was, or may have been, written down and will not be used. A stop for it is never refused. */
  const giveUp = (gid: string, capture: Capture) => {
    const wasRunning = isRunning(capture);
    capture.stop();
    left.add(gid);
    wish({ type: 'revoke', gid, why: wasRunning ? 'ended' : 'stop', localMs: null });
    return wasRunning;
  };

  const record = async (ask: Ask, capture: Capture, minutes: number) => {
    const { askId } = ask;
    const gid = clock.newUuid();
    const { surface } = capture;
    const command = { type: 'grant', askId, gid, surface, minutes, notice: notice() } as const;
    const answer = await within(RECORD_MS, session.wish(command), clock);
    const grant = liveGrant(session.state.peek(), 'view', session.now());
    const isAsked = prompt.peek()?.step === 'recording' && prompt.peek()?.ask.askId === askId;
    // A broker that writes down something else than was allowed gets nothing.
    const isOurs = grant?.gid === gid && grant.surface === surface && grant.minutes === minutes;
    if (!isRefusal(answer) && grant && isOurs && isAsked && isRunning(capture)) {
      prompt.value = null;
      return begin(grant, capture);
    }
    const wasRunning = giveUp(gid, capture);
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
      ended.value = askEnding(session.events.peek(), now.ask.askId) ?? ended.peek();
      closePrompt(now.ask.askId);
    }
    const current = prompt.peek();
    if (ask?.scope !== 'view' || current?.step === 'recording') return;
    prompt.value = current ? { ...current, ask } : { step: 'asked', ask };
  };
  const followGrant = (granted: Grant | undefined) => {
    const shown = showing.peek();
    if (shown && granted?.gid !== shown.grant.gid) {
      cut();
      ended.value = grantEnding(session.events.peek(), shown.grant.gid);
    }
    // A grant without a picture here: the page was loaded anew, and with the old page the browser ended the capture.
    if (!showing.peek() && granted && !left.has(granted.gid) && prompt.peek()?.step !== 'recording') {
      left.add(granted.gid);
      ended.value = 'reload';
      wish({ type: 'revoke', gid: granted.gid, why: 'reload', localMs: null });
    }
  };
  /** The page before this one was left while it showed something; said once, when the history has come. */
  let hasLookedBack = false;
  const lookBack = () => {
    hasLookedBack = true;
    if (endedByReload(session.events.peek())) ended.value = 'reload';
  };
  const unfollow = effect(() => {
    const state = session.state.value;
    untracked(() => {
      if (!hasLookedBack && state.phase === 'open') lookBack();
      followAsk(state.phase === 'open' ? state.ask : null);
      followGrant(state.phase === 'open' ? state.grants.view : undefined);
    });
  });
  const unwatchLane = effect(() => {
    const gid = showing.value?.grant.gid;
    const stage = lanes.shown.value;
    if (!gid) return;
    untracked(() => {
      if (stage === 'up') wish({ type: 'start', gid });
      if (stage === 'lost') stop('ended');
      if (stage === 'off') wentOff();
    });
  });
  // Without the broker for good, nothing may go on that the page could no longer show a Stop for.
  const unwatchLink = effect(() => {
    const { kind } = session.status.value;
    if (kind !== 'closed' && kind !== 'forged-history') return;
    untracked(() => {
      stop('ended');
      const now = prompt.peek();
      if (now) closePrompt(now.ask.askId);
    });
  });

  return {
    prompt,
    showing,
    ended,
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
      unfollow();
      unwatchLane();
      unwatchLink();
      dropPreview();
      prompt.value = null;
      cut();
    },
  };
}
