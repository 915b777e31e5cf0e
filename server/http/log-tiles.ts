// The logs as files: checkpoint, tiles and bundles of entries as c2sp.org/tlog-tiles lays them out, for auditors and their
// tools. The size of a log tells how much work a desk has, so none of it is public.
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { refuse } from '../../shared/errors.ts';
import { id } from '../../shared/field.ts';
import { parseTilePath, type Tile } from '../../shared/log/tiles.ts';
import { TILE_WIDTH } from '../../shared/log/tree.ts';
import type { Logs } from '../log/logs.ts';
import { isSeenBy } from '../log/status.ts';
import { type TreeRows, tileBytes, treeRows } from '../log/tree-rows.ts';
import { loginOf } from '../plugins/auth.ts';
import { answer } from '../plugins/errors.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app-type.ts';

const config = { access: 'read-log' } as const;
/** Whoever checks a whole log reads two files for every 256 entries, as fast as they come. */
const often = { ...config, rateLimit: { max: 6_000, timeWindow: 60_000 } } as const;
const params = z.strictObject({ id });
const tileParams = z.strictObject({ id, '*': z.string() });

export interface LogTileRouteDeps {
  readonly store: Store;
  readonly logs: Logs;
}

export function logTileRoutes(app: App, { store, logs }: LogTileRouteDeps): void {
  const rowsOf = async (request: FastifyRequest, logId: string): Promise<TreeRows | null> => {
    const { desk } = loginOf(request);
    const isThere = (await logs.all()).some((log) => log.id === logId && isSeenBy(log, desk.id));
    return isThere ? treeRows(store, logId) : null;
  };

  app.get('/log/:id/checkpoint', { config, schema: { params } }, async (request, reply) => {
    const rows = await rowsOf(request, request.params.id);
    const head = await rows?.lastSigned();
    if (!head || request.url.includes('?')) return answer(reply, refuse('NOT_FOUND'));
    return reply
      .header('cache-control', 'private, no-cache')
      .type('text/plain; charset=utf-8')
      .send(head.note);
  });

  app.get('/log/:id/tile/*', { config: often, schema: { params: tileParams } }, async (request, reply) => {
    const tile = parseTilePath(pathIn(request));
    const rows = tile && (await rowsOf(request, request.params.id));
    const head = await rows?.lastSigned();
    if (!tile || !rows || !head || !isWithin(tile, head.size)) return answer(reply, refuse('NOT_FOUND'));
    return cached(reply, tile)
      .type('application/octet-stream')
      .send(Buffer.from(await tileBytes(rows, tile)));
  });
}

/** As it was written, so that no second spelling of a path reads the same tile: nothing decoded, no query. */
const pathIn = ({ url }: FastifyRequest): string => url.split('/').slice(3).join('/');

/** Only what a signed head covers is there. */
function isWithin({ level, n, width }: Tile, size: number): boolean {
  const count = level === 'entries' ? size : Math.floor(size / TILE_WIDTH ** level);
  return n * TILE_WIDTH + width <= count;
}

/** A full tile never changes; a partial one does not either, but is asked for only until it is full. */
const cached = (reply: FastifyReply, { width }: Tile): FastifyReply =>
  reply.header(
    'cache-control',
    width === TILE_WIDTH ? 'private, max-age=31536000, immutable' : 'private, no-cache',
  );
