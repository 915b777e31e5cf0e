// Four kinds of tests; see CONTRIBUTING.md. Tests run the sources; stories run the built product in real browsers.
import { defineConfig } from 'vitest/config';

const node = { environment: 'node' as const, pool: 'forks' as const };

export default defineConfig({
  test: {
    projects: [
      { test: { ...node, name: 'unit', include: ['tests/{shared,client,rules}/**/*.test.ts'] } },
      {
        test: {
          ...node,
          name: 'integration',
          include: ['tests/server/**/*.test.ts'],
          // The store's worker thread inherits this and so can run TypeScript.
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
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
