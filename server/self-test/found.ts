// How the checks of the self-test say what they found.
import type {
  SelfTestFact,
  SelfTestFound,
  SelfTestName,
  SelfTestState,
} from '../../shared/protocol/self-test.ts';

/** One check. It may throw: then it failed in a way nobody foresaw, and the others go on. */
export interface Check {
  readonly name: SelfTestName;
  look(): Promise<readonly SelfTestFound[]>;
}

const found =
  (state: SelfTestState) =>
  (
    fact: SelfTestFact,
    { value = null, what = '' }: { value?: number | null; what?: string } = {},
  ): SelfTestFound => ({
    fact,
    state,
    value,
    what: what.slice(0, 300),
  });
export const ok = found('ok');
export const warn = found('warn');
export const bad = found('bad');
export const absent = found('absent');
