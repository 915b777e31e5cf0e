// Somebody who makes noise at the doors of brokers, as fast as they answer: half requests, bodies of the wrong shape, sockets without a
// ticket. Its arguments are ports; at SIGTERM it says how often it knocked.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import process from 'node:process';

const AT_ONCE = 16;
const ports = process.argv.slice(2).map(Number);
const heads = [
  () => randomBytes(2_048),
  () => Buffer.from(`GET / HTTP/1.1\r\n${'x'.repeat(50_000)}`),
  () => Buffer.from('GET /socket HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
  () =>
    Buffer.from(
      'POST /api/join HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\nConnection: close\r\n\r\n{"code":}',
    ),
];
let knocks = 0;

async function knocksFor(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.resume();
    socket.write((heads[knocks % heads.length] as () => Buffer)());
    socket.end();
    knocks += 1;
    await once(socket, 'close');
  }
}

process.on('SIGTERM', () => {
  process.stdout.write(String(knocks));
  process.exit();
});
for (let n = 0; n < AT_ONCE; n++) void knocksFor(ports[n % ports.length] as number);
