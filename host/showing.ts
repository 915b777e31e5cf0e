// The deed of `view`: takes the picture of one monitor and shows it on the screen lane, as sharp and fast as this computer and
// the network can.
import { effect, untracked } from '@preact/signals-core';
import type { Work } from './deed.ts';
import type { HostEnd } from './end.ts';
import { clock } from './place.ts';
import type { Capture, CaptureHandlers } from './screen/capture.ts';
import type { Monitor } from './screen/monitors.ts';
import { firstQuality, rungOf } from './screen/quality.ts';
import type { MediaTransport } from './screen/transport.ts';

export interface ShowingOptions {
  readonly end: Pick<HostEnd, 'session' | 'lanes'>;
  readonly cores: number;
  /** The monitor that was allowed. */
  monitor(): Monitor;
  openCapture(handlers: CaptureHandlers): Capture;
  openTransport(): MediaTransport;
}

export function showing({ end, cores, monitor, openCapture, openTransport }: ShowingOptions): Work {
  const { session, lanes } = end;
  let cut: () => void = () => {};
  return {
    begin(grant, _endsAt, failed) {
      const transport = openTransport();
      const capture = openCapture({ frame: transport.take, ended: () => failed('capture-ended') });
      let isOver = false;
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
        transport.close();
        lanes.closeScreen();
        void capture.stop();
      };
      const rung = rungOf(firstQuality(cores));
      void capture.start(monitor(), rung).then((trouble) => {
        if (isOver) return void capture.stop();
        if (trouble || lanes.showScreen(grant, transport.stream)) failed('ended');
      });
    },
    cut: () => cut(),
  };
}
