// Four kinds of tests; see CONTRIBUTING.md. Tests run the sources; stories run the built product in real browsers.
import { defineConfig } from 'vitest/config';
import { leftOut, onPostgres } from './scripts/setup/sample.mjs';

// No module keeps state from one file to the next (`stopAll` ends what a story started), and loading everything anew for
// each file takes longer than most tests.
const node = { environment: 'node' as const, pool: 'forks' as const, isolate: false };

export default defineConfig({
  test: {
    // Also where there are only two cores: each story has a broker, browsers and a screen of its own, and waits more than it works.
    maxWorkers: 3,
    projects: [
      {
        test: {
          ...node,
          name: 'unit',
          include: ['tests/{shared,client,rules}/**/*.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          ...node,
          name: 'integration',
          include: ['tests/{server,host,faults}/**/*.test.ts'],
          // Networks have a command of their own, and several nodes need an engine for several.
          exclude: ['tests/faults/networks.test.ts', 'tests/server/nodes.test.ts', ...leftOut()],
          // Also for the store's own thread, and for programs of the host.
          execArgv: ['--import', new URL('./tests/support/typescript.mjs', import.meta.url).href],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        // The same broker on the other engine: every suite in which the store has a say.
        test: {
          ...node,
          name: 'postgres',
          include: onPostgres(),
          globalSetup: ['tests/support/postgres-setup.ts'],
          execArgv: ['--import', new URL('./tests/support/typescript.mjs', import.meta.url).href],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          ...node,
          name: 'stories',
          include: ['tests/stories/**/*.test.ts'],
          exclude: leftOut(),
          testTimeout: 90_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
