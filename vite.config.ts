// Builds the pages. The customer's first load is kept small by lazy imports; scripts/size.mjs checks its budget.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The parts of the door that other pages use too, with all that these import. */
const DOOR =
  /\/(?:client-web\/src\/(?:view\/(?:CustomerShell|CodeField|Notice)\.tsx|link\/http\.ts)|shared\/code\/code\.ts)$/;

const { version } = JSON.parse(readFileSync(at('./package.json'), 'utf8')) as { version: string };

export default defineConfig({
  define: { __PERMESSO_VERSION__: JSON.stringify(version) },
  root: at('./client-web'),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // simple-peer's source expects Node's process and streams; its own browser build carries them.
  resolve: { alias: [{ find: /^simple-peer$/, replacement: 'simple-peer/simplepeer.min.js' }] },
  build: {
    outDir: at('./dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    manifest: true,
    rolldownOptions: {
      input: {
        customer: at('./client-web/customer.html'),
        technician: at('./client-web/technician.html'),
        admin: at('./client-web/admin.html'),
        receipt: at('./client-web/receipt.html'),
        verify: at('./client-web/verify.html'),
      },
      output: {
        // What the door shares with other pages stays in one file, however many pages come to share parts of it.
        codeSplitting: { groups: [{ name: 'door', test: DOOR }] },
      },
    },
  },
});
