// What may be said to the verifier on the command line. It reads no files; commands.ts does.
import { parseArgs } from 'node:util';

export const USAGE = `permesso-verify log --dir DIR [--vkey KEY] [--since OLD.checkpoint]
permesso-verify proof FILE.tlog-proof --leaf FILE --vkey KEY
permesso-verify session FILE.json [--vkey KEY]
permesso-verify diff A.checkpoint B.checkpoint [--dir DIR] [--vkey KEY]

KEY is the log's public key as text, or a file that holds it. Without it the key that
came along is used, which shows agreement with that key only.
--json answers in JSON. No network is used.

Exit code: 0 sound, 1 tampered, 2 wrong use or not decided, 3 sound but details erased.
`;

export type Wish = { readonly isJson: boolean; readonly vkey: string | null } & (
  | { readonly command: 'log'; readonly dir: string; readonly since: string | null }
  | { readonly command: 'proof'; readonly file: string; readonly leaf: string }
  | { readonly command: 'session'; readonly file: string }
  | { readonly command: 'diff'; readonly files: readonly [string, string]; readonly dir: string | null }
);

/** Why it cannot be done as it was said, in words for whoever said it. */
export interface Misuse {
  readonly misuse: string;
}
export const isMisuse = (value: object | string): value is Misuse =>
  typeof value === 'object' && 'misuse' in value;

const OPTIONS = {
  dir: { type: 'string' },
  vkey: { type: 'string' },
  since: { type: 'string' },
  leaf: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;
type Values = Partial<Record<'dir' | 'vkey' | 'since' | 'leaf', string>> & { json?: boolean; help?: boolean };

/** Which options each command has beside --vkey, --json and --help, and how many files it wants. */
const COMMANDS: Readonly<Record<Wish['command'], { options: readonly string[]; files: number }>> = {
  log: { options: ['dir', 'since'], files: 0 },
  proof: { options: ['leaf'], files: 1 },
  session: { options: [], files: 1 },
  diff: { options: ['dir'], files: 2 },
};
const isCommand = (name: string): name is Wish['command'] => Object.hasOwn(COMMANDS, name);

/** @param args without the names of Node and of the program */
export function readArguments(args: readonly string[]): Wish | Misuse | 'help' {
  const parsed = parse(args);
  if ('misuse' in parsed) return parsed;
  const [command = '', ...files] = parsed.positionals;
  if (parsed.values.help) return 'help';
  if (!isCommand(command))
    return { misuse: command ? `there is no command ${command}` : 'say what to verify' };
  const { options, files: wanted } = COMMANDS[command];
  const foreign = Object.keys(parsed.values).find((name) => !['vkey', 'json', ...options].includes(name));
  if (foreign) return { misuse: `${command} knows no --${foreign}` };
  if (files.length !== wanted) return { misuse: `${command} wants ${wanted} file(s), not ${files.length}` };
  return wishOf(command, files, parsed.values);
}

function parse(args: readonly string[]): { values: Values; positionals: string[] } | Misuse {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    return { misuse: error instanceof Error ? error.message : String(error) };
  }
}

function wishOf(
  command: Wish['command'],
  [a = '', b = '']: readonly string[],
  values: Values,
): Wish | Misuse {
  const { dir = null, since = null, leaf = null, vkey = null, json: isJson = false } = values;
  const always = { isJson, vkey };
  switch (command) {
    case 'log':
      return dir === null ? { misuse: 'log needs --dir' } : { ...always, command, dir, since };
    case 'proof':
      if (leaf === null) return { misuse: 'proof needs --leaf' };
      // A proof brings no key along; one that nobody signed would prove nothing.
      return vkey === null ? { misuse: 'proof needs --vkey' } : { ...always, command, file: a, leaf };
    case 'session':
      return { ...always, command, file: a };
    case 'diff':
      if (vkey === null && dir === null) return { misuse: 'diff needs --vkey, or --dir with a key in it' };
      return { ...always, command, files: [a, b], dir };
  }
}
