// The programs that the tests need beside Node: two browsers, a display to show them on, and Go, which reads our log with
// other people's code. As root on Debian they are installed; anywhere else the reader gets the exact line to run. A missing
// program never makes a test be skipped.
import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { SetupFailure, step } from './say.mjs';

const NEEDS = [
  { name: 'chromium', package: 'chromium', variable: 'CHROMIUM_PATH' },
  { name: 'firefox-esr', package: 'firefox-esr', variable: 'FIREFOX_PATH' },
  { name: 'Xvfb', package: 'xvfb' },
  { name: 'openbox', package: 'openbox' },
  { name: 'xdotool', package: 'xdotool' },
  // What a remote hand is seen to type into and to click on.
  { name: 'xterm', package: 'xterm' },
  { name: 'xclip', package: 'xclip' },
  { name: 'xsel', package: 'xsel' },
  { name: 'l3afpad', package: 'l3afpad' },
  { name: 'xev', package: 'x11-utils' },
  { name: 'xinput', package: 'xinput' },
  { name: 'setxkbmap', package: 'x11-xkb-utils' },
  { name: 'xsetroot', package: 'x11-xserver-utils' },
  { name: 'ffmpeg', package: 'ffmpeg' },
  // A network that can be unplugged.
  { name: 'ip', package: 'iproute2' },
  // The relay; its service is not started.
  { name: 'turnserver', package: 'coturn' },
  { name: 'go', package: 'golang-go' },
  // What a broker stands on and behind where one machine is not enough, and how a service of it is judged.
  { name: 'PostgreSQL', package: 'postgresql', folder: '/usr/lib/postgresql' },
  { name: 'redis-server', package: 'redis-server' },
  // Clocks that are set while a broker runs.
  { name: 'libfaketime', package: 'libfaketime', folder: '/usr/share/doc/libfaketime' },
  { name: 'nginx', package: 'nginx-light' },
  { name: 'systemd-analyze', package: 'systemd' },
  // A browser without any font lays pages out in a way no customer sees.
  { name: 'a font', package: 'fonts-dejavu-core', folder: '/usr/share/fonts/truetype' },
  {
    name: "Go's transparency log packages",
    package: 'golang-golang-x-mod-dev',
    folder: '/usr/share/gocode/src/golang.org/x/mod/sumdb',
  },
];

const APT = ['-o', 'DPkg::Lock::Timeout=300', '-qq'];
const POLICY = '/usr/sbin/policy-rc.d';

export async function ensureSystemPackages() {
  const missing = NEEDS.filter((need) => !isInstalled(need));
  if (missing.length === 0) return;
  const packages = missing.map((need) => need.package);
  const isDebian = existsSync('/etc/debian_version');
  if (!isDebian || process.getuid?.() !== 0) throw new SetupFailure(advice({ missing, packages, isDebian }));
  await install(packages);
  const stillMissing = NEEDS.filter((need) => !isInstalled(need)).map((need) => need.name);
  if (stillMissing.length > 0) {
    throw new SetupFailure(`Installed, but still not found: ${stillMissing.join(', ')}.`);
  }
}

async function install(packages) {
  // Debian starts the services of a package as it installs it, unless this file answers 101.
  const isOurPolicy = !existsSync(POLICY);
  if (isOurPolicy) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await step('refreshing the package lists (apt-get update)', 'apt-get', [...APT, 'update'], env);
    const args = [...APT, 'install', '-y', '--no-install-recommends', ...packages];
    await step(`installing ${packages.join(' ')}`, 'apt-get', args, env);
  } finally {
    if (isOurPolicy) rmSync(POLICY, { force: true });
  }
}

function isInstalled({ name, variable, folder }) {
  if (folder) return existsSync(folder);
  const chosen = variable && process.env[variable];
  if (chosen && isExecutable(chosen)) return true;
  if (chosen) throw new SetupFailure(`${variable} names ${chosen}, which cannot be run.`);
  return (process.env.PATH ?? '').split(delimiter).some((folder) => isExecutable(join(folder, name)));
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function advice({ missing, packages, isDebian }) {
  const names = missing.map((need) => need.name).join(', ');
  const line = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  const remedy = isDebian
    ? `Run once:\n    sudo apt-get update && sudo ${line}`
    : 'Install them with your system (CHROMIUM_PATH and FIREFOX_PATH may name the browsers).';
  return [
    `The tests need what is missing here: ${names}.`,
    remedy,
    'Or leave out the stories, the integration tests, and the built product:\n    npm test -- --project unit',
  ].join('\n');
}
