// A computer of its own with one cable to this one: a network namespace and two ends of a virtual Ethernet. Its programs see the
// same files and, through a socket in the file system, the same screens. Needs root.
import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { promisify } from 'node:util';
import { stopLater } from './children.ts';

const execute = promisify(execFile);
const ip = (...args: string[]) => execute('ip', args);

export interface Cable {
  /** Our address on it. */
  readonly here: string;
  /** What stands before a command that is to run at the other end. */
  readonly there: readonly [program: string, ...args: string[]];
  /** Pulls it out; resolves when the other computer has noticed. */
  unplug(): Promise<void>;
  /** Puts it back in. */
  plug(): Promise<void>;
}

export async function layCable(): Promise<Cable> {
  const number = randomInt(1 << 12);
  const name = `permesso-${number}`;
  const [ours, theirs] = [`pmo${number}h`, `pmo${number}t`];
  // Thirty bits leave two addresses. 198.18.0.0/15 is for tests of networks (RFC 2544, appendix C.2.2): nobody is there.
  const base = `198.18.${number >> 6}`;
  const first = (number & 63) * 4;
  const [here, away] = [`${base}.${first + 1}`, `${base}.${first + 2}`];
  await ip('netns', 'add', name);
  // With the namespace goes its end of the cable, and with one end the other.
  stopLater(async () => {
    await ip('netns', 'del', name);
  });
  await ip('link', 'add', ours, 'type', 'veth', 'peer', 'name', theirs, 'netns', name);
  await ip('address', 'add', `${here}/30`, 'dev', ours);
  await ip('link', 'set', ours, 'up');
  await ip('-n', name, 'address', 'add', `${away}/30`, 'dev', theirs);
  await ip('-n', name, 'link', 'set', theirs, 'up');
  await ip('-n', name, 'link', 'set', 'lo', 'up');
  const unplug = async () => {
    await ip('link', 'set', ours, 'down');
    const { stdout } = await ip('-n', name, 'link', 'show', theirs);
    if (!stdout.includes('NO-CARRIER')) throw new Error('the cable is still plugged in');
  };
  const plug = async () => {
    await ip('link', 'set', ours, 'up');
  };
  return { here, there: ['ip', 'netns', 'exec', name], unplug, plug };
}
