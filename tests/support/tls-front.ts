// TLS in front of a broker, as a proxy at a desk has it, with a certificate that only those trust who are told to.
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import selfsigned from 'selfsigned';
import { stopLater } from './children.ts';

export interface TlsFront {
  readonly origin: string;
  /** A file, for NODE_EXTRA_CA_CERTS. */
  readonly certificate: string;
  /** Where the broker is, in the clear; known only once it runs. */
  leadsTo(port: number): void;
}

/** @param address one of this computer's, on which it listens */
export async function startTlsFront(address: string): Promise<TlsFront> {
  const { cert, private: key } = await selfsigned.generate([{ name: 'commonName', value: address }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: address }] }],
  });
  const folder = mkdtempSync(join(tmpdir(), 'permesso-tls-'));
  stopLater(() => rm(folder, { recursive: true, force: true }));
  const certificate = join(folder, 'cert.pem');
  writeFileSync(certificate, cert);

  let target = 0;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    // Whoever is cut off says so; the other side is ended below.
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  };
  const server = createServer({ cert, key }, (outside) => {
    const inside = connect(target, '127.0.0.1');
    for (const socket of [outside, inside]) keep(socket);
    outside.pipe(inside).pipe(outside);
  });
  server.listen(0, address);
  await once(server, 'listening');
  stopLater(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const where = server.address();
  if (where === null || typeof where === 'string') throw new Error('no port was free');
  return {
    origin: `https://${address}:${where.port}`,
    certificate,
    leadsTo: (port) => {
      target = port;
    },
  };
}
