#!/usr/bin/env node
// The edge of the host's process: arguments, words for the customer, signals, exit code. It installs nothing, starts nothing by
// itself, and when it ends nothing of it stays.
import { readFileSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import * as z from 'zod/mini';
import { keyNamed } from '../link/device-keys.ts';
import { readCode } from '../shared/code/code.ts';
import { type BrokerKey, brokerKeys as brokerKeysSchema } from '../shared/consent/broker-word.ts';
import { isRefusal } from '../shared/errors.ts';
import type { Language } from '../shared/field.ts';
import { type HostBroker, hostBroker } from './broker.ts';
import { type Desktop, x11Desktop } from './desktop.ts';
import { openHost } from './host.ts';
import { type Paired, pairWith } from './pairing.ts';
import { memory } from './place.ts';
import { openCodeEntry } from './window/code-entry.ts';
import { type HostWords, wordsFor } from './words.ts';

const USAGE = 'permesso-host --broker URL | --config FILE [--pair CODE] [--language it|en]';

async function main(): Promise<number> {
  const asked = readArguments();
  if (asked === 'altered') return fail(wordsFor(languageOf(undefined)).altered);
  if (!asked) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const { url, pinned, code, language } = asked;
  const words = wordsFor(language);
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const broker = hostBroker(url);
  const published = await broker.keys();
  if (isRefusal(published)) return fail(words.noBroker(url.host));
  // A program that was made for one help desk serves no other, whatever answers under its address.
  if (pinned && !pinned.some((key) => published.some((other) => isSameKey(key, other))))
    return fail(words.otherDesk(url.host));
  const brokerKeys = pinned ?? published;
  let tellHost = () => {};
  const lost = () => process.exit(fail(words.screenLost));
  const desktop = await x11Desktop(process.env, language, { lost, changed: () => tellHost() });
  if ('sentence' in desktop) return fail(desktop.sentence);
  const key = await keyNamed('host', memory());
  const paired = await pair({ broker, key, desktop, code, language, words });
  if (!paired) {
    await desktop.close();
    return 1;
  }
  say(words.paired);
  const host = openHost({ broker, brokerKeys, key, paired, desktop, env: process.env, language, say });
  tellHost = host.changed;
  const asksToLeave = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  await Promise.race([host.over, asksToLeave]);
  await host.close();
  say(words.over);
  return 0;
}

function fail(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 1;
}

interface Asked {
  readonly url: URL;
  /** The keys of the help desk that this program was packed for; null where it was started by hand. */
  readonly pinned: readonly BrokerKey[] | null;
  readonly code: string | null;
  readonly language: Language;
}

/** @returns null for anything that is not the usage: a host that guesses what was meant could end up with another broker */
function readArguments(): Asked | 'altered' | null {
  try {
    const { values } = parseArgs({
      options: {
        broker: { type: 'string' },
        config: { type: 'string' },
        pair: { type: 'string' },
        language: { type: 'string' },
      },
      strict: true,
    });
    // One or the other: an address given by hand must not take the place of the one that was packed.
    if ((values.broker === undefined) === (values.config === undefined)) return null;
    const config = values.config === undefined ? null : readConfig(values.config);
    if (values.config !== undefined && !config) return 'altered';
    const url = new URL(config?.broker ?? values.broker ?? '');
    const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
    // Digits and pictures never leave over a line that anybody can read.
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal)) return null;
    const typed = values.pair === undefined ? null : readCode(values.pair);
    if (typed && 'problem' in typed) return null;
    return {
      url,
      pinned: config?.keys ?? null,
      code: typed?.code ?? null,
      language: languageOf(values.language),
    };
  } catch {
    return null;
  }
}

const packed = z.strictObject({ broker: z.string(), keys: brokerKeysSchema.shape.keys });

/** @returns null when the file is not as it was packed */
function readConfig(file: string): z.infer<typeof packed> | null {
  try {
    const read = packed.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

const languageOf = (wanted: string | undefined): Language =>
  (wanted ?? (process.env['LANG'] ?? '').slice(0, 2)) === 'it' ? 'it' : 'en';

const isSameKey = (a: BrokerKey, b: BrokerKey): boolean => JSON.stringify(a) === JSON.stringify(b);

interface Pairing {
  readonly broker: HostBroker;
  readonly key: Awaited<ReturnType<typeof keyNamed>>;
  readonly desktop: Desktop;
  readonly code: string | null;
  readonly language: Language;
  readonly words: HostWords;
}

/** With the digits of the command line once, or with those typed into the window until they fit or the window is closed. */
async function pair({ broker, key, desktop, code, language, words }: Pairing): Promise<Paired | null> {
  const system = `${os.type()} ${os.release()}`.slice(0, 60);
  if (code !== null) {
    const paired = await pairWith(code, { broker, key, system });
    if (!isRefusal(paired)) return paired;
    fail(words.notPaired(paired.refused));
    return null;
  }
  let note: string | undefined;
  for (;;) {
    const [monitor] = desktop.monitors();
    const entry = await openCodeEntry(desktop.windows, { language, monitor, ...(note ? { note } : {}) });
    const typed = await entry.code;
    if (typed === null) return null;
    const paired = await pairWith(typed, { broker, key, system });
    if (!isRefusal(paired)) return paired;
    note = words.notPaired(paired.refused);
  }
}

process.exitCode = await main();
// WebRTC's own threads would keep the process; everything of ours has ended.
process.exit();
