// Passwords of staff: argon2id, at least 15 characters while they are the only factor (security-rules.md 39).
import { hash, verify } from '@node-rs/argon2';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const SHORTEST = 15;
/** At most this many at once: each takes 19 MiB and a core. */
const AT_ONCE = 4;

let running = 0;
const queue: (() => void)[] = [];
async function inTurn<T>(job: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((go) => queue.push(go));
  running += 1;
  try {
    return await job();
  } finally {
    running -= 1;
    queue.shift()?.();
  }
}

/** True for a password that may be chosen by this person: long, not one repeated thing, not their own name or address. */
export function isGoodPassword(password: string, about: readonly string[]): boolean {
  const plain = password.normalize('NFKC').toLowerCase();
  if ([...plain].length < SHORTEST || new Set(plain).size < 5) return false;
  if (/^(.{1,6})\1+.{0,5}$/u.test(plain)) return false;
  const rest = about
    .flatMap((word) => word.toLowerCase().split(/[\s@.]+/))
    .filter((word) => word.length >= 4)
    .reduce(
      (left, word) => left.replaceAll(word, ''),
      plain.replaceAll('permesso', '').replaceAll('password', ''),
    );
  return [...rest].length >= 8 && !/^(?:0?123456789\d*|qwertyuiop.*|abcdefghij.*)$/.test(rest);
}

export const hashPassword = (password: string): Promise<string> =>
  inTurn(() => hash(password.normalize('NFKC'), COST));

/** Takes as long for an unknown account as for a known one. */
export async function checkPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const against = stored ?? (await decoy);
  const isRight = await inTurn(() => verify(against, password.normalize('NFKC')));
  return isRight && stored !== null;
}
let decoy: Promise<string> | undefined;
