// Runs the benches whose file name begins with a given word, or all of them, prints a line for each bar, and writes all samples
// to bench/results.json. It fails when a bench breaks, never because something was slow.
import { readdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { type Bench, judge, type Result, told } from './bar.ts';

const HERE = new URL('./', import.meta.url);
const NOT_A_BENCH = ['run.ts', 'bar.ts'];

const [wanted = ''] = process.argv.slice(2);
const files = readdirSync(HERE).filter(
  (name) => name.endsWith('.ts') && !NOT_A_BENCH.includes(name) && name.startsWith(wanted),
);
if (files.length === 0) throw new Error(`there is no bench whose name begins with "${wanted}"`);
const machine = `${os.cpus().length} cores, ${os.cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
const results: Result[] = [];
for (const file of files) {
  const { bench } = (await import(new URL(file, HERE).href)) as { readonly bench: Bench };
  const measured = await bench.measure();
  for (const bar of bench.bars) {
    const samples = measured[bar.name];
    if (!samples) throw new Error(`${file} did not measure ${bar.name}`);
    const result = judge(bar, samples, machine);
    process.stdout.write(`${told(result)}\n`);
    results.push(result);
  }
}
writeFileSync(new URL('results.json', HERE), `${JSON.stringify(results, null, 2)}\n`);
// What a bench started has ended; WebRTC's own threads would keep the process.
process.exit();
