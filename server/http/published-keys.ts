// GET /.well-known/permesso-keys.json: the broker's public keys, for whoever checks a receipt, an attestation or a log.
import type { Keyring } from '../keys/keyring.ts';
import type { LogRoom } from '../log/room.ts';
import type { App } from './app-type.ts';

export interface PublishedKeyRouteDeps {
  readonly keys: Keyring;
  readonly room: Pick<LogRoom, 'logs' | 'notary'>;
}

export function publishedKeyRoutes(app: App, { keys, room }: PublishedKeyRouteDeps): void {
  app.get('/.well-known/permesso-keys.json', { config: { access: 'anyone' } }, async (_request, reply) => {
    const logs = (await room.logs.all()).flatMap(({ origin }) =>
      // Every key that is held signs every head, so each of them may be the one that somebody knows.
      room.notary.vkeys(origin).map((vkey) => ({ origin, vkey })),
    );
    return reply
      .header('cache-control', 'no-cache')
      .type('application/json')
      .send(JSON.stringify({ keys: keys.published('attest'), logs }));
  });
}
