// The operator's way to let somebody back in: `npm run enrol -- --email maria@example.org` prints a one-time link. Works
// beside a running broker, on the same data directory.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { isRefusal } from '../shared/errors.ts';
import { memoryBus } from './bus/memory.ts';
import { readConfig } from './config.ts';
import { people } from './people/people.ts';
import { openStore } from './store/open.ts';

try {
  const { values } = parseArgs({
    args: process.argv.slice(2).filter((arg) => arg !== 'enrol'),
    options: { email: { type: 'string' } },
  });
  const config = readConfig(process.env);
  const store = await openStore(config);
  const staff = people(store, memoryBus(), Date.now);
  const token = values.email ? await linkFor(values.email) : await firstLink();
  if (values.email)
    process.stderr.write(
      `The old password of ${values.email} and every sign-in with it have ended. The link works once, within a day.\n`,
    );
  process.stdout.write(`${config.publicUrl.origin}/enrol#${token}\n`);
  await store.close();

  async function linkFor(email: string): Promise<string> {
    const person = await staff.byEmail(email);
    const made = person ? await staff.reinvite(person.id) : null;
    if (!made || isRefusal(made)) throw new Error(`There is no open account with the e-mail ${email}.`);
    return made.token;
  }
  async function firstLink(): Promise<string> {
    if (await staff.hasAdmin()) throw new Error('Say whose link: npm run enrol -- --email name@example.org');
    return (await staff.firstLink()).token;
  }
  process.exit(0);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
