// Attaching without its page: in order, in pieces, over a line that breaks.
import { describe, expect, it } from 'vitest';
import { openAttaching } from '../../client-web/src/features/attach/attaching.ts';
import { type Refusal, refuse } from '../../shared/errors.ts';
import { ATTACHMENTS, type RequestFile } from '../../shared/protocol/request-files.ts';
import { waitFor } from '../support/wait.ts';

/** A broker in memory that takes pieces as ours does, and whose line breaks when it is told to. */
function broker() {
  const files = new Map<string, { file: RequestFile; bytes: Uint8Array[] }>();
  const asked: string[] = [];
  const line = { breaks: 0, refuses: null as Refusal | null };
  const through = (): Refusal | null => {
    if (line.breaks === 0) return line.refuses;
    line.breaks -= 1;
    return refuse('CLOSED');
  };
  const waits: (() => void)[] = [];
  let done = 0;
  const attaching = openAttaching({
    after: (_ms, act) => {
      waits.push(act);
      return () => {};
    },
    announce: async ({ name, size }) => {
      asked.push(`announce ${name}`);
      const no = through();
      if (no) return no;
      const id = `f${files.size}`.padEnd(22, '0');
      const file = { id, name, size, received: 0, sha256: null, at: 0, isProgram: false };
      files.set(id, { file, bytes: [] });
      return file;
    },
    put: async (id, at, piece) => {
      asked.push(`put ${at}`);
      const no = through();
      if (no) return no;
      const known = files.get(id);
      if (!known) return refuse('NOT_FOUND');
      known.bytes.push(new Uint8Array(await piece.arrayBuffer()));
      known.file = { ...known.file, received: at + piece.size };
      return known.file;
    },
    onDone: () => {
      done += 1;
    },
  });
  const stages = () => attaching.files.value.map(({ going }) => going.at);
  const reaches = (wanted: string[]) =>
    waitFor(async () => (stages().join() === wanted.join() ? true : undefined), { what: wanted.join() });
  return { attaching, files, asked, line, waits, stages, reaches, done: () => done };
}
const fileOf = (name: string, size: number) => new File([new Uint8Array(size).fill(7)], name);

describe('files', () => {
  it('go one after another, each in pieces, and are whole', async () => {
    const at = broker();
    at.attaching.add([fileOf('a.png', ATTACHMENTS.pieceBytes + 5), fileOf('b.png', 3)]);
    await at.reaches(['done', 'done']);
    expect(at.asked).toEqual([
      'announce a.png',
      'put 0',
      `put ${ATTACHMENTS.pieceBytes}`,
      'announce b.png',
      'put 0',
    ]);
    const sizes = [...at.files.values()].map(({ bytes }) =>
      bytes.reduce((sum, { length }) => sum + length, 0),
    );
    expect(sizes).toEqual([ATTACHMENTS.pieceBytes + 5, 3]);
    expect(at.done()).toBe(2);
  });

  it('wait while the line is away, and go on where they were', async () => {
    const at = broker();
    at.line.breaks = 1;
    at.attaching.add([fileOf('a.png', 9)]);
    await at.reaches(['held']);
    at.line.breaks = 1;
    at.waits.shift()?.();
    await waitFor(async () => (at.waits.length > 0 ? true : undefined), { what: 'a second wait' });
    at.waits.shift()?.();
    await at.reaches(['done']);
    expect(at.asked.filter((ask) => ask === 'announce a.png')).toHaveLength(3);
    expect(at.files.size).toBe(1);
  });

  it('that the desk does not take say why, and hold up no other', async () => {
    const at = broker();
    at.line.refuses = refuse('FILE_TYPE');
    const bad = fileOf('a.exe', 9);
    at.attaching.add([bad]);
    await at.reaches(['refused']);
    expect(at.attaching.files.value[0]?.going).toEqual({ at: 'refused', why: 'FILE_TYPE' });
    at.line.refuses = null;
    at.attaching.add([fileOf('b.png', 9)]);
    await at.reaches(['refused', 'done']);
    at.attaching.drop(bad);
    expect(at.stages()).toEqual(['done']);
  });

  it('stop with the page', async () => {
    const at = broker();
    at.line.breaks = 1;
    at.attaching.add([fileOf('a.png', 9)]);
    await at.reaches(['held']);
    at.attaching.close();
    at.waits.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
    expect(at.asked).toEqual(['announce a.png']);
  });
});
