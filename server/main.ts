// The edge of the process: configuration, store, listening, signals, exit.
import process from 'node:process';
import { ConfigProblems, readConfig } from './config.ts';
import { startBroker } from './start.ts';

const LONGEST_STOP_MS = 28_000;

try {
  const broker = await startBroker(readConfig(process.env));
  broker.greet();
  void broker.failed.then((error) => {
    process.stderr.write(`Permesso must end: ${error.message}\n`);
    process.exit(1);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      // Whatever hangs: who starts processes would end this one soon anyway, and less kindly.
      setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref();
      broker.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
} catch (error) {
  const lines = error instanceof ConfigProblems ? error.problems : [inWords(error as NodeJS.ErrnoException)];
  process.stderr.write(`Permesso cannot start:\n${lines.map((line) => `  - ${line}`).join('\n')}\n`);
  process.exit(1);
}

function inWords({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE')
    return `Another program uses this port already. Set PERMESSO_PORT to a free one. (${message})`;
  if (code === 'EACCES') return `Permesso may not use this port or folder. (${message})`;
  return message;
}
