// A real SMTP server on this computer, which keeps what it is given and can be told to refuse, to hang and to hang up.
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { SmtpConfig } from '../../server/config.ts';

export interface Kept {
  readonly from: string;
  readonly to: readonly string[];
  /** As it went over the wire. */
  readonly raw: string;
  readonly headers: string;
  /** Both parts, decoded, in order: plain text, then HTML. */
  readonly parts: readonly string[];
}
/** What it does with the next letters. `refuses`: with this status, to the address or after the whole letter. */
export type Manner =
  | { readonly is: 'kind' }
  | { readonly is: 'refuses'; readonly at: 'address' | 'letter'; readonly status: number }
  | { readonly is: 'silent' | 'hangs-up'; readonly at: 'address' | 'letter' };

export interface PostOffice {
  readonly config: SmtpConfig;
  readonly kept: Kept[];
  /** Whole letters that reached it, kept or not. */
  readonly seen: () => number;
  behaves(manner: Manner): void;
  /** Resolves when so many letters are kept. */
  has(count: number): Promise<Kept>;
  closes(): Promise<void>;
}

/** @param password asked for from everybody, where given */
export async function openPostOffice(password?: string): Promise<PostOffice> {
  const kept: Kept[] = [];
  let seen = 0;
  let manner: Manner = { is: 'kind' };
  let waiting: { count: number; resolve: (last: Kept) => void }[] = [];
  const sockets = new Set<Socket>();
  /** What goes wrong at this point, if anything does; it never answers where it is silent or has hung up. */
  const meets = (at: 'address' | 'letter', done: (error?: Error | null) => void): void => {
    if (manner.is === 'kind' || manner.at !== at) done();
    else if (manner.is === 'refuses')
      done(Object.assign(new Error('not here, says the post'), { responseCode: manner.status }));
    else if (manner.is === 'hangs-up') for (const socket of sockets) socket.destroy();
  };
  const server = new SMTPServer({
    authOptional: password === undefined,
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    closeTimeout: 10,
    logger: false,
    onAuth: ({ password: given }, _session, done) =>
      given === password ? done(null, { user: 'desk' }) : done(new Error('wrong password')),
    onRcptTo: (_address, _session, done) => meets('address', done),
    onData: (stream, { envelope }, done) => {
      let raw = '';
      stream.setEncoding('utf8').on('data', (part: string) => {
        raw += part;
      });
      stream.on('end', () => {
        seen += 1;
        meets('letter', (error) => {
          if (error) return done(error);
          const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
          const last = { from, to: envelope.rcptTo.map(({ address }) => address), raw, ...opened(raw) };
          kept.push(last);
          done();
          for (const { count, resolve } of waiting) if (kept.length >= count) resolve(last);
          waiting = waiting.filter(({ count }) => kept.length < count);
        });
      });
    },
  });
  server.on('error', () => {});
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('the post office has no port');
  const name = password === undefined ? '' : `desk:${encodeURIComponent(password)}@`;
  return {
    config: { url: new URL(`smtp://${name}127.0.0.1:${address.port}`), from: 'help@desk.example' },
    kept,
    seen: () => seen,
    behaves: (next) => {
      manner = next;
    },
    has: (count) => {
      const there = kept[count - 1];
      return there ? Promise.resolve(there) : new Promise((resolve) => waiting.push({ count, resolve }));
    },
    closes: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function opened(raw: string): Pick<Kept, 'headers' | 'parts'> {
  const [headers = '', ...rest] = raw.split('\r\n\r\n');
  const boundary = /boundary="([^"]+)"/.exec(headers)?.[1];
  if (boundary === undefined) return { headers, parts: [rest.join('\r\n\r\n')] };
  const parts = rest
    .join('\r\n\r\n')
    .split(`--${boundary}`)
    .filter((part) => part.includes('\r\n\r\n'));
  return { headers, parts: parts.map(decoded) };
}

function decoded(part: string): string {
  const at = part.indexOf('\r\n\r\n');
  const body = part.slice(at + 4);
  if (/quoted-printable/i.test(part.slice(0, at))) {
    const bytes = body
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    return Buffer.from(bytes, 'latin1').toString('utf8');
  }
  return /base64/i.test(part.slice(0, at)) ? Buffer.from(body, 'base64').toString('utf8') : body;
}
