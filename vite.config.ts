// Builds the three pages of a session. The customer’s first load is kept small by lazy imports; scripts/size.mjs checks its
// budget. The pages for readers have a build of their own (vite.readers.config.ts).
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

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
      },
    },
  },
});
