#!/usr/bin/env node
// The edge of the offline verifier: arguments in, sentences and an exit code out. It opens no socket and no database.
import process from 'node:process';
import { runVerifier } from './run.ts';

const { out, err, code } = await runVerifier(process.argv.slice(2));
process.stdout.write(out);
process.stderr.write(err);
process.exitCode = code;
