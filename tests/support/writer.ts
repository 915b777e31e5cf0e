// A program of its own that writes rows as fast as it can and says which ones the store has acknowledged, until somebody
// ends it without a word of warning. Started by tests/server/store.test.ts.
import process from 'node:process';
import { openSqlite } from '../../server/store/sqlite.ts';
import { just } from '../../server/store/store.ts';

const [file = '', round = '0'] = process.argv.slice(2);
const store = await openSqlite(file);
const SIDE_BY_SIDE = 8;

async function write(lane: number): Promise<void> {
  for (let n = 0; ; n++) {
    const id = `${round}-${lane}-${n}`;
    const event = {
      log_id: 'kill',
      session_id: id,
      seq: 1,
      at: n,
      type: 'x',
      body: '{}',
      detail_id: `d-${id}`,
    };
    await store.write([
      just(store.sql.insertInto('detail').values({ id: `d-${id}`, body: '{}' })),
      just(store.sql.insertInto('event').values(event)),
    ]);
    process.stdout.write(`${id}\n`);
  }
}

await Promise.all(Array.from({ length: SIDE_BY_SIDE }, (_, lane) => write(lane)));
