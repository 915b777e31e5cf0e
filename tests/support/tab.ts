// HTTP as one browser tab speaks it: from one address, with one cookie jar and the headers that browsers add. It keeps
// no opinion about answers; stories and actors judge them.
import { type IncomingHttpHeaders, request } from 'node:http';

/** Where the broker listens now and under which origin its pages stand. The port changes when a story restarts it. */
export interface Where {
  port: number;
  readonly origin: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON. Untyped, since a story reads what the broker really sent. */
  // biome-ignore lint/suspicious/noExplicitAny: stories look into bodies of any shape
  readonly json: any;
}

export interface Sent {
  readonly body?: unknown;
  /** Sent as it is, in place of `body`. */
  readonly raw?: string;
  /** Added to those of a browser; `undefined` leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

const COOKIE = '__Host-sid';

export class Tab {
  /** Another one once whoever spreads the load leads it elsewhere. */
  where: Where;
  readonly address: string;
  /** The login cookie's value, where there is one. */
  login: string | null = null;

  constructor(where: Where, address: string) {
    this.where = where;
    this.address = address;
  }

  get(path: string, sent: Sent = {}): Promise<Reply> {
    return this.send('GET', path, sent);
  }

  post(path: string, body?: unknown, sent: Sent = {}): Promise<Reply> {
    return this.send('POST', path, { body, ...sent });
  }

  send(method: string, path: string, { body, raw, headers = {} }: Sent = {}): Promise<Reply> {
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const all: Record<string, string | undefined> = {
      origin: this.where.origin,
      'sec-fetch-site': 'same-origin',
      'x-forwarded-for': this.address,
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      cookie: this.login === null ? undefined : `${COOKIE}=${this.login}`,
      'content-type': payload === undefined ? undefined : 'application/json',
      'content-length': payload === undefined ? undefined : String(Buffer.byteLength(payload)),
      ...headers,
    };
    const present = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: this.where.port, method, path };
      const sending = request({ ...options, headers: Object.fromEntries(present) }, (response) => {
        // A stream of news has no end to wait for.
        if (response.headers['content-type']?.startsWith('text/event-stream')) {
          response.destroy();
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: '', json: undefined });
          return;
        }
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => {
          this.#keepCookie(response.headers['set-cookie'] ?? []);
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            json: parsed(text),
          });
        });
        response.on('error', reject);
      });
      sending.on('error', reject);
      sending.end(payload);
    });
  }

  #keepCookie(cookies: readonly string[]): void {
    for (const cookie of cookies) {
      const value = new RegExp(`^${COOKIE}=([^;]*)`).exec(cookie)?.[1];
      if (value !== undefined) this.login = value === '' ? null : value;
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
