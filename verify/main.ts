#!/usr/bin/env node
// The edge of the offline verifier: arguments in, sentences and an exit code out. It opens no socket and no database.
import process from 'node:process';
import { runVerifier } from './run.ts';

try {
  const { out, err, code } = await runVerifier(process.argv.slice(2));
  process.stdout.write(out);
  process.stderr.write(err);
  process.exitCode = code;
} catch (error) {
  // Node would leave with 1, which says "tampered"; a fault of ours or of the disk must not say that.
  process.stderr.write(`permesso-verify: ${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 2;
}
