// What a customer attaches to a request before anybody talks: it reaches the broker, in pieces, and the page says so. Only its desk
// reads it. Bytes are kept and handed on; nothing here opens them.
import { createHash } from 'node:crypto';
import { isProgram, safeFileName } from '../../shared/channel/file-name.ts';
import { fileProblem } from '../../shared/desk/policy.ts';
import { type Refusal, refuse } from '../../shared/errors.ts';
import { ATTACHMENTS, type RequestFile } from '../../shared/protocol/request-files.ts';
import { newId } from '../secrets.ts';
import { just, must, type Step, wins } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import type { RequestDeps } from './requests.ts';
import type { Named } from './rows.ts';
import { stepTo, tells } from './telling.ts';

export type Files = ReturnType<typeof files>;
type Row = Tables['request_file'];

export function files(deps: RequestDeps) {
  const { store, policy, now } = deps;
  const { sql } = store;
  const rowsOf = (request: string): Promise<Row[]> =>
    store.read<Row>(
      sql
        .selectFrom('request_file')
        .selectAll()
        .where('request_id', '=', request)
        .orderBy('at')
        .orderBy('id'),
    );
  const one = async (request: string, id: string): Promise<Row | null> =>
    (await rowsOf(request)).find((row) => row.id === id) ?? null;
  const pieces = async function* (id: string, size: number): AsyncGenerator<Uint8Array> {
    for (let start = 0; start < size; ) {
      const [piece] = await store.read<{ bytes: Uint8Array }>(
        sql
          .selectFrom('request_file_piece')
          .select('bytes')
          .where('file_id', '=', id)
          .where('start', '=', start),
      );
      // Erased in the middle of it: what was sent so far is not a file, and the receiver notices by its length.
      if (!piece) return;
      yield piece.bytes;
      start += piece.bytes.length;
    }
  };
  const waitingBytes = async (desk: string): Promise<number> => {
    const [sum] = await store.read<{ n: number | null }>(
      sql
        .selectFrom('request')
        .innerJoin('request_file', 'request_file.request_id', 'request.id')
        .select((q) => q.fn.sum<number | null>('request_file.received').as('n'))
        .where('request.desk_id', '=', desk)
        .where('request.state', '=', 'new'),
    );
    return sum?.n ?? 0;
  };
  const hashOf = async (id: string, size: number, last: Uint8Array): Promise<string> => {
    const hash = createHash('sha256');
    for await (const piece of pieces(id, size - last.length)) hash.update(piece);
    return hash.update(last).digest('hex');
  };

  return {
    filesOf: async (request: string): Promise<RequestFile[]> => (await rowsOf(request)).map(publicFile),

    /** A file is announced. Only what its desk takes, and no more than a request may hold. */
    announce: async (row: Named, said: { name: string; size: number }): Promise<RequestFile | Refusal> => {
      if (row.state === 'completed') return refuse('NOT_NOW');
      const name = safeFileName(said.name);
      const before = await rowsOf(row.id);
      const total = before.reduce((sum, { size }) => sum + size, said.size);
      if (before.length >= ATTACHMENTS.most) return refuse('TOO_MANY_FILES');
      if (said.size > ATTACHMENTS.bytes || total > ATTACHMENTS.allBytes) return refuse('FILE_TOO_LARGE');
      const problem = fileProblem(await policy(row.desk_id), name, said.size);
      if (problem) return refuse(problem);
      const file = {
        id: newId(),
        request_id: row.id,
        name,
        size: said.size,
        received: 0,
        sha256: null,
        at: now(),
      };
      // Asked once more in the same unit: many that are announced at once have all seen the few from before.
      const fits = sql
        .selectFrom('request_file')
        .innerJoin('request', 'request.id', 'request_file.request_id')
        .select('request.id')
        .where('request.id', '=', row.id)
        .where('request.state', '!=', 'completed')
        .groupBy('request.id')
        .having((q) => q(q.fn.countAll(), '<=', ATTACHMENTS.most))
        .having((q) => q(q.fn.sum('request_file.size'), '<=', ATTACHMENTS.allBytes));
      const taken = store.write([just(sql.insertInto('request_file').values(file)), must(fits)]);
      return (await wins(taken)) ? publicFile(file) : refuse('TOO_MANY_FILES');
    },

    /** The next piece of it. One that came before is answered as if it had come now: the answer may have been lost. */
    takePiece: async (
      row: Named,
      id: string,
      at: number,
      bytes: Uint8Array,
    ): Promise<RequestFile | Refusal> => {
      if (row.state === 'completed') return refuse('NOT_NOW');
      const file = await one(row.id, id);
      if (!file) return refuse('NOT_FOUND');
      if (at < file.received) return publicFile(file);
      const received = at + bytes.length;
      if (at > file.received || bytes.length === 0 || received > file.size) return refuse('BAD_INPUT');
      if (row.state === 'new' && (await waitingBytes(row.desk_id)) + bytes.length > ATTACHMENTS.waitingBytes)
        return refuse('TOO_FAST');
      const isLast = received === file.size;
      const sha256 = isLast ? await hashOf(id, file.size, bytes) : null;
      const steps: Step[] = [
        must(
          sql
            .updateTable('request_file')
            .set({ received, sha256 })
            .where('id', '=', id)
            .where('received', '=', at),
        ),
        just(sql.insertInto('request_file_piece').values({ file_id: id, start: at, bytes })),
        ...(isLast ? [stepTo(deps, row.id, 'attached', row.name)] : []),
      ];
      // The same piece twice at once: one of them counts.
      await wins(store.write(steps));
      if (isLast) tells(deps, row, { what: 'changed', by: null });
      return publicFile({ ...file, received, sha256 });
    },

    /** A whole file of a request, to be read piece by piece. */
    fileBytes: async (
      request: string,
      id: string,
    ): Promise<{ file: RequestFile; bytes: AsyncGenerator<Uint8Array> } | Refusal> => {
      const row = await one(request, id);
      if (row?.sha256 == null) return refuse('NOT_FOUND');
      return { file: publicFile(row), bytes: pieces(id, row.size) };
    },
  };
}

/** The steps that forget what was attached to these requests. */
export const forgetsFiles = (
  { store: { sql } }: Pick<RequestDeps, 'store'>,
  requests: readonly string[],
): Step[] => [
  just(
    sql.deleteFrom('request_file_piece').where('file_id', 'in', (q) =>
      q
        .selectFrom('request_file')
        .select('id')
        .where('request_id', 'in', [...requests]),
    ),
  ),
  just(sql.deleteFrom('request_file').where('request_id', 'in', [...requests])),
];

const publicFile = ({ id, name, size, received, sha256, at }: Row): RequestFile => ({
  id,
  name,
  size,
  received,
  sha256,
  at,
  isProgram: isProgram(name),
});
