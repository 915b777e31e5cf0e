// The host, put together: pairs, then does what the customer allows for as long as the session lasts, and leaves nothing behind.
import os from 'node:os';
import { effect, untracked } from '@preact/signals-core';
import { fromBase64url } from '../shared/bytes.ts';
import type { BrokerKey } from '../shared/consent/broker-word.ts';
import type { SigningKey } from '../shared/consent/jws.ts';
import { partyName } from '../shared/consent/keys.ts';
import type { Language } from '../shared/field.ts';
import { type Scope, screenOf } from '../shared/session/scopes.ts';
import type { Grant } from '../shared/session/state.ts';
import { openBeside } from './beside.ts';
import type { HostBroker } from './broker.ts';
import { controlling } from './controlling.ts';
import { openDeed, withAll } from './deed.ts';
import type { Desktop, Env } from './desktop.ts';
import { type HostEnd, openHostEnd } from './end.ts';
import { ownHand } from './input/own-hand.ts';
import { watchHand } from './input/physical.ts';
import { watchStopKeys } from './input/stop-keys.ts';
import type { Paired } from './pairing.ts';
import { clock } from './place.ts';
import { openPresence } from './presence.ts';
import { openPrompts } from './prompts.ts';
import { openQuestions } from './questions.ts';
import { bestCapture } from './screen/best-capture.ts';
import { openCurtain } from './screen/curtain.ts';
import { ffmpegCapture } from './screen/ffmpeg.ts';
import { isUnmoved, numbered, screenInfos, screenWords } from './screen/screens.ts';
import { wrtcTransport } from './screen/wrtc-transport.ts';
import { x11Capture } from './screen/x11-capture.ts';
import { showing } from './showing.ts';
import { openStanding } from './standing.ts';
import { openBanner } from './window/banner.ts';
import { openBorder } from './window/border.ts';
import { openMarks } from './window/marks.ts';
import { openPreview } from './window/preview.ts';
import { openQuestion } from './window/question.ts';

export interface HostOptions {
  readonly broker: HostBroker;
  readonly brokerKeys: readonly BrokerKey[];
  readonly key: SigningKey;
  readonly paired: Paired;
  readonly desktop: Desktop;
  readonly env: Env;
  readonly language: Language;
  /** Something to tell the customer where no window is open. */
  say(sentence: string): void;
}

/** What speaks of the monitor that is seen, and ends with it. */
const STANDING: ReadonlySet<Scope> = new Set(['control', 'record'] as const);
/** As with a question: security-rules.md 14. */
const PREVIEW_ARM_MS = 1_000;
/** The hands rest when the broker has been out of reach for so long; it counts a host as lost after sixty seconds. */
const ALONE_MS = 45_000;

export interface Host {
  readonly end: HostEnd;
  /** Resolves when the session is over for this host, whatever ended it. */
  readonly over: Promise<void>;
  /** Monitors came, went or moved: what stood on one of these ends. */
  changed(): void;
  close(): Promise<void>;
}

export function openHost(options: HostOptions): Host {
  const { desktop, env, language } = options;
  const { windows, hands, watch } = desktop;
  const end = openHostEnd(options);
  /** The monitor that is seen, or was until a moment ago; the primary one before. */
  const seen = () => ({ screen: standing.screen() });
  /** Asked each time: what is plugged in may change, and what was shown then ends. */
  const monitor = () => numbered(desktop.monitors(), seen()) ?? desktop.monitors()[0];
  const now = () => performance.now();
  const handAt = watchHand(watch, now);
  const isOwn = ownHand(watch, clock.after);
  const names = () => namesOf(end);

  /** A grant counts here only if somebody said yes to it in a window of this very host, and it is addressed to it. */
  const allowedAt = ({ gid, surface, scope }: Grant): number | null => {
    const told = end.session.events
      .peek()
      .find((event) => event.type === 'consent.granted' && event.gid === gid);
    if (told?.type !== 'consent.granted' || surface !== 'monitor') return null;
    if (STANDING.has(scope) && !standing.holds(told.askId)) return null;
    const mine = partyName('host', options.key.thumbprint);
    const isMine = end.ledger.confirmed.peek().get(told.askId)?.statement?.iss === mine;
    const isForMe = audienceOf(told.detail?.jws ?? '').includes(mine);
    return isMine && isForMe ? questions.allowedAt(told.askId) : null;
  };
  const prompts = openPrompts(() => {
    void hands.releaseAll();
    picture.refreshMarks();
  });
  const questions = openQuestions({
    end,
    language,
    // Hands have no monitor of their own: they are lent where something is seen.
    surface: (asked) => {
      if (STANDING.has(asked.scope)) standing.asked(asked.askId);
      else if (asked.scope !== 'view') return '';
      const named = asked.scope === 'view' ? asked : seen();
      return numbered(desktop.monitors(), named) && screenWords(language, desktop.monitors(), named);
    },
    open: (wish, rules) =>
      openQuestion(windows, { view: wish, monitor: desktop.monitors()[0], rules }, isOwn),
    prompts,
  });
  const curtain = openCurtain({ clock, sync: () => windows.display.sync() });
  const picture = showing({
    end,
    cores: os.cpus().length,
    monitorOf: (grant) => numbered(desktop.monitors(), grant),
    screens: () => screenInfos(desktop.monitors()),
    openCapture: (handlers) => {
      const at = { display: desktop.display, env };
      return curtain.behind((on) => bestCapture(ffmpegCapture(at, on), x11Capture(at, on)), handlers);
    },
    openTransport: wrtcTransport,
    openMarks: (on) => openMarks(windows, { monitor: on, name: names().tech }),
    mayMark: () => prompts.last()?.answeredAt !== null,
  });
  const view = openDeed({ end, scope: 'view', allowedAt, work: picture });
  const control = openDeed({
    end,
    scope: 'control',
    allowedAt,
    work: controlling({
      end,
      hands,
      monitor,
      moment: () => ({ question: prompts.last(), handAt: handAt() }),
    }),
  });
  const beside = openBeside({
    end,
    desktop,
    language,
    prompts,
    allowedAt,
    // What the customer's page shows by itself, from before this host came, is taken by a browser that nobody here can stop.
    hide: async () => (isShownByPage(end) ? null : curtain.draw()),
    show: (kind, text) =>
      openPreview(
        windows,
        { view: { language, kind, ...names(), text }, monitor: monitor(), armMs: PREVIEW_ARM_MS },
        isOwn,
      ),
    say: options.say,
  });
  const deeds = [view, control, ...beside];
  const standing = openStanding({
    view,
    told: () => viewTold(end),
    deeds: deeds.filter(({ scope }) => STANDING.has(scope)),
    clock,
  });
  const hide = openPresence({
    deeds,
    language,
    names,
    monitor,
    openBanner: (wish, on, handlers) => openBanner(windows, { view: wish, monitor: on }, handlers),
    openBorder: (on, gone) => openBorder(windows, on, gone),
  });
  const stopAll = (why: 'keys' | 'surface-changed') => withAll(deeds, (deed) => deed.stop(why));
  // What is held on one monitor must not be dragged to another one by a new picture.
  const unwatchView = effect(() => {
    void view.live.value;
    untracked(() => void hands.releaseAll());
  });
  let before = desktop.monitors();
  const changed = () => {
    const was = numbered(before, seen());
    before = desktop.monitors();
    questions.changed();
    if (isUnmoved(was, numbered(before, seen()))) picture.tellScreens();
    else stopAll('surface-changed');
  };
  // Whoever was sent away and cannot be told must not go on for longer than the broker would let them.
  let stopDoubting = () => {};
  const unwatchLine = effect(() => {
    const { kind } = end.session.status.value;
    untracked(() => {
      stopDoubting();
      if (kind !== 'online') stopDoubting = clock.after(ALONE_MS, () => control.stop('ended'));
    });
  });
  const unwatchKeys = watchStopKeys(watch, () => stopAll('keys'));
  return {
    end,
    over: overOf(end),
    changed,
    close: async () => {
      unwatchKeys();
      unwatchView();
      standing.close();
      unwatchLine();
      stopDoubting();
      questions.close();
      try {
        withAll(deeds, (deed) => deed.close());
      } finally {
        hide();
        void end.session.wish({ type: 'drop-host' });
        end.close();
        await desktop.close();
      }
    },
  };
}

function overOf({ session }: HostEnd): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      const { kind } = session.status.value;
      const isOver = session.state.value.phase === 'ended' || kind === 'closed' || kind === 'forged-history';
      if (!isOver) return;
      queueMicrotask(() => stop());
      resolve();
    });
  });
}

function isShownByPage({ session }: HostEnd): boolean {
  const state = session.state.peek();
  return state.phase === 'open' && state.grants.view?.method === 'web';
}

/** As the broker tells it: of one commit the end of the old permission comes before the new one. */
function viewTold({ session }: HostEnd): number | 'soon' | null {
  const state = session.state.value;
  if (state.phase === 'open' && state.grants.view) return screenOf(state.grants.view);
  const last = session.events.value.at(-1);
  const isReplaced = last?.type === 'consent.revoked' && last.scope === 'view' && last.why === 'replaced';
  return isReplaced ? 'soon' : null;
}

function namesOf({ session }: HostEnd): { readonly tech: string; readonly desk: string } {
  const [first] = session.events.peek();
  const detail = first?.type === 'session.created' ? first.detail : null;
  return { tech: detail?.technicianName ?? '', desk: detail?.deskName ?? '' };
}

/** Whom a statement is addressed to. The ledger has verified its signature and form. */
function audienceOf(jws: string): readonly string[] {
  const bytes = fromBase64url(jws.split('.')[1] ?? '');
  if (!bytes) return [];
  const { aud } = JSON.parse(new TextDecoder().decode(bytes)) as { aud?: readonly string[] };
  return aud ?? [];
}
