// Ports of this computer that nobody uses.
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Free for UDP as good as for TCP: nobody else here uses UDP. @param host an address of this computer */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was free');
  return address.port;
}
