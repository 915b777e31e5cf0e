// The deed of `view`: takes the picture of one monitor and shows it on the screen lane, as sharp and fast as this computer and
// the network can.
import { effect, untracked } from '@preact/signals-core';
import type { Lanes } from '../link/lanes.ts';
import type { Work } from './deed.ts';
import type { HostEnd } from './end.ts';
import { clock } from './place.ts';
import type { Capture, CaptureHandlers } from './screen/capture.ts';
import type { Monitor } from './screen/monitors.ts';
import { behindOf, firstQuality, look, type Quality, rungOf } from './screen/quality.ts';
import type { MediaTransport } from './screen/transport.ts';

export interface ShowingOptions {
  readonly end: Pick<HostEnd, 'session' | 'lanes'>;
  readonly cores: number;
  /** The monitor that was allowed. */
  monitor(): Monitor;
  openCapture(handlers: CaptureHandlers): Capture;
  openTransport(): MediaTransport;
}

/** How often it is looked whether the picture goes through: what `look` counts in. */
const LOOK_MS = 2_000;

export function showing(options: ShowingOptions): Work {
  const { end, monitor, openCapture, openTransport } = options;
  const { session, lanes } = end;
  let cut: () => void = () => {};
  return {
    begin(grant, _endsAt, failed) {
      const transport = openTransport();
      const capture = openCapture({ frame: transport.take, ended: () => failed('capture-ended') });
      let isOver = false;
      let stopLooking = () => {};
      const unwatch = effect(() => {
        const stage = lanes.shown.value;
        untracked(() => {
          if (stage === 'up') void session.wish({ type: 'start', gid: grant.gid });
          if (stage === 'lost') clock.after(0, () => failed('ended'));
        });
      });
      cut = () => {
        isOver = true;
        unwatch();
        stopLooking();
        transport.close();
        lanes.closeScreen();
        void capture.stop();
      };
      const first = firstQuality(options.cores);
      void capture.start(monitor(), rungOf(first)).then((trouble) => {
        if (isOver) return void capture.stop();
        if (trouble || lanes.showScreen(grant, transport.stream)) return failed('ended');
        stopLooking = follow(first, { lanes, capture, monitor, failed });
      });
    },
    cut: () => cut(),
  };
}

interface Followed {
  readonly lanes: Pick<Lanes, 'showing'>;
  readonly capture: Capture;
  monitor(): Monitor;
  failed(why: 'ended'): void;
}

/** Goes down the ladder when the picture does not go through, and up again. @returns how to stop */
function follow(first: Quality, { lanes, capture, monitor, failed }: Followed): () => void {
  let quality = first;
  let before = { at: performance.now(), captured: capture.counts().captured };
  let isOver = false;
  const step = async () => {
    const told = await lanes.showing.value?.stats();
    if (isOver) return;
    const now = { at: performance.now(), captured: capture.counts().captured };
    const givenFps = ((now.captured - before.captured) * 1_000) / (now.at - before.at);
    const { fps = null, rttMs = null, lost = null } = told ?? {};
    const next = look(quality, { behind: behindOf(givenFps, fps), rttMs, lost });
    const isOther = next.at !== quality.at;
    quality = next;
    if (isOther && (await capture.start(monitor(), rungOf(quality)))) return failed('ended');
    // A capture that begins anew counts anew.
    before = isOther ? { at: performance.now(), captured: capture.counts().captured } : now;
    if (!isOver) cancel = clock.after(LOOK_MS, () => void step());
  };
  let cancel = clock.after(LOOK_MS, () => void step());
  return () => {
    isOver = true;
    cancel();
  };
}
