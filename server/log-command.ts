// What an operator does with the consent log: export it, erase what is personal about a session, hold a session against erasing,
// and open a successor after a restored backup. Works beside a running broker, on the same data directory.
import { resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { isRefusal } from '../shared/errors.ts';
import { memoryBus } from './bus/memory.ts';
import { exportLog } from './log/export.ts';
import type { Log } from './log/logs.ts';
import { succeedRefused } from './log/succession.ts';
import { command, type Workplace } from './operator.ts';
import { firstDesk } from './people/accounts.ts';
import { erasing } from './requests/erasing.ts';

const USAGE = [
  'npm run log:export -- --out FOLDER [--log ID]',
  'npm run log:erase -- --session ID --reason TEXT',
  'npm run log:erase -- --desk ADDRESS --request NUMBER --reason TEXT',
  'npm run log:hold -- --session ID [--release]',
  'npm run log:hold -- --desk ADDRESS --request NUMBER [--release]',
  'npm run log:successor',
].join('\n');

const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    log: { type: 'string' },
    session: { type: 'string' },
    reason: { type: 'string' },
    release: { type: 'boolean' },
    desk: { type: 'string' },
    request: { type: 'string' },
  },
});

const COMMANDS: Record<string, (at: Workplace) => Promise<number>> = {
  export: async (at) => {
    const { store, keys, room, say } = at;
    if (!values.out) throw new Error(USAGE);
    const log = await chosen(at, values.log);
    const asked = { type: 'admin.export', what: 'log', log: log.id } as const;
    await room.log.recordWith(log.desk_id, asked, {});
    await room.sequencer.pass();
    const { vault, notary } = room;
    const entries = await exportLog({ store, keys, vault, notary }, log, resolve(values.out));
    if (isRefusal(entries)) throw new Error(NO_EXPORT[entries.refused] ?? entries.refused);
    say(`${entries} entries of ${log.origin} are in ${resolve(values.out)}.`);
    for (const other of await room.logs.all())
      if (other.id !== log.id) say(`There is also ${other.origin}: --log ${other.id}`);
    return 0;
  },

  erase: async (at) => {
    const { room, say } = at;
    if (values.request && values.reason) {
      const { id, requests } = await theRequest(at);
      const refusal = await requests.eraseRequest(id, { desks: null, reason: values.reason });
      if (refusal) throw new Error(NO_REQUEST[refusal.refused] ?? refusal.refused);
      say(
        `What was written in request ${values.request} is erased. Backups still hold it until they are replaced.`,
      );
      return 0;
    }
    if (!values.session || !values.reason) throw new Error(USAGE);
    const erased = await room.eraser.eraseSession(values.session, values.reason);
    if (isRefusal(erased)) throw new Error(NO_ERASING[erased.refused] ?? erased.refused);
    say(
      `${erased} details of ${values.session} are erased. Backups still hold them until they are replaced.`,
    );
    return 0;
  },

  hold: async (at) => {
    const { room, say } = at;
    if (values.request) {
      const { id, requests } = await theRequest(at);
      const refusal = await requests.holdRequest(id, { desks: null, isOn: !values.release });
      if (refusal) throw new Error(NO_REQUEST[refusal.refused] ?? refusal.refused);
      say(values.release ? 'The request may be erased again.' : 'Nothing of this request will be erased.');
      return 0;
    }
    if (!values.session) throw new Error(USAGE);
    const refusal = await room.eraser.hold(values.session, values.release ? 'off' : 'on');
    if (refusal) throw new Error(NO_ERASING[refusal.refused] ?? refusal.refused);
    say(values.release ? 'The session may be erased again.' : 'Nothing of this session will be erased.');
    return 0;
  },

  successor: async ({ store, room, say }) => {
    const done = await succeedRefused({ store, ...room });
    if (done.length === 0) say('Every open log agrees with the heads that were signed. Nothing was done.');
    for (const { closed, opened, head } of done)
      say(`${closed.origin} is closed. ${opened.origin} follows it from its head of ${head.size} entries.`);
    await room.sequencer.pass();
    return done.length === 0 ? 1 : 0;
  },
};

const NO_REQUEST: Record<string, string> = {
  NOT_NOW: 'The request has not been closed, or it is erased already.',
  FORBIDDEN:
    'The request, or a session of it, is held. Release it first, with npm run log:hold and --release.',
};

/** The request that people know by its desk's address and its number. */
async function theRequest({ store, room }: Workplace) {
  const requests = erasing({ store, bus: memoryBus(), log: room.log, now: Date.now });
  const row = await requests.numbered(values.desk ?? '', Number(values.request));
  if (!row)
    throw new Error(
      'There is no request of this number at that desk: --desk is its name in addresses, /d/NAME.',
    );
  return { id: row.id, requests };
}

const NO_EXPORT: Record<string, string> = {
  ALREADY_EXISTS: 'The folder is not empty.',
  NOT_NOW: 'This log has no signed head.',
};
const NO_ERASING: Record<string, string> = {
  NOT_FOUND: 'There is no session of this number with details.',
  NOT_NOW: 'The session has not ended, or somebody else is erasing it right now.',
  FORBIDDEN: 'The session is held. Release it first: npm run log:hold -- --session ID --release',
};

/** The log of that id; the first desk's own when none is named. */
async function chosen({ store, room }: Workplace, id: string | undefined): Promise<Log> {
  const desk = await firstDesk(store);
  if (id === undefined && desk) return room.logs.current(desk.id);
  const log = (await room.logs.all()).find((one) => one.id === id);
  if (!log) throw new Error(id ? `There is no log ${id}.` : 'There is no desk yet.');
  return log;
}

const [name = ''] = positionals;
const run = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
await command(async (at) => {
  if (!run) throw new Error(USAGE);
  return run(at);
});
