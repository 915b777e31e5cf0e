// A session with the real host on a real X server: the pages of both people as Node processes, the real broker between all three.
import { hostBroker } from '../../../host/broker.ts';
import { x11Desktop } from '../../../host/desktop.ts';
import { type Host, openHost } from '../../../host/host.ts';
import { keycodeOf } from '../../../host/input/x11/evdev.ts';
import { pairWith } from '../../../host/pairing.ts';
import { memory } from '../../../host/place.ts';
import { keyNamed } from '../../../link/device-keys.ts';
import { isRefusal } from '../../../shared/errors.ts';
import { until } from '../../client/support/kit.ts';
import { type Desk, type DeskOptions, startDesk } from '../../support/actors.ts';
import { stopLater } from '../../support/children.ts';
import { customersHand, type Desktop, openDesktop } from '../../support/desktop.ts';
import { type Company, openCompany } from './company.ts';

export interface Stage extends Company {
  readonly desk: Desk;
  readonly screen: Desktop;
  closesDesk(): Promise<void>;
}

interface StageOptions {
  readonly config?: DeskOptions['config'];
  /** The customer hides the address of their computer. */
  readonly hides?: boolean;
}

/** Two people who have met, and a screen. Everything ends with `stopAll`. */
export async function openStage({ config, hides = false }: StageOptions = {}): Promise<Stage> {
  const [desk, screen] = await Promise.all([startDesk(config ? { config } : {}), openDesktop()]);
  const closesDesk = stopLater(() => desk.closes());
  return { desk, screen, closesDesk, ...(await openCompany(desk, () => hides)) };
}

export interface Start {
  /** Other digits than the page's own, for a host that was told wrong ones. */
  digits?(code: string): string;
  /** Beside what this process has. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The host, started as a customer starts it. */
export async function startsHost(
  { desk, screen, maria, invitesHost }: Stage,
  { digits = (code) => code, env: more = {} }: Start = {},
): Promise<Host | { refused: string }> {
  const code = digits(await invitesHost());
  const broker = hostBroker(new URL(`http://127.0.0.1:${desk.where.port}`), desk.where.origin);
  const brokerKeys = await broker.keys();
  const key = await keyNamed('host', memory());
  const paired = await pairWith(code, { broker, key, system: 'Debian 12' });
  if (isRefusal(paired) || isRefusal(brokerKeys)) return paired as { refused: string };
  const env = { ...process.env, ...screen.env, ...more };
  let changed = () => {};
  const desktop = await x11Desktop(env, 'en', { lost: () => {}, changed: () => changed() });
  if ('sentence' in desktop) throw new Error(desktop.sentence);
  const host = openHost({ broker, brokerKeys, key, paired, desktop, env, language: 'en', say: () => {} });
  changed = host.changed;
  stopLater(() => host.close());
  await until(host.end.ledger.host, (known) => known !== null);
  await until(maria.ledger.host, (known) => known !== null);
  return host;
}

export const asHost = (started: Host | { refused: string }): Host => {
  if ('refused' in started) throw new Error(started.refused);
  return started;
};

/** Keys on the screen's own keyboard, one after another. */
export async function presses({ screen }: Stage, ...codes: Parameters<typeof keycodeOf>[0][]) {
  const hand = await customersHand(screen.eyes);
  for (const code of codes) {
    await hand.press(keycodeOf(code));
    await hand.release(keycodeOf(code));
  }
}
