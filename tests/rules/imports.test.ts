// The rooms and the arrows between them: imports run one way, and the few doors have few keys.
import { builtinModules } from 'node:module';
import { describe, expect, it } from 'vitest';
import { type Import, importsOf, sourcesIn, withoutComments } from '../support/sources.ts';

const ROOMS = {
  shared: sourcesIn('shared'),
  server: sourcesIn('server'),
  verify: sourcesIn('verify'),
  link: sourcesIn('link'),
  host: sourcesIn('host'),
  'client-web': sourcesIn('client-web'),
};
/** The arrows between rooms: all there are. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  link: ['shared'],
  server: ['shared'],
  verify: ['shared'],
  host: ['shared', 'link'],
  'client-web': ['shared', 'link'],
};
const all = Object.values(ROOMS).flat();
const imports = all.flatMap(importsOf);
const arrows = (from: string, to: string): Import[] =>
  imports.filter((arrow) => arrow.from.startsWith(from) && arrow.to.startsWith(to));
const told = (found: readonly Import[]) => found.map(({ from, to }) => `${from} -> ${to}`);
const isBuiltin = (name: string) => name.startsWith('node:') || builtinModules.includes(name);

describe('the rooms', () => {
  it('are there to be looked at', () => {
    for (const room of ['shared', 'server', 'link', 'client-web'] as const)
      expect(ROOMS[room].length).toBeGreaterThan(15);
    expect(ROOMS.verify.length).toBeGreaterThan(3);
    expect(imports.length).toBeGreaterThan(200);
    expect(told(arrows('server/app.ts', 'server/sessions/'))).toEqual([
      'server/app.ts -> server/sessions/receipts.ts',
      'server/app.ts -> server/sessions/session-desk.ts',
    ]);
  });

  it('do not import upwards', () => {
    const upwards = imports.filter(({ from, to }) => {
      const [room, other] = [from, to].map((path) => path.split('/')[0] ?? '');
      if (room === undefined || other === undefined || room === other) return false;
      const isRoom = other in MAY_IMPORT || other === 'tests' || other === 'scripts';
      return isRoom && !MAY_IMPORT[room]?.includes(other);
    });
    expect(told(upwards)).toEqual([]);
  });

  it('import files that exist, by their whole name', () => {
    const paths = new Set(all.map(({ path }) => path));
    const lost = imports.filter(({ to }) => /^(?:shared|server|verify|link)\//.test(to) && !paths.has(to));
    expect(told(lost)).toEqual([]);
  });
});

const PACK = new URL('../../scripts/setup/pack.mjs', import.meta.url).href;
const { NEEDED } = (await import(PACK)) as { NEEDED: readonly string[] };

describe('the packed host', () => {
  it('takes along every package that its rooms import', () => {
    const packages = imports
      .filter(({ from, to }) => /^(?:host|link|shared)\//.test(from) && !isRoomFile(to) && !isBuiltin(to))
      .map(({ to }) =>
        to
          .split('/')
          .slice(0, to.startsWith('@') ? 2 : 1)
          .join('/'),
      );
    expect([...new Set(packages)].sort()).toEqual([...NEEDED].sort());
  });
});
const isRoomFile = (path: string) => (path.split('/')[0] ?? '') in MAY_IMPORT;

/** Pure libraries: schemas, canonical JSON, hashes and curves, signed statements. None does input or output. */
const PURE = /^(?:zod\/mini|canonicalize|jose|@noble\/(?:curves|hashes)\/[\w-]+\.js)$/;

describe('shared', () => {
  it('imports nothing but itself and a few pure libraries', () => {
    const others = imports.filter(
      ({ from, to }) => from.startsWith('shared/') && !to.startsWith('shared/') && !PURE.test(to),
    );
    expect(told(others)).toEqual([]);
  });

  it('does no input or output, and has no clock and no chance of its own', () => {
    const outside =
      /\b(?:fetch|WebSocket|XMLHttpRequest|process|console|document|window|localStorage|indexedDB|navigator|setTimeout|setInterval|Math\.random|Date\.now|crypto\.|Buffer|require)\b(?!['’:])/;
    const found = ROOMS.shared.filter(({ text }) => outside.test(code(text))).map(({ path }) => path);
    expect(found).toEqual([]);
  });
});

/** Code without comments and without what stands in quotes. */
const code = (text: string): string =>
  withoutComments(text)
    .replace(/'(?:\\.|[^'\\\n])*'/g, "''")
    .replace(/`(?:\\.|[^`\\])*`/g, '``');

describe('the server', () => {
  it('keeps http and signalling apart, but for the ticket', () => {
    const across = [
      ...arrows('server/http/', 'server/signalling/'),
      ...arrows('server/signalling/', 'server/http/'),
    ];
    const allowed = ({ to, isTypeOnly }: Import) =>
      isTypeOnly && ['server/signalling/tickets.ts', 'server/http/app-type.ts'].includes(to);
    expect(told(across.filter((arrow) => !allowed(arrow)))).toEqual([]);
  });

  it('lets only two writers append events, beside the one that opens a log', () => {
    const writers = ROOMS.server.filter(({ text }) =>
      /\b(?:append(?:Events|Row)|bareRow)\b/.test(withoutComments(text)),
    );
    expect(writers.map(({ path }) => path).sort()).toEqual([
      'server/log/logs.ts',
      'server/log/record.ts',
      'server/sessions/session-desk.ts',
      'server/store/events.ts',
    ]);
    const byHand = ROOMS.server.filter(({ text }) => /insertInto\('(?:event|detail)'\)/.test(text));
    expect(byHand.map(({ path }) => path)).toEqual(['server/store/events.ts']);
  });

  it('lets only the sequencer make leaves and heads, and only two files sign', () => {
    const table = /(?:insertInto|updateTable|deleteFrom)\('(?:leaf|subtree|checkpoint)'\)/;
    const makers = ROOMS.server.filter(({ text }) => table.test(text));
    expect(makers.map(({ path }) => path)).toEqual(['server/log/sequencer.ts']);
    const signers = imports.filter(({ from, to }) => from.startsWith('server/') && to === 'node:crypto');
    const signing = signers.filter(({ from }) =>
      /\bsign\(null,/.test(ROOMS.server.find(({ path }) => path === from)?.text ?? ''),
    );
    expect(signing.map(({ from }) => from).sort()).toEqual([
      'server/keys/attestor.ts',
      'server/keys/notary.ts',
    ]);
  });

  it('lets only the session desk decide', () => {
    const deciders = ROOMS.server
      .flatMap(importsOf)
      .filter(({ to, isTypeOnly }) => to === 'shared/session/decide.ts' && !isTypeOnly);
    expect(told(deciders)).toEqual(['server/sessions/session-desk.ts -> shared/session/decide.ts']);
  });

  it('reads the environment in one place, beside the edges of the process', () => {
    const readers = ROOMS.server.filter(({ text }) => /\bprocess\.env\b/.test(withoutComments(text)));
    const edges = ['config', 'demo', 'enrol', 'main', 'operator', 'secrets-command', 'backup-command'].map(
      (name) => `server/${name}.ts`,
    );
    expect(readers.map(({ path }) => path).filter((path) => !edges.includes(path))).toEqual([]);
  });

  it('knows SQLite in two files only', () => {
    const owners = imports.filter(({ to }) => to === 'libsql');
    expect(told(owners)).toEqual(['server/store/sqlite-worker.ts -> libsql']);
  });

  it('never makes a query from pieces of text', () => {
    const raw = ROOMS.server.filter(({ text }) =>
      /\bsql\s*\.raw\(|\.(?:exec|prepare)\(\s*`[^`]*\$\{/.test(withoutComments(text)),
    );
    // The names in the schema are our own; parameters cannot stand there.
    expect(raw.map(({ path }) => path).filter((path) => path !== 'server/store/dialect.ts')).toEqual([]);
    const users = arrows('server/', 'server/store/dialect.ts').map(({ from }) => from);
    expect(users.filter((from) => !from.startsWith('server/store/'))).toEqual([]);
  });
});

describe('the verifier', () => {
  it('imports nothing but itself, the contract and a few builtins, none of which reaches a network', () => {
    const builtins = ['node:fs/promises', 'node:path', 'node:process', 'node:util'];
    const others = arrows('verify/', '').filter(
      ({ to }) => !/^(?:verify|shared)\//.test(to) && !builtins.includes(to),
    );
    expect(told(others)).toEqual([]);
  });
});

describe('the pages', () => {
  it('use nothing of Node', () => {
    expect(told(arrows('client-web/src', '').filter(({ to }) => isBuiltin(to)))).toEqual([]);
  });

  it('never make markup or code from text', () => {
    const sinks =
      /\b(?:innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|eval\(|new Function\()/;
    const found = [...ROOMS['client-web'], ...ROOMS.link].filter(({ text }) =>
      sinks.test(withoutComments(text)),
    );
    expect(found.map(({ path }) => path)).toEqual([]);
  });
});
