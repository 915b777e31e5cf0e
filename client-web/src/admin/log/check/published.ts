// The keys that the broker publishes, and how far its logs are signed, as pages ask for them.
import * as z from 'zod/mini';
import { figures } from '../../../../../shared/desk/figures.ts';
import { logStatus } from '../../../../../shared/desk/log-status.ts';
import { isRefusal } from '../../../../../shared/errors.ts';
import { get } from '../../../features/account/session.ts';
import type { Refused } from '../../../link/api.ts';

const publishedKeys = z.object({ logs: z.array(z.object({ origin: z.string(), vkey: z.string() })) });

/** Keys of all logs, as they are spelled. */
export async function publishedVkeys(): Promise<readonly string[] | Refused> {
  const keys = await get('/.well-known/permesso-keys.json', publishedKeys);
  return isRefusal(keys) ? keys : keys.logs.map(({ vkey }) => vkey);
}

export const readStatus = () => get('/api/log/status', logStatus);
export const readDeskFigures = () => get('/api/log/figures', figures);
