// One run of the verifier, from its arguments to what it says. It touches no stream and no process.
import { isMisuse, type Misuse, readArguments, USAGE } from './arguments.ts';
import { carryOut } from './commands.ts';
import { EXIT, jsonOf, linesOf } from './words.ts';

export interface Outcome {
  /** For stdout and stderr. */
  readonly out: string;
  readonly err: string;
  /** 0 sound, 1 tampered, 2 wrong use or not decided, 3 sound but details erased. */
  readonly code: number;
}

/** @param args without the names of Node and of the program  @throws only what the disk does to us half-way */
export async function runVerifier(args: readonly string[]): Promise<Outcome> {
  const wish = readArguments(args);
  if (wish === 'help') return { out: USAGE, err: '', code: 0 };
  if (isMisuse(wish)) return refusal(wish, `\n${USAGE}`);
  const report = await carryOut(wish);
  if (isMisuse(report)) return refusal(report, '');
  return { out: wish.isJson ? jsonOf(report) : linesOf(report), err: '', code: EXIT[report.verdict] };
}

const refusal = ({ misuse }: Misuse, more: string): Outcome => ({
  out: '',
  err: `permesso-verify: ${misuse}\n${more}`,
  code: 2,
});
