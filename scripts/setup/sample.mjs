// Which of the long stories one run tells. All of them take longer than a run may on two cores, so each day has a sample of its own, the
// same for everybody; what a run leaves out it says. `npm run test:all` tells every one.
import { say } from './say.mjs';

const story = (name) => `tests/stories/${name}.test.ts`;
const host = (name) => `tests/host/${name}.test.ts`;

/** Of each group so many; what is in none is always told. */
const GROUPS = [
  // Consent itself, asked, given, refused and taken back in real browsers, and a broker that lies about it.
  {
    take: 2,
    of: ['consent', 'meeting', 'share-screen', 'pointing', 'hostile-broker', 'hostile-grant', 'firefox'].map(
      story,
    ),
  },
  // The desk: from the portal to the report.
  {
    take: 2,
    of: ['portal', 'queue', 'desks', 'colleagues', 'trust', 'transcript', 'connections'].map(story),
  },
  // Everything around it.
  {
    take: 2,
    of: ['access', 'auditor', 'broker-killed', 'door', 'files', 'receipt', 'return', 'support'].map(story),
  },
  // The customer's computer.
  { take: 2, of: [story('host'), ...['screens', 'session', 'session-beside', 'own-computer'].map(host)] },
];

/** Days since 1970: over a few days every story is told. `SAMPLE_SEED=n` repeats another day. */
const today = () => Math.floor(Date.now() / 86_400_000);

/** @returns arguments for vitest that leave out what this run does not tell */
export function sampleArgs() {
  const seed = Number(process.env.SAMPLE_SEED ?? today());
  const left = GROUPS.flatMap(({ take, of }) => {
    const from = (seed * take) % of.length;
    const told = Array.from({ length: take }, (_, i) => of[(from + i) % of.length]);
    return of.filter((file) => !told.includes(file));
  });
  const all = GROUPS.reduce((sum, { of }) => sum + of.length, 0);
  say(
    `sample ${seed}: ${all - left.length} of ${all} long files; npm run test:all tells these too: ${left.join(' ')}`,
  );
  return left.map((file) => `--exclude=${file}`);
}
