// Installs the npm packages when, and only when, the lock file says something else than what is installed.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { step } from './say.mjs';

// Inside node_modules, so that whoever removes the packages removes the stamp with them.
const STAMP = 'node_modules/.permesso-packages';

export async function ensurePackages() {
  const wanted = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  // The build needs the development packages even where NODE_ENV says production.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  await step('installing packages (npm ci)', 'npm', args);
  writeFileSync(STAMP, wanted);
}

/** Prebuilt binaries differ by platform and by Node's binary interface, so both belong to the fingerprint. */
function fingerprint() {
  return createHash('sha256')
    .update(readFileSync('package-lock.json'))
    .update([process.platform, process.arch, process.versions.modules].join(' '))
    .digest('hex');
}
