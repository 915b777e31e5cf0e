// Builds the pages beside a session: a desk's portal and the connection check before it, and for readers of the record the receipt and the checking page. Apart
// from the others, so that what these share with the door does not cut the door's first load into more and smaller files.
import { fileURLToPath } from 'node:url';
import { mergeConfig, type UserConfig } from 'vite';
import pages from './vite.config.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Everything but what is built, and where to. */
export const common: UserConfig = { ...pages, publicDir: false, build: {} };

export default mergeConfig(common, {
  build: {
    outDir: at('./dist/web'),
    emptyOutDir: false,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    manifest: '.vite/manifest-beside.json',
    rolldownOptions: {
      input: {
        check: at('./client-web/check.html'),
        portal: at('./client-web/portal.html'),
        receipt: at('./client-web/receipt.html'),
        verify: at('./client-web/verify.html'),
      },
    },
  },
});
