// Which of the long stories one run tells. All of them take longer than a run may on two cores, so each day has a sample of its own, the
// same for everybody; what a run leaves out it says. `npm run test:all` tells every one.
import { say } from './say.mjs';

/** Of each group so many; what is in none is always told. */
const GROUPS = [
  {
    take: 2,
    of: [
      'tests/stories/access.test.ts',
      'tests/stories/auditor.test.ts',
      'tests/stories/broker-killed.test.ts',
      'tests/stories/colleagues.test.ts',
      'tests/stories/connections.test.ts',
      'tests/stories/desks.test.ts',
      'tests/stories/door.test.ts',
      'tests/stories/firefox.test.ts',
      'tests/stories/pointing.test.ts',
      'tests/stories/receipt.test.ts',
      'tests/stories/support.test.ts',
      'tests/stories/transcript.test.ts',
      'tests/stories/trust.test.ts',
    ],
  },
  { take: 1, of: ['tests/stories/hostile-broker.test.ts', 'tests/stories/hostile-grant.test.ts'] },
  {
    take: 2,
    of: ['tests/host/screens.test.ts', 'tests/host/session.test.ts', 'tests/host/session-beside.test.ts'],
  },
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
