// Where nobody listens: for stories about what does not answer.
import { createSocket } from 'node:dgram';
import { ownAddress } from './coturn.ts';

/** A port of this computer's own address that nobody has by UDP, nor by TCP as far as anybody here starts things. */
export function unusedPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4').once('error', reject);
    socket.bind(0, ownAddress(), () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}
