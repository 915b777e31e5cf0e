// The least versions that known weaknesses leave us, checked against what is installed and locked; works without a network.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/sources.ts';

interface Locked {
  readonly version?: string;
  readonly dev?: boolean;
  readonly integrity?: string;
  readonly resolved?: string;
}
const read = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
const { packages } = read('package-lock.json') as { packages: Record<string, Locked> };
const manifest = read('package.json') as Record<'dependencies' | 'devDependencies', Record<string, string>>;
const named = (name: string) =>
  Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${name}`));

const isAtLeast = (version: string, least: string): boolean => {
  const [a, b] = [version, least].map((text) => text.split(/[.-]/).slice(0, 3).map(Number));
  for (const i of [0, 1, 2]) if (a?.[i] !== b?.[i]) return (a?.[i] ?? 0) > (b?.[i] ?? 0);
  return true;
};

const LEAST = { fastify: '5.8.5', ws: '8.21.0', jsonwebtoken: '9.0.0' };
describe('a library with a known weakness', () => {
  for (const [name, least] of Object.entries(LEAST))
    it(`${name} is at least ${least}, in every copy`, () => {
      const copies = named(name);
      expect(copies.length).toBeGreaterThan(0);
      for (const [path, { version = '0' }] of copies)
        expect(isAtLeast(version, least), `${path} ${version}`).toBe(true);
      const installed = read(`node_modules/${name}/package.json`) as { version: string };
      expect(isAtLeast(installed.version, least)).toBe(true);
    });

  it('is not used at all where it has no good version', () => {
    for (const name of ['fast-jwt', '@fastify/jwt']) expect(named(name)).toEqual([]);
  });

  it('is told from a newer one', () => {
    expect(isAtLeast('5.8.5', '5.8.5')).toBe(true);
    expect(isAtLeast('5.10.0', '5.8.5')).toBe(true);
    expect(isAtLeast('5.8.4', '5.8.5')).toBe(false);
    expect(isAtLeast('4.99.99', '5.8.5')).toBe(false);
  });
});

describe('every dependency', () => {
  it('is pinned to one version', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies };
    const loose = Object.entries(all).filter(
      // Types follow the Node version that we support, not their own.
      ([name, version]) => name !== '@types/node' && !/^(?:npm:@?[\w/-]+@)?\d+\.\d+\.\d+$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  it('is locked with its hash', () => {
    const bare = Object.entries(packages).filter(
      ([path, { integrity, resolved }]) =>
        path !== '' && resolved !== undefined && !integrity?.startsWith('sha512-'),
    );
    expect(bare.map(([path]) => path)).toEqual([]);
  });
});
