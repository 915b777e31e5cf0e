// What the customer sees of the host as long as it does something: the banner with names, scopes, time and Stop, and the red line
// around the monitor. Where either is taken away, what it warns of ends.
import { effect, untracked } from '@preact/signals-core';
import type { Language } from '../shared/field.ts';
import type { RevokeReason } from '../shared/session/reasons.ts';
import type { Grant } from '../shared/session/state.ts';
import { type Deed, withAll } from './deed.ts';
import { clock } from './place.ts';
import { RESTART_AFTER_MS } from './restarting.ts';
import type { Monitor } from './screen/monitors.ts';
import { isUnmoved } from './screen/screens.ts';
import type { Banner, BannerHandlers } from './window/banner.ts';
import type { BannerView } from './window/banner-view.ts';
import type { Border } from './window/border.ts';

export interface PresenceOptions {
  readonly deeds: readonly Deed[];
  readonly language: Language;
  names(): { readonly tech: string; readonly desk: string };
  /** Where they stand: the monitor that is seen, or the one that is used. */
  monitor(): Monitor;
  openBanner(view: BannerView, monitor: Monitor, handlers: BannerHandlers): Promise<Banner>;
  openBorder(monitor: Monitor, gone: () => void): Promise<Border>;
}

const TICK_MS = 1_000;

/** Whole seconds, from the moment in which the permission began to be carried out. */
const restartsIn = (endsAt: number, { minutes }: Pick<Grant, 'minutes'>, now: number): number =>
  Math.max(0, Math.ceil((endsAt - minutes * 60_000 + RESTART_AFTER_MS - now) / 1_000));

/** @returns a function that takes everything away */
export function openPresence({
  deeds,
  language,
  names,
  monitor,
  openBanner,
  openBorder,
}: PresenceOptions): () => void {
  let shown: {
    readonly on: Monitor;
    readonly banner: Promise<Banner>;
    readonly border: Promise<Border>;
  } | null = null;
  let stopTicking: () => void = () => {};
  const endsAt = new Map<string, number>();

  const stopAll = (why: RevokeReason) => withAll(deeds, (deed) => deed.stop(why));
  const view = (): BannerView => {
    const now = performance.now();
    const live = deeds.flatMap(({ scope, live: { value } }) => (value ? [{ scope, grant: value }] : []));
    const left = live.map(({ grant }) => {
      const end = endsAt.get(grant.gid) ?? now + grant.minutes * 60_000;
      endsAt.set(grant.gid, end);
      return end - now;
    });
    const secondsLeft = Math.max(0, Math.ceil(Math.min(...left, Number.MAX_SAFE_INTEGER) / 1_000));
    const restart = live.find(({ scope }) => scope === 'reboot');
    const restartsInS = restart && restartsIn(endsAt.get(restart.grant.gid) ?? now, restart.grant, now);
    return {
      language,
      ...names(),
      scopes: live.map(({ scope }) => scope),
      secondsLeft,
      restartsInS: restartsInS ?? null,
    };
  };
  const show = () => {
    const on = monitor();
    const gone = () => stopAll('stop');
    const banner = openBanner(view(), on, { stop: () => stopAll('stop'), gone });
    const border = openBorder(on, gone);
    // What cannot be seen must not happen.
    for (const each of [banner, border]) each.catch(gone);
    shown = { on, banner, border };
    tick();
  };
  const hide = () => {
    stopTicking();
    const before = shown;
    shown = null;
    void before?.banner.then((banner) => banner.close()).catch(() => {});
    void before?.border.then((border) => border.close()).catch(() => {});
  };
  const tick = () => {
    stopTicking = clock.after(TICK_MS, tick);
    void shown?.banner.then((banner) => banner.update(view())).catch(() => {});
  };

  const stop = effect(() => {
    const isDoing = deeds.some(({ live }) => live.value !== null);
    // Each scope that comes or goes is shown at once.
    for (const { live } of deeds) void live.value;
    untracked(() => {
      // Seen on another monitor now: what warns of it goes there.
      if (shown && (!isDoing || !isUnmoved(shown.on, monitor()))) hide();
      if (isDoing && !shown) show();
      else if (shown) void shown.banner.then((banner) => banner.update(view())).catch(() => {});
    });
  });
  return () => {
    stop();
    hide();
  };
}
