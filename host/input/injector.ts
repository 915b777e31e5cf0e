// What the remote hand can do on this computer, whatever its window system. Decides nothing: who calls has asked the gate
// (shared/channel/control-gate.ts) about each act.
import type { Control } from '../../shared/channel/control.ts';
import type { Point } from '../../shared/channel/control-gate.ts';
import type { KeyCode } from '../../shared/channel/key-codes.ts';

export type Button = 'left' | 'middle' | 'right';
export type Edge = 'down' | 'up';

/** Acts happen in the order of the calls. Promises resolve once the act is with the window system, and never reject. */
export interface Injector {
  /** @param point pixels of the whole screen */
  moveTo(point: Point): Promise<void>;
  button(button: Button, edge: Edge): Promise<void>;
  /** @param notches down and right are positive */
  wheel(notches: { readonly dx: number; readonly dy: number }): Promise<void>;
  /** A key by its place, for shortcuts. An `up` without its `down` does nothing. */
  key(code: KeyCode, edge: Edge): Promise<void>;
  /** These characters in any layout; a new line is Enter. */
  text(characters: string): Promise<void>;
  /** Lets go of every key and button that this hand holds, and forgets every act that has not happened yet. */
  releaseAll(): Promise<void>;
  /** Lets go, puts the keyboard back as it was found, and disconnects. */
  close(): Promise<void>;
}

/** Carries out what the gate let through. @param point where, as the gate answered; null for what has no place */
export async function carryOut(hands: Injector, control: Control, point: Point | null): Promise<void> {
  switch (control.k) {
    case 'move':
      if (point) await hands.moveTo(point);
      return;
    case 'button':
      if (!point) return;
      await Promise.all([hands.moveTo(point), hands.button(control.button, edgeOf(control))]);
      return;
    case 'wheel':
      return hands.wheel(control);
    case 'key':
      return hands.key(control.code, edgeOf(control));
    case 'text':
      return hands.text(control.s);
    case 'release':
      return hands.releaseAll();
  }
}

const edgeOf = ({ down }: { readonly down: boolean }): Edge => (down ? 'down' : 'up');
