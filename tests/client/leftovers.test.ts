// A customer's browser keeps nothing of a session that it is done with, and nothing of yesterday's.
import { describe, expect, it } from 'vitest';
import { customerKeyName, keyNamed } from '../../link/device-keys.ts';
import { forgetSession, noteSession } from '../../link/leftovers.ts';
import { exchangeCounter } from '../../link/meet.ts';
import { pairOf, savePair, wasRead } from '../../link/pair.ts';
import { newKey } from '../support/statements.ts';
import { memoryStorage, noStorage } from './support/kit.ts';

const [SID, OTHER, CUSTOMER] = ['s', 'o', 'c'].map((letter) => letter.repeat(22)) as [string, string, string];
const DAY_MS = 24 * 3_600_000;

/** A browser that met somebody in two sessions. */
async function browserWith(sids: readonly string[]) {
  const storage = memoryStorage();
  const other = await newKey();
  for (const sid of sids) {
    await noteSession(sid, 1_000, storage);
    const mine = await newKey();
    storage.kept.set(customerKeyName(sid, CUSTOMER), 'a key');
    const keys = { technician: other.publicKey, customer: mine.publicKey };
    await savePair(pairOf({ sid, role: 'customer', mine, keys, level: 'pake', clockOffsetMs: 0 }), storage);
    await exchangeCounter(sid, storage)();
  }
  return storage;
}
const namesOf = (sid: string, { kept }: Awaited<ReturnType<typeof browserWith>>) =>
  [...kept.keys()].filter((name) => name.includes(sid)).sort();

describe('a customer’s browser', () => {
  it('forgets a session that is done, and no other, but not how often its code was tried', async () => {
    const storage = await browserWith([SID, OTHER]);
    await forgetSession(SID, storage);
    expect(namesOf(SID, storage)).toEqual([`exchanges.${SID}`]);
    expect(namesOf(OTHER, storage)).toEqual([
      `exchanges.${OTHER}`,
      `key.${OTHER}.${CUSTOMER}`,
      `pair.${OTHER}`,
    ]);
  });

  it('forgets everything of a session of yesterday', async () => {
    const storage = await browserWith([SID]);
    await noteSession(OTHER, 1_000 + DAY_MS, storage);
    expect(namesOf(SID, storage)).not.toEqual([]);
    await noteSession(OTHER, 1_001 + DAY_MS, storage);
    expect(namesOf(SID, storage)).toEqual([]);
  });

  it('goes on where it can store nothing', async () => {
    await noteSession(SID, 1_000, noStorage);
    await forgetSession(SID, noStorage);
    expect(await wasRead(SID, noStorage)).toBe(false);
    const { publicKey } = await keyNamed(customerKeyName(SID, CUSTOMER), noStorage);
    expect(publicKey.crv).toBe('P-256');
  });
});
