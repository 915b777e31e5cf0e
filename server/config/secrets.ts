// Where the broker's secrets are.
import { resolve } from 'node:path';

export interface SecretsPlace {
  readonly folder: string;
  /** Named by the operator: then the broker never makes secrets there, since somebody else gives them out. */
  readonly isGiven: boolean;
}

export function readSecretsPlace(
  env: Readonly<Record<string, string | undefined>>,
  dataDir: string,
): SecretsPlace {
  const folder = resolve(env['PERMESSO_SECRETS_DIR'] || dataDir);
  return { folder, isGiven: folder !== dataDir };
}
