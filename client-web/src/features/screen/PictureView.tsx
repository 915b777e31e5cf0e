// The customer's picture at the technician's end: fit, true size, zoom, full screen, and in words why there is none.
import { computed, useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { browser } from '../../link/browser.ts';
import { Button } from '../../view/Button.tsx';
import { percent } from '../../view/format.ts';
import { Icon } from '../../view/Icon.tsx';
import { expand, eye, zoomIn, zoomOut } from '../../view/icons.ts';
import { Timer } from '../../view/Timer.tsx';
import { PadBar } from '../control/PadBar.tsx';
import { PadLayer } from '../control/PadLayer.tsx';
import { openPad, type Pad } from '../control/pad.ts';
import type { Help } from '../help.ts';
import { HandLayer } from '../pointing/HandLayer.tsx';
import { HandTools } from '../pointing/HandTools.tsx';
import { type Hand, openHand } from '../pointing/hand.ts';
import { handLine } from '../pointing/hand-line.ts';
import { RecordBar } from '../record/RecordBar.tsx';
import type { Recorder } from '../record/recorder.ts';
import { ZoomButtons } from '../zoom/ZoomButtons.tsx';
import { type PictureStatus, pictureStatus } from './picture-status.ts';
import { Quality } from './Quality.tsx';
import { Latency, ScreenMenu } from './ScreenMenu.tsx';
import { words } from './screen.text.ts';
import { openScreenLine, type ScreenLine } from './screen-line.ts';
import { watchStray } from './stray.ts';
import { useFrames } from './use-frames.ts';
import './screen.css';

/** How the picture is laid out: whole, or at so many screen pixels for each of its own. */
type Size = 'fit' | number;

interface PictureViewProps {
  help: Help;
  recorder: Recorder;
}

export function PictureView({ help, recorder }: PictureViewProps) {
  const { session, lanes } = help;
  const picture = lanes.picture.value;
  const video = useRef<HTMLVideoElement>(null);
  const frame = useRef<HTMLElement>(null);
  const size = useSignal<Size>('fit');
  const stray = useStray(help);
  const line = useLine(help);
  const hand = useHand(help, line);
  const pad = usePad(help, hand);
  const keys = useRef<HTMLTextAreaElement>(null);
  const frames = useFrames(video, picture?.stream ?? null, stray.drew);
  const status = pictureStatus({
    state: session.state.value,
    events: session.events.value,
    hasPicture: picture !== null,
    sinceFrame: frames.sinceFrame,
    isMuted: frames.isMuted,
    isCustomerThere: session.present.value.customer,
  });
  useEffect(() => {
    help.talk.say({ k: 'picture', state: status.kind === 'seen' ? 'seen' : picture ? 'frozen' : 'none' });
  }, [status.kind]);
  const grant = session.state.value.phase === 'open' ? session.state.value.grants.view : undefined;

  return (
    <section class="picture" ref={frame} aria-label={words().picture}>
      {picture && (
        <div class="toolbar" role="toolbar" aria-label={words().toolbar}>
          <Sizes size={size.value} onSize={(next) => (size.value = next)} />
          <Button
            kind="quiet"
            draw={expand}
            onClick={() => {
              void toggleFullScreen(frame.current);
              // The keys were with the customer's computer; that is what full screen is for.
              if (pad.isOn.peek()) keys.current?.focus();
            }}
          >
            {words().full}
          </Button>
          <HandTools hand={hand} />
          {grant?.surface === 'tab' && <ZoomButtons talk={help.talk} gid={grant.gid} />}
          {grant && <ScreenMenu help={help} line={line} grant={grant} />}
          <span class="toolbar-words">
            <Quality lane={picture.lane} />
            <Latency line={line} />
            {grant && <Timer endsAt={grant.expiresAt - session.clockOffset.value} what={words().picture} />}
          </span>
          {grant && (
            <Button kind="quiet" onClick={() => void help.speech.say({ type: 'relinquish', gid: grant.gid })}>
              {words().enough}
            </Button>
          )}
        </div>
      )}
      <PadBar help={help} pad={pad} keys={keys} />
      <RecordBar help={help} recorder={recorder} />
      <div class="picture-frame" tabIndex={picture ? 0 : -1}>
        <div
          class={size.value === 'fit' ? 'picture-fit' : 'picture-sized'}
          style={
            size.value === 'fit' ? {} : { inlineSize: `${(frames.width * size.value) / devicePixelRatio}px` }
          }
          hidden={!picture}
        >
          <video ref={video} autoplay muted playsInline />
          <HandLayer hand={hand} video={video} />
          <PadLayer pad={pad} video={video} keys={keys} />
        </div>
        <Why status={status} offset={session.clockOffset.value} />
      </div>
    </section>
  );
}

/** Holds this page to its word: what it draws without a permission stands in the log. */
function useStray({ session, ledger, lanes }: Help) {
  const watch = useMemo(
    () => watchStray({ session, ledger, picture: lanes.picture, clock: browser }),
    [session],
  );
  useEffect(() => watch.close, [watch]);
  return watch;
}

/** What goes to and from the host beside the picture; a page that shows one hears none of it. */
function useLine({ session, lanes }: Help): ScreenLine {
  const line = useMemo(() => {
    const lane = computed(() => {
      const state = session.state.value;
      const isHosts = state.phase === 'open' && state.grants.view?.method === 'host';
      return isHosts ? (lanes.picture.value?.lane ?? null) : null;
    });
    return openScreenLine(lane, browser);
  }, [session, lanes]);
  useEffect(() => line.close, [line]);
  return line;
}

/** Gone with this view: who looks at another session points at nothing in this one. */
function useHand({ talk, lanes }: Help, line: ScreenLine): Hand {
  const hand = useMemo(
    () => openHand({ talk: handLine(talk, line), picture: lanes.picture, deps: browser }),
    [talk, line],
  );
  useEffect(() => hand.close, [hand]);
  return hand;
}

/** Put away with this view: who looks at another session presses nothing in this one. */
function usePad({ lanes }: Help, hand: Hand): Pad {
  const pad = useMemo(
    () => openPad({ lane: lanes.granted.control, picture: lanes.picture, hand, clock: browser }),
    [lanes, hand],
  );
  useEffect(() => pad.close, [pad]);
  return pad;
}

function Why({ status, offset }: { status: PictureStatus; offset: number }) {
  if (status.kind === 'seen') return null;
  const sentence = status.kind === 'over' ? words().over[status.by] : words()[status.kind];
  return (
    <p class={`picture-why picture-${status.kind}`} role="status">
      <Icon draw={eye} />
      <span>
        {sentence}
        {status.kind === 'asked' && (
          <>
            {' '}
            {words().answerIn}: <Timer endsAt={status.answerBy - offset} />
          </>
        )}
      </span>
    </p>
  );
}

const STEPS = [0.5, 0.75, 1, 1.5, 2, 3] as const;

function Sizes({ size, onSize }: { size: Size; onSize: (size: Size) => void }) {
  const now = size === 'fit' ? 1 : size;
  const larger = STEPS.find((step) => step > now) ?? now;
  const smaller = STEPS.findLast((step) => step < now) ?? now;
  return (
    <>
      <Button kind="quiet" aria-pressed={size === 'fit'} onClick={() => onSize('fit')}>
        {words().fit}
      </Button>
      <Button kind="quiet" aria-pressed={size === 1} onClick={() => onSize(1)}>
        {words().actual}
      </Button>
      <Button kind="quiet" draw={zoomOut} bare onClick={() => onSize(smaller)}>
        {words().zoomOut}
      </Button>
      <Button kind="quiet" draw={zoomIn} bare onClick={() => onSize(larger)}>
        {words().zoomIn}
      </Button>
      {size !== 'fit' && size !== 1 && <span class="toolbar-words">{words().zoom(percent(size, 1))}</span>}
    </>
  );
}

async function toggleFullScreen(frame: HTMLElement | null): Promise<void> {
  if (document.fullscreenElement) return document.exitFullscreen();
  // Refused where the page is embedded or the browser has none; the picture is then as large as the page.
  await frame?.requestFullscreen().catch(() => {});
}
