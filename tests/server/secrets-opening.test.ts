// A broker starts with the secrets of its own installation, or not at all: the process as an operator starts it, and what it says.
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeKeys, openKeyring } from '../../server/keys/keyring.ts';
import { CHECK_KEY, openSecrets } from '../../server/keys/opening.ts';
import { makeSecrets, secretsPath } from '../../server/secrets.ts';
import { openSqlite } from '../../server/store/sqlite.ts';
import type { Store } from '../../server/store/store.ts';
import { openHouse } from '../support/house.ts';

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'permesso-opening-'));
  store = await openSqlite(join(folder, 'permesso.db'));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const own = () => ({ folder, isGiven: false });
const given = () => {
  const place = join(folder, 'given');
  mkdirSync(place, { recursive: true });
  return { folder: place, isGiven: true };
};
const opens = (place: { folder: string; isGiven: boolean }) => openSecrets(place, store, Date.now);

/** Lets something happen that is logged, by a whole log room on this folder. */
async function happens(): Promise<void> {
  const house = await openHouse({ folder });
  await house.room.open('1.0.0');
  await house.room.close();
  await house.store.close();
}

describe('an empty store', () => {
  it('gets secrets in the data folder, and the same ones again', async () => {
    const first = await opens(own());
    expect((await opens(own())).secrets.installation).toBe(first.secrets.installation);
    expect(existsSync(secretsPath(folder))).toBe(true);
  });

  it('gets none in a folder that the operator names', async () => {
    await expect(opens(given())).rejects.toThrow('npm run secrets -- make');
    expect(existsSync(secretsPath(given().folder))).toBe(false);
  });

  it('takes those that are there, from a folder in which nobody may write', async () => {
    const place = given();
    makeSecrets(place.folder);
    makeKeys(place.folder, Date.now());
    chmodSync(place.folder, 0o500);
    await opens(place);
    chmodSync(place.folder, 0o700);
  });
});

describe('a store with data', () => {
  it('never gets new secrets where its own are missing', async () => {
    await happens();
    await opens(own());
    for (const name of ['secrets.json', 'keys.json']) {
      const path = join(folder, name);
      copyFileSync(path, `${path}.kept`);
      rmSync(path);
      await expect(opens(own())).rejects.toThrow(`${path} is missing, and this installation has data`);
      expect(existsSync(path)).toBe(false);
      copyFileSync(`${path}.kept`, path);
    }
    await opens(own());
  });

  it('does not open to the secrets of another installation', async () => {
    await opens(own());
    const place = given();
    makeSecrets(place.folder);
    copyFileSync(join(folder, 'keys.json'), join(place.folder, 'keys.json'));
    await expect(opens(place)).rejects.toThrow('is not the one that this store was written with');
  });

  it('does not open to them either when it is of a release that had no check', async () => {
    await opens(own());
    const house = await openHouse({ folder });
    await house.room.open('1.0.0');
    await house.opens();
    const { sql } = house.store;
    await house.store.write([{ query: sql.deleteFrom('detail_key').where('id', '=', CHECK_KEY) }]);
    await house.room.close();
    await house.store.close();
    const place = given();
    makeSecrets(place.folder);
    copyFileSync(join(folder, 'keys.json'), join(place.folder, 'keys.json'));
    await expect(opens(place)).rejects.toThrow('is not the one that this store was written with');
    await opens(own());
  });

  it('does not open to the signing keys of another installation', async () => {
    await happens();
    await opens(own());
    rmSync(join(folder, 'keys.json'));
    openKeyring(folder, Date.now);
    await expect(opens(own())).rejects.toThrow('does not hold the key that the log');
  });

  it('lets one of two new nodes in that made secrets of their own', async () => {
    const other = mkdtempSync(join(tmpdir(), 'permesso-other-'));
    const both = await Promise.allSettled([opens(own()), opens({ folder: other, isGiven: false })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    rmSync(other, { recursive: true });
  });
});
