// The webhooks of all desks, put together: what admins set, what is put in line with the events, and the rounds that deliver it.
import type { Bus } from '../bus/bus.ts';
import { rhythm as rhythmOf } from '../log/rhythm.ts';
import { ROUND_GAP_MS } from '../outbox/retry.ts';
import { sealing as sealingOf } from '../outbox/sealing.ts';
import type { Secrets } from '../secrets.ts';
import { LOG_TOPIC } from '../store/events.ts';
import type { Store } from '../store/store.ts';
import type { Tap } from '../store/tap.ts';
import { webhookTap } from './news.ts';
import { deliveryRound } from './round.ts';
import { type Send, sending } from './sending.ts';

export interface WebhookRoomDeps {
  readonly store: Store;
  readonly bus: Bus;
  readonly secrets: Pick<Secrets, 'detailKey'>;
  /** `host:port` that the operator lets through whatever their address is. */
  readonly allowed: readonly string[];
  readonly now: () => number;
  readonly onProblem: (problem: unknown) => void;
  readonly send?: Send;
  readonly chance?: () => number;
}

export interface WebhookRoom {
  readonly tap: Tap;
  /** Something was put in line. */
  wake(): void;
  start(): void;
  /** Resolves when a whole round that began after this call is over. */
  turn(): Promise<void>;
  close(): Promise<void>;
}

export function webhookRoom(deps: WebhookRoomDeps): WebhookRoom {
  const { store, bus, secrets, allowed, now, onProblem, chance = Math.random } = deps;
  let isClosing = false;
  const round = deliveryRound({
    store,
    sealing: sealingOf(secrets.detailKey),
    send: deps.send ?? sending({ allowed }),
    now,
    chance,
    isClosing: () => isClosing,
  });
  const rhythm = rhythmOf(
    async () => {
      // Of several nodes one at a time, or a receiver would be told twice.
      if (!isClosing) await store.alone('webhooks', round);
    },
    onProblem,
    ROUND_GAP_MS,
  );
  // What was put in line came with an event.
  const unsubscribe = bus.subscribe(LOG_TOPIC, rhythm.wake);
  return {
    tap: webhookTap(store),
    wake: rhythm.wake,
    start: rhythm.start,
    turn: rhythm.turn,
    close: async () => {
      isClosing = true;
      unsubscribe();
      await rhythm.close();
    },
  };
}
