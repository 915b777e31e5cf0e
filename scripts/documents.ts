// The two documents of the interface, from the code: OpenAPI 3.1 from the broker's own routes, AsyncAPI 3.0 from what may be said on the
// socket. Both as text, with their members in order, so that two runs give the same.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import * as z from 'zod/mini';
import { buildApp } from '../server/app.ts';
import { memoryBus } from '../server/bus/memory.ts';
import { documentOf } from '../server/http/api-document.ts';
import { openKeyring } from '../server/keys/keyring.ts';
import { loadSecrets } from '../server/secrets.ts';
import { openSqlite } from '../server/store/sqlite.ts';
import { down } from '../shared/protocol/down.ts';
import { PROTOCOL_VERSION, SUBPROTOCOL, up } from '../shared/protocol/up.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const asText = (document: object): string => `${JSON.stringify(document, null, 1)}\n`;

/** A broker on an empty folder, asked for its routes and closed again. It listens to nothing. */
export async function openApi(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'permesso-docs-'));
  const store = await openSqlite(join(folder, 'permesso.db'));
  const app = await buildApp({
    config: {
      publicUrl: new URL('https://desk.example'),
      trustProxy: [],
      iceServers: [],
      turn: null,
      tls: null,
      dataDir: folder,
      logLevel: 'silent',
      redisUrl: null,
      headsDir: join(folder, 'heads'),
      downloadDir: join(folder, 'download'),
      metricsToken: null,
      smtp: null,
      webhookAllow: [],
    },
    store,
    bus: memoryBus(Date.now),
    secrets: loadSecrets(folder),
    keys: openKeyring(folder, Date.now),
    logger: pino({ level: 'silent' }),
    webRoot: folder,
    version,
    now: Date.now,
  });
  try {
    await app.ready();
    return asText(documentOf(app));
  } finally {
    await app.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Said = {
  readonly oneOf?: readonly Said[];
  readonly anyOf?: readonly Said[];
  readonly properties?: Readonly<Record<string, { readonly const?: unknown }>>;
};

/** Every message of a union, however it is nested. */
const each = (said: Said): Said[] => (said.oneOf ?? said.anyOf)?.flatMap(each) ?? [said];

/** `up-hello`, `down-welcome` ... by the literal that tells them apart; of several forms of one kind each is named. */
function messagesOf(union: z.ZodMiniType, direction: 'up' | 'down'): Record<string, object> {
  const messages: Record<string, object> = {};
  for (const payload of each(z.toJSONSchema(union, { unrepresentable: 'any' }) as Said)) {
    const name = String(payload.properties?.['t']?.const ?? 'other');
    const before = Object.keys(messages).filter((key) => key.startsWith(`${direction}-${name}`)).length;
    messages[`${direction}-${name}${before === 0 ? '' : `-${before + 1}`}`] = { name, payload };
  }
  return messages;
}

const refs = (messages: object) =>
  Object.keys(messages).map((name) => ({ $ref: `#/channels/session/messages/${name}` }));

export function asyncApi(): string {
  const said = messagesOf(up, 'up');
  const told = messagesOf(down, 'down');
  const messages = { ...said, ...told };
  return asText({
    asyncapi: '3.0.0',
    info: {
      title: 'Permesso, the socket of a session',
      version: String(PROTOCOL_VERSION),
      description: `One WebSocket a member and session, with the subprotocol ${SUBPROTOCOL}. The ticket, got over HTTP, is the second offered subprotocol. What widens anything is signed by the end that may say it; a broker that says it alone is not believed.`,
    },
    defaultContentType: 'application/json',
    channels: {
      session: {
        address: '/socket',
        messages: Object.fromEntries(
          Object.keys(messages).map((name) => [name, { $ref: `#/components/messages/${name}` }]),
        ),
      },
    },
    operations: {
      say: {
        action: 'send',
        summary: 'What a member may say to the broker',
        channel: { $ref: '#/channels/session' },
        messages: refs(said),
      },
      hear: {
        action: 'receive',
        summary: 'What the broker may say to a member',
        channel: { $ref: '#/channels/session' },
        messages: refs(told),
      },
    },
    components: { messages },
  });
}
