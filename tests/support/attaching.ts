// A customer who attaches files to their request, as the page does it.
import {
  ATTACHMENTS,
  HOLDER_HEADER,
  type RequestFile,
  requestFile,
} from '../../shared/protocol/request-files.ts';
import type { Asker } from './asking.ts';
import type { Reply } from './tab.ts';

export const announces = ({ tab, held }: Asker, name: string, size: number) =>
  tab.post('/api/request/files', { ...held, name, size });
/** Bytes as the page sends them. */
export async function puts(
  { tab, held }: Asker,
  id: string,
  { at, bytes, proof = `${held.request}.${held.secret}` }: { at: number; bytes: Buffer; proof?: string },
): Promise<Reply> {
  const answer = await fetch(`http://127.0.0.1:${tab.where.port}/api/request/files/${id}?at=${at}`, {
    method: 'PUT',
    headers: {
      origin: tab.where.origin,
      'x-forwarded-for': tab.address,
      'content-type': 'application/octet-stream',
      [HOLDER_HEADER]: proof,
    },
    body: new Uint8Array(bytes),
  });
  const text = await answer.text();
  return { status: answer.status, headers: {}, text, json: text === '' ? undefined : JSON.parse(text) };
}
/** The whole file, piece by piece. */
export async function sends(carla: Asker, name: string, bytes: Buffer): Promise<RequestFile> {
  let file = requestFile.parse((await announces(carla, name, bytes.length)).json);
  while (file.received < bytes.length) {
    const piece = bytes.subarray(file.received, file.received + ATTACHMENTS.pieceBytes);
    file = requestFile.parse((await puts(carla, file.id, { at: file.received, bytes: piece })).json);
  }
  return file;
}
