// People behind routers that keep them apart: too slow for the suite, run by `npm run test:networks`, as root on Linux with nftables.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'networks',
    pool: 'forks',
    include: ['tests/faults/networks.test.ts'],
    execArgv: ['--import', new URL('./tests/support/typescript.mjs', import.meta.url).href],
    hookTimeout: 60_000,
  },
});
