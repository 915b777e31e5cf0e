// What an operator does about trust: say which company a desk is, take that back, and let an account work again whose desk has no admin
// left to decide. Works beside a running broker, on the same data directory.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { memoryBus } from './bus/memory.ts';
import { complaints as complaintsOf } from './complaints/complaints.ts';
import { desks as desksOf } from './desks/desks.ts';
import { command, type Workplace } from './operator.ts';
import { identities as identitiesOf } from './people/identity.ts';
import { people as peopleOf } from './people/people.ts';

const USAGE = [
  'npm run desk:identity -- --desk ADDRESS [--withdraw]',
  'npm run complaint:clear -- --email name@example.org',
].join('\n');

const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  options: { desk: { type: 'string' }, withdraw: { type: 'boolean' }, email: { type: 'string' } },
});

const COMMANDS: Record<string, (at: Workplace) => Promise<number>> = {
  identity: async ({ store, room, config, say }) => {
    const { publicUrl } = config;
    if (!values.desk) throw new Error(USAGE);
    const desk = await desksOf({ store, log: room.log, now: Date.now }).bySlug(values.desk);
    if (!desk) throw new Error(`There is no desk at /d/${values.desk}.`);
    const identities = identitiesOf({ store, publicUrl, now: Date.now });
    const { legalName } = desk.settings;
    const about = { type: 'desk.identified', domain: publicUrl.hostname } as const;
    if (values.withdraw) {
      const also = [identities.takesBack(desk.id)];
      await room.log.recordWith(desk.id, { ...about, isConfirmed: false }, { also });
      say(`${desk.name} is not verified any more.`);
      return 0;
    }
    if (legalName === '')
      throw new Error(`${desk.name} has said no name for contracts: an admin fills it in first.`);
    if (publicUrl.protocol !== 'https:')
      throw new Error(
        'Without https no browser can prove this address: PERMESSO_PUBLIC_URL has to begin with it.',
      );
    const also = [identities.confirms(desk.id, legalName)];
    await room.log.recordWith(desk.id, { ...about, isConfirmed: true }, { also, detail: { legalName } });
    say(
      `Customers at ${publicUrl.hostname} now read that ${desk.name} is ${legalName}, on your word, until that name or the address changes.`,
    );
    return 0;
  },

  clear: async ({ store, room, say }) => {
    if (!values.email) throw new Error(USAGE);
    const people = peopleOf(store, memoryBus(), Date.now);
    const person = await people.byEmail(values.email);
    if (!person) throw new Error(`There is no account with the e-mail ${values.email}.`);
    const { log, vault, dataKeys: keys } = room;
    const complaints = complaintsOf({ store, log, vault, keys, people, drop: async () => {}, now: Date.now });
    const open = await complaints.desksWithOpen(person.id);
    for (const deskId of open)
      await complaints.decide({ deskId, personId: person.id, decision: 'cleared' }, null);
    say(open.length === 0 ? 'No report about it is open.' : `${person.name} can sign in again.`);
    return open.length === 0 ? 1 : 0;
  },
};

const [name = ''] = positionals;
const run = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
await command(async (at) => {
  if (!run) throw new Error(USAGE);
  return run(at);
});
