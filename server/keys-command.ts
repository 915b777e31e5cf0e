// The operator's way to replace a signing key: `npm run keys -- --rotate attest` or `log`. The old public key stays published, a
// running broker takes up the new one by itself, and the log says that it was done.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { rotate } from './keys/keyring.ts';
import { command } from './operator.ts';

const USAGE = 'Say which key: npm run keys -- --rotate attest, or npm run keys -- --rotate log.';

await command(async ({ config, room, say }) => {
  const { values } = parseArgs({ args: process.argv.slice(2), options: { rotate: { type: 'string' } } });
  const use = z.enum(['attest', 'log']).safeParse(values.rotate);
  if (!use.success) throw new Error(USAGE);
  const { from, to } = rotate(config.secrets.folder, use.data, Date.now());
  await room.log.recordOwn({ type: 'key.rotated', use: use.data, from, to });
  say(`The key ${to} has taken the place of ${from}, which stays published. Back up keys.json.`);
  return 0;
});
