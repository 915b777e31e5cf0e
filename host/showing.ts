// The deed of `view`: takes the picture of the monitor that was allowed and shows it on the screen lane, as sharp and fast as this
// computer and the network can, with what the technician points at drawn on the monitor itself.
import { effect, untracked } from '@preact/signals-core';
import type { ScreenInfo } from '../shared/channel/screen.ts';
import { screenOf } from '../shared/session/scopes.ts';
import type { Grant } from '../shared/session/state.ts';
import type { Work } from './deed.ts';
import type { HostEnd } from './end.ts';
import { clock } from './place.ts';
import { openPointed, type Pointed } from './pointed.ts';
import type { Capture, CaptureHandlers, CaptureSize } from './screen/capture.ts';
import type { Monitor } from './screen/monitors.ts';
import { openPace } from './screen/pace.ts';
import { openScreenTalk, type ScreenTalk } from './screen/screen-talk.ts';
import type { MediaTransport } from './screen/transport.ts';
import type { Marks } from './window/marks.ts';

export interface ShowingOptions {
  readonly end: Pick<HostEnd, 'session' | 'lanes'>;
  readonly cores: number;
  /** The monitor that was allowed; null where it is not there. */
  monitorOf(grant: Grant): Monitor | null;
  /** All of them, as the technician is told. */
  screens(): readonly ScreenInfo[];
  openCapture(handlers: CaptureHandlers): Capture;
  openTransport(): MediaTransport;
  openMarks(monitor: Monitor): Promise<Marks>;
  /** No question is open. */
  mayMark(): boolean;
}

export interface Showing extends Work {
  /** Whether marks may be seen has changed. */
  refreshMarks(): void;
  /** Monitors came or went beside the one that is shown. */
  tellScreens(): void;
}

export function showing(options: ShowingOptions): Showing {
  const { end, cores, monitorOf, screens, openCapture, openTransport, openMarks, mayMark } = options;
  const { session, lanes } = end;
  let cut: () => void = () => {};
  let pointed: Pointed | null = null;
  let talk: ScreenTalk | null = null;
  return {
    begin(grant, _endsAt, failed) {
      const monitor = monitorOf(grant);
      if (!monitor) return failed('surface-changed');
      const transport = openTransport();
      const capture = openCapture({ frame: transport.take, ended: () => failed('capture-ended') });
      let isOver = false;
      const take = async (size: CaptureSize) => {
        const trouble = await capture.start(monitor, size);
        if (isOver) void capture.stop();
        else if (trouble) failed('ended');
        else telling.tellSize();
        return !isOver && !trouble;
      };
      const pace = openPace({ lanes, capture, cores, take });
      const marking = openPointed({
        open: () => openMarks(monitor),
        mayMark,
        clock: { now: () => performance.now(), after: clock.after },
      });
      const telling = openScreenTalk({
        lane: lanes.showing,
        clock,
        screens: () => ({ screens: screens(), shown: screenOf(grant) }),
        size: capture.size,
        wished: pace.wish,
        pointed: marking.hear,
        forget: marking.forget,
        nonsense(said) {
          failed('ended');
          const dropped = { order: 0, grant: 0, surface: 0, ...said };
          void session.wish({ type: 'report-misuse', gid: grant.gid, dropped, isShut: true });
        },
      });
      const unwatch = effect(() => {
        const stage = lanes.shown.value;
        untracked(() => {
          if (stage === 'up') void session.wish({ type: 'start', gid: grant.gid });
          if (stage === 'lost') clock.after(0, () => failed('ended'));
        });
      });
      pointed = marking;
      talk = telling;
      cut = () => {
        isOver = true;
        unwatch();
        pace.stop();
        transport.close();
        telling.close();
        marking.close();
        lanes.closeScreen();
        void capture.stop();
      };
      void take(pace.first).then((isTaken) => {
        if (!isTaken) return;
        if (lanes.showScreen(grant, transport.stream)) return failed('ended');
        pace.begin();
      });
    },
    cut: () => cut(),
    refreshMarks: () => pointed?.refresh(),
    tellScreens: () => talk?.tellScreens(),
  };
}
