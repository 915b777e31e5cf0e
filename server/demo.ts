// `npm run demo`: a whole desk on throw-away data, so that anyone sees the product in a minute. `-- --lan` makes a
// self-signed certificate and listens on the network, so that two machines can try it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import selfsigned from 'selfsigned';
import { isRefusal } from '../shared/errors.ts';
import { ConfigProblems, readConfig } from './config.ts';
import { newSecret } from './secrets.ts';
import { type Broker, startBroker } from './start.ts';

const isLan = process.argv.includes('--lan');
const dataDir = mkdtempSync(join(tmpdir(), 'permesso-demo-'));

try {
  const env = { ...process.env, PERMESSO_DATA_DIR: dataDir, ...(isLan ? await lanSettings() : {}) };
  const broker = await startBroker(readConfig(env));
  const technician = await furnish(broker);
  process.stdout.write(`
  Permesso demo. Everything in it is thrown away when you stop it.

  1. You are the technician. Open this link (it works once):
     ${broker.url}/sign-in#${technician}
  2. Press "New session" and read the code.
  3. Open this page in another window and be the customer:
     ${broker.url}/
${isLan ? '\n  The certificate is self-made, so each browser will warn once. On a network you trust, go on.\n' : ''}
  Stop with Ctrl+C.

`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void broker.stop().finally(() => {
        clean();
        process.exit(0);
      });
    });
} catch (error) {
  const lines = error instanceof ConfigProblems ? error.problems : [(error as Error).message];
  process.stderr.write(`The demo cannot start:\n${lines.map((line) => `  - ${line}`).join('\n')}\n`);
  clean();
  process.exit(1);
}

function clean(): void {
  rmSync(dataDir, { recursive: true, force: true });
}

/** A desk, an admin whose password nobody knows, and a technician. @returns the technician's sign-in token */
async function furnish({ people }: Broker): Promise<string> {
  const first = { name: 'Anna Conti', email: 'anna@demo.example', desk: 'Demo help desk' };
  const { token } = await people.firstLink();
  await people.enrol(token, newSecret(), first);
  const desk = await people.firstDesk();
  if (!desk) throw new Error('the demo has no desk');
  const invited = await people.invite(desk.id, {
    name: 'Maria Rossi',
    email: 'maria@demo.example',
    role: 'technician',
  });
  if (isRefusal(invited)) throw new Error(invited.refused);
  await people.enrol(invited.token, newSecret(), undefined);
  return (await people.signInLink(invited.person.id)).token;
}

async function lanSettings(): Promise<Record<string, string>> {
  const address = Object.values(networkInterfaces())
    .flat()
    .find((face) => face?.family === 'IPv4' && !face.internal)?.address;
  if (!address) throw new Error('This computer has no network address.');
  const { cert, private: key } = await selfsigned.generate([{ name: 'commonName', value: 'Permesso demo' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip: address },
          { type: 2, value: 'localhost' },
        ],
      },
    ],
  });
  const files = { PERMESSO_TLS_CERT: join(dataDir, 'cert.pem'), PERMESSO_TLS_KEY: join(dataDir, 'key.pem') };
  writeFileSync(files.PERMESSO_TLS_CERT, cert);
  writeFileSync(files.PERMESSO_TLS_KEY, key, { mode: 0o600 });
  const port = process.env['PERMESSO_PORT'] || '3000';
  return { ...files, PERMESSO_HOST: '0.0.0.0', PERMESSO_PUBLIC_URL: `https://${address}:${port}` };
}
