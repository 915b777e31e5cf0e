#!/usr/bin/env node
// The edge of the offline verifier: arguments in, sentences and an exit code out. It opens no socket and no database.
import process from 'node:process';
import { isMisuse, readArguments, USAGE } from './arguments.ts';
import { carryOut } from './commands.ts';
import { EXIT, jsonOf, linesOf } from './words.ts';

const wish = readArguments(process.argv.slice(2));
if (wish === 'help') process.stdout.write(USAGE);
else if (isMisuse(wish)) refuse(`${wish.misuse}\n\n${USAGE}`);
else {
  const report = await carryOut(wish);
  if (isMisuse(report)) refuse(`${report.misuse}\n`);
  else {
    process.stdout.write(wish.isJson ? jsonOf(report) : linesOf(report));
    process.exitCode = EXIT[report.verdict];
  }
}

function refuse(words: string): void {
  process.stderr.write(`permesso-verify: ${words}`);
  process.exitCode = EXIT.unclear;
}
