// The customer's end of zooming a captured tab: off until the customer allows it for this picture, obeying one step at a
// time while the picture's grant lives, and told to the technician's page whenever that asks or something changes.
import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { Cancel } from '../../../../link/deps.ts';
import type { TalkLine } from '../../../../link/talk.ts';
import type { Capture } from '../screen/capture.ts';
import type { CaptureZoom, Zoomed, ZoomWay } from './capture-zoom.ts';

export type TabZoomState =
  /** No tab is shown. */
  | { readonly at: 'none' }
  | { readonly at: 'off'; readonly why: 'not-yet' | 'refused' | 'browser' }
  | ({ readonly at: 'on' } & Zoomed);

export interface TabZoom {
  readonly state: ReadonlySignal<TabZoomState>;
  /** Call it inside the click: the browser then asks its person itself, the first time. */
  allow(): void;
  forbid(): void;
  /** Back to 100 %. */
  reset(): void;
  close(): void;
}

export interface TabZoomDeps {
  readonly talk: TalkLine;
  readonly showing: ReadonlySignal<{
    readonly grant: { readonly gid: string };
    readonly capture: Pick<Capture, 'surface' | 'zoom'>;
  } | null>;
}

export function openTabZoom({ talk, showing }: TabZoomDeps): TabZoom {
  const state = signal<TabZoomState>({ at: 'none' });
  let gid: string | null = null;
  let isBusy = false;
  let unwatch: Cancel = () => {};

  const tell = () => {
    const now = state.peek();
    if (now.at === 'off') talk.say({ k: 'zoom-off', why: now.why });
    if (now.at !== 'on') return;
    const { level, canGrow, canShrink } = now;
    talk.say({ k: 'zoomed', level, canGrow, canShrink });
  };
  const become = (next: TabZoomState) => {
    state.value = next;
    tell();
  };
  const look = (zoom: CaptureZoom) => become({ at: 'on', ...zoom.now() });
  /** One at a time, so that a page that wishes without pause gets no queue. */
  const step = async (way: ZoomWay) => {
    const shown = showing.peek();
    const zoom = shown?.capture.zoom;
    if (!zoom || isBusy) return;
    isBusy = true;
    const hasWorked = await zoom.step(way);
    isBusy = false;
    // The picture may have ended, or another begun, while the browser asked.
    if (showing.peek() !== shown) return;
    if (hasWorked) look(zoom);
    else become({ at: 'off', why: 'refused' });
  };
  const begin = () => {
    unwatch();
    unwatch = () => {};
    const shown = showing.peek();
    if (shown?.capture.surface !== 'tab') return become({ at: 'none' });
    const { zoom } = shown.capture;
    if (!zoom) return become({ at: 'off', why: 'browser' });
    unwatch = zoom.onChange(() => {
      if (state.peek().at === 'on') look(zoom);
    });
    become({ at: 'off', why: 'not-yet' });
  };

  const stops = [
    effect(() => {
      const now = showing.value?.grant.gid ?? null;
      if (now !== gid) untracked(begin);
      gid = now;
    }),
    // A page that has just begun to look at the picture says how it looks, and is told this in turn.
    talk.on('picture', tell),
    talk.on('zoom', ({ way }) => {
      if (state.peek().at === 'on') void step(way);
    }),
  ];
  return {
    state,
    allow: () => void step('plain'),
    forbid: () => {
      if (state.peek().at === 'on') become({ at: 'off', why: 'not-yet' });
    },
    reset: () => void step('plain'),
    close: () => {
      unwatch();
      for (const stop of stops) stop();
    },
  };
}
