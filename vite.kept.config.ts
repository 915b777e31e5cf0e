// Builds the checking page a second time, as one file that people keep and open without a network: scripts, styles and worker
// inside, and a policy that lets it run these and ask nobody for anything.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { mergeConfig, type Plugin } from 'vite';
import { common } from './vite.readers.config.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const PAGE = 'verify.html';
const FILE = 'permesso-verify.html';

/** The one picture, as text. */
const SIGN = `data:image/svg+xml;base64,${readFileSync(at('./client-web/public/sign.svg'), 'base64')}`;

/** Puts what the page consists of into the page, and drops everything else. */
const oneFile = (): Plugin => ({
  name: 'permesso-one-file',
  enforce: 'post',
  generateBundle(_options, bundle) {
    const parts = Object.values(bundle);
    const scripts = parts.flatMap((part) => (part.type === 'chunk' ? [part.code] : []));
    const textOf = (ending: string) =>
      parts.flatMap((part) =>
        part.type === 'asset' && part.fileName.endsWith(ending) ? [String(part.source)] : [],
      );
    const [script] = scripts;
    const [page] = textOf(PAGE);
    if (!script || !page || scripts.length > 1) this.error('the checking page is not one script');
    for (const name of Object.keys(bundle)) delete bundle[name];
    this.emitFile({
      type: 'asset',
      fileName: FILE,
      source: whole(page, { script, style: textOf('.css').join('\n') }),
    });
  },
});

function whole(page: string, parts: { script: string; style: string }): string {
  // In text that stands in a page, these two would end it or begin a comment.
  const script = parts.script
    .replaceAll('</script', '<\\/script')
    .replaceAll('<!--', '<\\!--')
    .replaceAll('/sign.svg', SIGN);
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(parts.style)}`,
    'worker-src blob:',
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const bare = page
    .replace(/<script[^>]*><\/script>\s*/g, '')
    .replace(/<link[^>]*>\s*/g, '')
    .replace(/(http-equiv="Content-Security-Policy" content=")[^"]*/, (_all, before) => before + policy);
  // A function, since the script may hold what `replace` would take for a mark of its own.
  return bare.replace(
    '</body>',
    () => `<style>${parts.style}</style>\n<script type="module">${script}</script>\n</body>`,
  );
}

const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;

export default mergeConfig(common, {
  resolve: {
    alias: [{ find: /^\.\/edition\.ts$/, replacement: at('./client-web/src/verify/edition-kept.ts') }],
  },
  plugins: [oneFile()],
  build: {
    outDir: at('./dist/web'),
    emptyOutDir: false,
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: { input: at('./client-web/verify.html') },
  },
});
