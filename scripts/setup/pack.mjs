// Packs the host for customers, who have no Node: one folder with Node, the program, what it needs, and the help desk's address
// and keys, so that it speaks to this broker and no other.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { SetupFailure, step } from './say.mjs';

const NAME = 'permesso-host-linux-x64';
/** What host, link and shared import (tests/rules holds it); their own dependencies follow from the lock file. */
export const NEEDED = [
  '@napi-rs/canvas',
  '@noble/curves',
  '@noble/hashes',
  '@preact/signals-core',
  'canonicalize',
  'jose',
  'simple-peer',
  'wrtc',
  'ws',
  'x11',
  'zod',
];
const USAGE = 'Say: npm run host:pack -- --broker https://desk.example [--out DIR]';

const LAUNCHER = `#!/bin/sh
# Starts the Permesso host. It installs nothing; delete this folder, and it is gone.
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
exec "$here/bin/node" "$here/app/dist/node/host/main.js" --config "$here/host.json" "$@"
`;
const README = (broker) => `Permesso host for ${broker}

IT  Apri un terminale in questa cartella, esegui ./permesso-host e scrivi le dieci cifre della tua pagina.
    Non installa nulla: cancella la cartella e non ne resta niente. Serve una sessione X11 (Xorg); con ffmpeg l’immagine è migliore.
EN  Open a terminal in this folder, run ./permesso-host and type the ten digits from your page.
    It installs nothing: delete the folder, and nothing stays. It needs an X11 (Xorg) session; with ffmpeg the picture is better.
`;

export async function packHost(args) {
  const { broker, out } = optionsOf(args);
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new SetupFailure('The host is packed on Linux x64, for Linux x64.');
  const keys = await keysOf(broker);
  const work = mkdtempSync(join(tmpdir(), 'permesso-pack-'));
  const folder = join(work, 'permesso-host');
  try {
    fill(folder, { broker, keys });
    mkdirSync(out, { recursive: true });
    const file = join(out, `${NAME}.tar.gz`);
    await step(`packing ${file}`, 'tar', ['-czf', file, '-C', work, 'permesso-host']);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function optionsOf(args) {
  try {
    const { values } = parseArgs({ args, options: { broker: { type: 'string' }, out: { type: 'string' } } });
    const { origin } = new URL(values.broker ?? '');
    const data = process.env.PERMESSO_DATA_DIR || 'data';
    return { broker: origin, out: values.out ?? join(data, 'download') };
  } catch {
    throw new SetupFailure(USAGE);
  }
}

async function keysOf(broker) {
  const answer = await fetch(`${broker}/.well-known/permesso-keys.json`).catch(() => null);
  if (!answer?.ok)
    throw new SetupFailure(`${broker} does not answer. The broker must be running while its host is packed.`);
  return (await answer.json()).keys;
}

function fill(folder, { broker, keys }) {
  const app = join(folder, 'app');
  for (const room of ['host', 'link', 'shared'])
    cpSync(join('dist', 'node', room), join(app, 'dist', 'node', room), { recursive: true });
  for (const path of closure()) cpSync(path, join(app, path), { recursive: true, dereference: true });
  writeFileSync(join(app, 'package.json'), '{ "type": "module" }\n');
  mkdirSync(join(folder, 'bin'));
  cpSync(process.execPath, join(folder, 'bin', 'node'));
  writeFileSync(join(folder, 'host.json'), `${JSON.stringify({ broker, keys }, null, 2)}\n`);
  writeFileSync(join(folder, 'README.txt'), README(broker));
  writeFileSync(join(folder, 'permesso-host'), LAUNCHER);
  for (const program of ['permesso-host', 'bin/node']) chmodSync(join(folder, program), 0o755);
}

/** Every installed package that the needed ones reach, by its path under node_modules. */
function closure() {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const found = new Set();
  const visit = (name, from) => {
    const path = resolve(name, from, packages);
    if (!path || found.has(path) || !existsSync(path)) return;
    found.add(path);
    const { dependencies = {}, optionalDependencies = {} } = packages[path];
    for (const each of Object.keys({ ...dependencies, ...optionalDependencies })) visit(each, path);
  };
  for (const name of NEEDED) visit(name, '');
  return [...found];
}

/** As Node looks a package up: beside the one that asks, then further out. */
function resolve(name, from, packages) {
  for (let at = from; ; at = dirname(at)) {
    const path = at === '' || at === '.' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (packages[path]) return path;
    if (at === '' || at === '.') return null;
  }
}
