// Lies over the picture while mouse and keyboard are in use, and hands their events to the pad. The keys go into a field of
// their own, since only a field is told what layouts, dead keys and input methods write.
import type { RefObject } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { announce } from '../../view/LiveRegion.tsx';
import { type Area, nearestShare, type Share, shareAt } from '../pointing/place.ts';
import { useArea } from '../pointing/use-area.ts';
import { writtenBy } from './acts.ts';
import { words } from './control.text.ts';
import { lockKeys } from './keyboard-lock.ts';
import type { Pad } from './pad.ts';
import './control.css';

type Keys = RefObject<HTMLTextAreaElement | null>;

interface PadLayerProps {
  pad: Pad;
  video: RefObject<HTMLVideoElement | null>;
  /** Where the keys go; who takes the focus away can give it back. */
  keys: Keys;
}

export function PadLayer({ pad, video, keys }: PadLayerProps) {
  const box = useRef<HTMLDivElement>(null);
  const area = useArea(box, video);
  return (
    <div ref={box} class={pad.isOn.value ? 'hand-layer' : 'hand-layer hand-off'}>
      {pad.isOn.value && area && <Catcher pad={pad} area={area} keys={keys} />}
    </div>
  );
}

function Catcher({ pad, area, keys }: { pad: Pad; area: Area; keys: Keys }) {
  const id = useId();
  useKeys(pad, keys);
  const follow = (event: PointerEvent & { currentTarget: HTMLElement }) =>
    pad.point(placeOf(event, pad.isPressed.peek() ? nearestShare : shareAt, area), event.buttons);
  return (
    <div
      class="control-catcher"
      role="application"
      aria-label={words().layer}
      onPointerMove={follow}
      onPointerDown={(event) => {
        keys.current?.focus({ preventScroll: true });
        // Until all buttons are up, the pointer cannot leave unseen.
        event.currentTarget.setPointerCapture(event.pointerId);
        follow(event);
      }}
      onPointerUp={follow}
      onPointerCancel={() => pad.lose()}
      onLostPointerCapture={() => pad.lose()}
      onPointerLeave={() => pad.lose()}
      // The field keeps the focus, and no button of the mouse goes back a page.
      onMouseDown={refuse}
      onMouseUp={refuse}
      onContextMenu={refuse}
      onWheel={(event) => {
        refuse(event);
        pad.turn(event);
      }}
    >
      <textarea
        ref={keys}
        class="control-keys"
        aria-label={words().keys}
        aria-describedby={id}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        onFocus={() => pad.hold()}
        onBlur={() => pad.rest()}
        onKeyDown={(event) => press(pad, event)}
        onKeyUp={(event) => {
          refuse(event);
          pad.keyUp(event);
        }}
      />
      <p class="unseen" id={id}>
        {words().hint}
      </p>
    </div>
  );
}

/** The keys come here as long as this is shown, and are let go of when nobody looks. */
function useKeys(pad: Pad, keys: Keys): void {
  useEffect(() => {
    const field = keys.current;
    if (!field) return;
    const onBeforeInput = (event: InputEvent) => {
      pad.write(writtenBy(event));
      // What is being composed has to stay until it is done; nothing else is kept.
      if (!event.inputType.includes('Composition')) event.preventDefault();
    };
    const onComposed = (event: CompositionEvent) => {
      pad.write(event.data);
      field.value = '';
    };
    const onHidden = () => {
      if (document.visibilityState === 'hidden') pad.rest();
      else if (document.activeElement === field) pad.hold();
    };
    field.addEventListener('beforeinput', onBeforeInput);
    field.addEventListener('compositionend', onComposed);
    document.addEventListener('visibilitychange', onHidden);
    const unlock = lockKeys();
    field.focus({ preventScroll: true });
    return () => {
      unlock();
      document.removeEventListener('visibilitychange', onHidden);
      // The field goes without losing its focus first.
      pad.rest();
    };
  }, [pad]);
}

function press(pad: Pad, event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const frame = event.currentTarget.closest<HTMLElement>('[tabindex]');
  if (!pad.keyDown(event)) event.preventDefault();
  event.stopPropagation();
  if (pad.isOn.peek()) return;
  announce(words().away, 'polite');
  frame?.focus();
}

function placeOf(
  event: PointerEvent & { currentTarget: HTMLElement },
  find: (area: Area, at: Share) => Share | null,
  area: Area,
): Share | null {
  const { left, top } = event.currentTarget.getBoundingClientRect();
  return find(area, { x: event.clientX - left, y: event.clientY - top });
}

const refuse = (event: Event): void => event.preventDefault();
