// What the operator's commands share: the consent log on the data directory of a broker that may be running beside them. A
// command starts nothing that goes on; it does its one thing and closes the store.
import process from 'node:process';
import { memoryBus } from './bus/memory.ts';
import { type Config, readConfig } from './config.ts';
import type { Keyring } from './keys/keyring.ts';
import { openSecrets } from './keys/opening.ts';
import { type LogRoom, logRoom } from './log/room.ts';
import type { Secrets } from './secrets.ts';
import { openStore } from './store/open.ts';
import type { Store } from './store/store.ts';

export interface Workplace {
  readonly config: Config;
  readonly store: Store;
  readonly keys: Keyring;
  readonly secrets: Secrets;
  readonly room: LogRoom;
  /** One line for the operator. */
  say(line: string): void;
}

/** Runs a command and ends the process with its exit code: what `job` returns, or 1 with the error in words. */
export async function command(job: (at: Workplace) => Promise<number>): Promise<never> {
  try {
    process.exit(await work(readConfig(process.env), job));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(1);
  }
}

async function work(config: Config, job: (at: Workplace) => Promise<number>): Promise<number> {
  const store = await openStore(config);
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  try {
    const { keys, secrets } = await openSecrets(config.secrets, store, Date.now);
    const room = logRoom({
      store,
      bus: memoryBus(),
      secrets,
      keys,
      headsDir: config.headsDir,
      host: config.publicUrl.host,
      now: Date.now,
      onProblem: (problem) => void process.stderr.write(`${(problem as Error).message}\n`),
      onRefusal: (log, reason) => say(`The log ${log.id} is not signed any more. ${reason}`),
    });
    return await job({ config, store, keys, secrets, room, say });
  } finally {
    await store.close();
  }
}
