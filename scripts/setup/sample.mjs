// Which of the long stories one run tells. All of them take longer than a run may on two cores, so each day has a sample of its own, the
// same for everybody; what a run leaves out it says. `npm run test:all` tells every one.
import { say } from './say.mjs';

const story = (name) => `tests/stories/${name}.test.ts`;
const fault = (name) => `tests/faults/${name}.test.ts`;
const host = (name) => `tests/host/${name}.test.ts`;
const server = (name) => `tests/server/${name}.test.ts`;

/** Of each group so many; what is in none is always told. */
const GROUPS = [
  // Consent itself, asked, given, refused and taken back in real browsers, and a broker that lies about it.
  {
    take: 2,
    of: [
      'consent',
      'consent-refused',
      'meeting',
      'share-screen',
      'pointing',
      'hostile-broker',
      'hostile-grant',
      'firefox',
    ].map(story),
  },
  // The desk: from the portal to the report.
  {
    take: 1,
    of: [
      'portal',
      'queue',
      'desks',
      'colleagues',
      'trust',
      'transcript',
      'connections',
      'reports',
      'closed',
    ].map(story),
  },
  // Everything around it.
  {
    take: 1,
    of: ['access', 'auditor', 'broker-killed', 'door', 'files', 'receipt', 'return', 'support'].map(story),
  },
  // Several machines, and networks that are in the way.
  { take: 1, of: ['nodes', 'hiding', 'network', 'check', 'check-in-the-way', 'self-test'].map(story) },
  // What happens to servers; that each part of them is killed, and PostgreSQL restarted, is told each time.
  { take: 1, of: ['clocks', 'floods', 'reconnects', 'redis'].map(fault) },
  // The customer's computer: a whole session there, and what a host is made of.
  { take: 1, of: [story('host'), ...['screens', 'session', 'session-beside', 'own-computer'].map(host)] },
  {
    take: 2,
    of: ['input', 'hidden', 'curtain', 'preview', 'window-screen', 'screen-without-ffmpeg', 'clipboard'].map(
      host,
    ),
  },
  // What operators do with programs of their own.
  {
    take: 2,
    of: [
      'backup',
      'backup-postgres',
      'secrets-rotation',
      'log-export',
      'log-restore',
      'receipt',
      'verify',
    ].map(server),
  },
];

/** Told on PostgreSQL each time: the store itself, the log, and where two are at one thing. */
const ALWAYS_ON_POSTGRES = [
  ...['log', 'log-details', 'log-http', 'log-keys', 'log-sequencer', 'nodes', 'queue'],
  ...['request-erasing', 'request-races', 'requests', 'session', 'session-desk'],
];
/** And some of the others by the day. */
const SOMETIMES_ON_POSTGRES = [
  ...['accounts', 'calls', 'codes', 'complaints', 'day', 'desk-walls', 'desks', 'identity', 'join'],
  ...[
    'missed-requests',
    'reports',
    'request-files',
    'return',
    'self-test',
    'tokens',
    'transcripts',
    'webhooks',
  ],
];
const ON_POSTGRES_A_DAY = 2;

/** Days since 1970: over a few days every story is told. `SAMPLE_SEED=n` repeats another day. */
const today = () => Math.floor(Date.now() / 86_400_000);

const chosen = (of, take, seed) => Array.from({ length: take }, (_, i) => of[(seed * take + i) % of.length]);

/** The seed of this run's sample; null where everything is told. */
const drawn = () => (process.env.SAMPLE_OF_RUN ? Number(process.env.SAMPLE_OF_RUN) : null);

/** Has this run tell a sample of the long files, and says which. Vitest reads it in vitest.config.ts, in whatever process that is. */
export function drawSample() {
  process.env.SAMPLE_OF_RUN = String(process.env.SAMPLE_SEED ?? today());
  const left = leftOut();
  const all = GROUPS.reduce((sum, { of }) => sum + of.length, 0);
  const some = chosen(SOMETIMES_ON_POSTGRES, ON_POSTGRES_A_DAY, drawn()).join(', ');
  say(
    `on PostgreSQL too: ${ALWAYS_ON_POSTGRES.length} suites; ${some} of ${SOMETIMES_ON_POSTGRES.length} more`,
  );
  say(
    `sample ${drawn()}: ${all - left.length} of ${all} long files; npm run test:all tells these too: ${left.join(' ')}`,
  );
}

/** @returns the files that this run does not tell */
export function leftOut() {
  const seed = drawn();
  if (seed === null) return [];
  return GROUPS.flatMap(({ take, of }) => {
    const told = chosen(of, take, seed);
    return of.filter((file) => !told.includes(file));
  });
}

/** @returns which suites of the server are told on PostgreSQL too: all, or those of the run's sample */
export function onPostgres() {
  const seed = drawn();
  const some = seed === null ? SOMETIMES_ON_POSTGRES : chosen(SOMETIMES_ON_POSTGRES, ON_POSTGRES_A_DAY, seed);
  return [...ALWAYS_ON_POSTGRES, ...some].map((name) => `tests/server/${name}.test.ts`);
}
