// Lies over the technician's picture and turns mouse, pen, finger and keys into the hand's movements. Without a tool taken it
// lets everything through.
import type { RefObject } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { announce } from '../../view/LiveRegion.tsx';
import type { Hand } from './hand.ts';
import { Marks } from './Marks.tsx';
import { type Area, movedBy, nearestShare, type Share, shareAt } from './place.ts';
import { words } from './pointing.text.ts';
import { useArea } from './use-area.ts';

interface HandLayerProps {
  hand: Hand;
  video: RefObject<HTMLVideoElement | null>;
}

/** One press of an arrow key, as a share of the picture; and with Shift. */
const STEP = 0.01;
const LEAP = 0.08;
const ARROWS: Readonly<Record<string, Share>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

export function HandLayer({ hand, video }: HandLayerProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const area = useArea(box, video);
  const { value: mode } = hand.mode;
  const marks = <Marks area={area} pointer={hand.pointer.value} drawing={hand.drawing.value} />;
  return (
    <div ref={box} class={`hand-layer hand-${mode}`}>
      {marks}
      {mode !== 'off' && area && (
        <>
          <div
            class="hand-catcher"
            // Arrow keys and the space bar are ours here, as in a drawing program.
            role="application"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys
            tabIndex={0}
            aria-label={words().layer}
            aria-describedby={id}
            onPointerMove={(event) => follow(hand, area, event)}
            onPointerDown={(event) => {
              if (event.button !== 0 || mode !== 'draw') return;
              event.currentTarget.setPointerCapture(event.pointerId);
              hand.press(nearestShare(area, inBox(event)));
            }}
            onPointerUp={() => hand.lift()}
            onPointerCancel={() => hand.leave()}
            onPointerLeave={() => hand.leave()}
            onBlur={() => hand.leave()}
            onKeyDown={(event) => byKey(hand, event)}
          />
          <p class="unseen" id={id}>
            {mode === 'draw' ? words().drawHint : words().pointHint}
          </p>
        </>
      )}
    </div>
  );
}

function inBox(event: PointerEvent & { currentTarget: HTMLElement }): Share {
  const { left, top } = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}

function follow(hand: Hand, area: Area, event: PointerEvent & { currentTarget: HTMLElement }): void {
  // A line goes on along the edge; a pointer beside the picture points at nothing.
  const at = hand.isDown.peek() ? nearestShare(area, inBox(event)) : shareAt(area, inBox(event));
  if (at) hand.moveTo(at);
  else hand.leave();
}

function byKey(hand: Hand, event: KeyboardEvent): void {
  const way = ARROWS[event.key];
  const from = hand.pointer.peek() ?? { x: 0.5, y: 0.5 };
  if (way) {
    const by = event.shiftKey ? LEAP : STEP;
    hand.moveTo(movedBy(from, { x: way.x * by, y: way.y * by }));
  } else if (event.key === ' ' && hand.mode.peek() === 'draw') {
    if (hand.isDown.peek()) hand.lift();
    else hand.press(from);
    announce(hand.isDown.peek() ? words().down : words().up, 'polite');
  } else if (event.key === 'Escape') hand.take('off');
  else return;
  event.preventDefault();
}
