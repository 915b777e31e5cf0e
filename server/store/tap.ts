// What others add to the unit in which events are written, so that what goes out because of an event is durable with it, and no writer
// of events can forget it.
import type { DeskEvent } from '../../shared/desk/events.ts';
import type { SessionEvent } from '../../shared/session/events.ts';
import type { Step } from './store.ts';

/** Each answers with the steps that belong into the unit of these events. */
export interface Tap {
  ofSession?(deskId: string, events: readonly SessionEvent[]): Promise<readonly Step[]>;
  ofDesk?(deskId: string, event: DeskEvent): Promise<readonly Step[]>;
}

/** What all of them add. @param ask one of them */
export async function drawn(
  taps: readonly Tap[],
  ask: (tap: Tap) => Promise<readonly Step[]> | undefined,
): Promise<Step[]> {
  return (await Promise.all(taps.map(ask))).flatMap((steps) => steps ?? []);
}
