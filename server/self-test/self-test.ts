// What an operator would try by hand, tried by the broker itself. Every check has its own time, and one that fails hides no other.
import {
  SELF_TEST_STATES,
  type SelfTest,
  type SelfTestFound,
  type SelfTestState,
} from '../../shared/protocol/self-test.ts';
import type { Bus } from '../bus/bus.ts';
import type { Config } from '../config.ts';
import type { Store } from '../store/store.ts';
import { busCheck } from './bus.ts';
import { clockCheck } from './clock.ts';
import { diskCheck } from './disk.ts';
import { bad, type Check } from './found.ts';
import { mailCheck } from './mail.ts';
import { settingsCheck } from './settings.ts';
import { storeCheck } from './store.ts';
import { type Came, tlsCheck } from './tls.ts';
import { turnCheck } from './turn.ts';

/** Longer than anything that works takes, shorter than a person at a page waits. */
const LIMIT_MS = 10_000;

export interface SelfTestDeps {
  readonly config: Pick<
    Config,
    | 'publicUrl'
    | 'trustProxy'
    | 'iceServers'
    | 'turn'
    | 'tls'
    | 'smtp'
    | 'dataDir'
    | 'headsDir'
    | 'webhookAllow'
    | 'logLevel'
    | 'redisUrl'
  >;
  readonly store: Store;
  readonly bus: Bus;
  readonly now: () => number;
  /** For the log: which check failed as nobody foresaw, and how. */
  readonly onProblem: (problem: unknown) => void;
  readonly limitMs?: number;
}

/** What is known of whoever asks. */
export interface Asked {
  /** Their clock, milliseconds since 1970. */
  readonly now: number;
  readonly came: Came;
}

export type SelfTester = (asked: Asked) => Promise<SelfTest>;

export function selfTester(deps: SelfTestDeps): SelfTester {
  const { config, store, bus, now, onProblem, limitMs = LIMIT_MS } = deps;
  return async (asked) => {
    const checks: readonly Check[] = [
      storeCheck(store, now),
      busCheck(bus, config),
      turnCheck(config, now),
      clockCheck(store, now, asked.now),
      tlsCheck(config, asked.came, now),
      mailCheck(config.smtp),
      diskCheck(config),
      settingsCheck(config),
    ];
    const tests = checks.map(async ({ name, look }) => {
      const found = await within(look, limitMs, onProblem);
      return { name, state: worst(found), found: [...found] };
    });
    return { tests: await Promise.all(tests) };
  };
}

async function within(
  look: Check['look'],
  limitMs: number,
  onProblem: (problem: unknown) => void,
): Promise<readonly SelfTestFound[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly SelfTestFound[]>((resolve) => {
    timer = setTimeout(() => resolve([bad('no-answer')]), limitMs);
  });
  const looked = look().catch((problem: unknown) => {
    onProblem(problem);
    return [bad('failed')];
  });
  try {
    return await Promise.race([looked, late]);
  } finally {
    clearTimeout(timer);
  }
}

const worst = (found: readonly SelfTestFound[]): SelfTestState =>
  found.reduce<SelfTestState>(
    (so, { state }) => (SELF_TEST_STATES.indexOf(state) > SELF_TEST_STATES.indexOf(so) ? state : so),
    'absent',
  );
