// What the consent log is made of, put together in order: sealing, writing, making leaves and signing. The broker and the
// operator's commands all stand on this one list. It opens no port and reads no environment.
import { setTimeout as wait } from 'node:timers/promises';
import type { Bus } from '../bus/bus.ts';
import { attestor } from '../keys/attestor.ts';
import type { Keyring } from '../keys/keyring.ts';
import { notary as notaryOf } from '../keys/notary.ts';
import type { Secrets } from '../secrets.ts';
import { journal as journalOf, LOG_TOPIC } from '../store/events.ts';
import type { Store } from '../store/store.ts';
import type { Tap } from '../store/tap.ts';
import { bundles as bundlesOf } from './bundle.ts';
import { detailKeys } from './detail-keys.ts';
import { eraser as eraserOf } from './erasure.ts';
import { heads as headsOf } from './heads.ts';
import { type Log, logs as logsOf } from './logs.ts';
import { milestones as milestonesOf } from './milestones.ts';
import { recorder } from './record.ts';
import { rhythm as rhythmOf } from './rhythm.ts';
import { sealOldDetails } from './seal-old.ts';
import { sequencer as sequencerOf } from './sequencer.ts';
import { statusOf } from './status.ts';
import { vault as vaultOf } from './vault.ts';

export interface LogRoomDeps {
  readonly store: Store;
  readonly bus: Bus;
  readonly secrets: Secrets;
  readonly keys: Keyring;
  /** The folder for copies of signed heads. */
  readonly headsDir: string;
  /** The host under whose name new logs are known. */
  readonly host: string;
  readonly now: () => number;
  readonly onProblem: (problem: unknown) => void;
  /** What goes out because of an event, written in one unit with it. */
  readonly taps?: readonly Tap[];
  /** A log is not signed any more; a person must act. */
  readonly onRefusal: (log: Log, reason: string) => void;
}

export type LogRoom = ReturnType<typeof logRoom>;

const HOUR_MS = 3_600_000;
const PASS_AGAIN_MS = 50;
/** Ten seconds: one that takes longer has much to do, and does this node's as well. */
const PASSES = 200;

export function logRoom(deps: LogRoomDeps) {
  const { store, bus, secrets, keys, now, onProblem } = deps;
  const { installation } = secrets;
  const notary = notaryOf(keys);
  const vault = vaultOf(secrets.detailKey);
  const heads = headsOf(deps.headsDir, notary);
  const logs = logsOf({ store, notary, installation, host: deps.host, now });
  const dataKeys = detailKeys(store, vault);
  const logOf = async (deskId: string | null) => (await logs.current(deskId)).id;
  const journal = journalOf({ store, vault, keys: dataKeys, logOf, taps: deps.taps ?? [] });
  const log = recorder({ store, journal, bus, installation, now });
  const sequencer = sequencerOf({ ...deps, logs, heads, notary });
  const milestones = milestonesOf({ store, logs, log, now });
  const eraser = eraserOf({ store, log, now });
  /** Of several nodes one at a time; whoever comes meanwhile looks again, since what they wait for may have come too late for that one. */
  const pass = async (): Promise<void> => {
    for (let tried = 0; tried < PASSES; tried++) {
      if (await store.alone('sequencer', sequencer.pass)) return;
      await wait(PASS_AGAIN_MS);
    }
  };
  const rhythm = rhythmOf(pass, onProblem);
  const bundles = bundlesOf({ store, vault, logs, keys, notary, turn: rhythm.turn });
  const unsubscribe = bus.subscribe(LOG_TOPIC, rhythm.wake);

  const chores: (() => Promise<unknown>)[] = [];
  let daily: Promise<unknown> = Promise.resolve();
  const care = (): void => {
    for (const chore of [milestones.recordHeads, eraser.eraseDue, ...chores])
      daily = daily.then(() => store.alone('care', async () => void (await chore()))).catch(onProblem);
  };
  let timer: NodeJS.Timeout | undefined;

  return {
    keys,
    notary,
    vault,
    dataKeys,
    heads,
    logs,
    journal,
    log,
    sequencer,
    milestones,
    eraser,
    bundles,
    rhythm,
    attestor: attestor(keys),
    /** What else is looked after every hour, beside the log's own; at once for the first time. */
    alsoHourly: (chore: () => Promise<unknown>): void => {
      chores.push(chore);
      daily = daily.then(chore).catch(onProblem);
    },
    /** @param deskId whose logs, beside those of the installation; all where left out */
    status: (deskId?: string) => statusOf({ store, logs, sequencer }, deskId),

    /** Once, before anything is served: old details are sealed, every desk has its log, the release is recorded. */
    open: async (version: string): Promise<void> => {
      await sealOldDetails(store, vault, dataKeys);
      await logs.current(null);
      const desks = await store.read<{ id: string }>(store.sql.selectFrom('desk').select('id'));
      for (const { id } of desks) await logs.current(id);
      await milestones.recordRelease(version);
      care();
      timer = setInterval(care, HOUR_MS).unref();
      rhythm.start();
    },

    /** Ends with a last turn, so that what was written is signed. */
    close: async (): Promise<void> => {
      clearInterval(timer);
      unsubscribe();
      await daily;
      await rhythm.close();
    },
  };
}
