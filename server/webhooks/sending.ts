// One try of one delivery: resolve, look at the address, connect to that very address, post, read a little of the answer. It keeps
// nothing and decides nothing about another try.
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { type ClientRequest, request as http, type RequestOptions } from 'node:http';
import { request as https } from 'node:https';
import type { Delivered } from '../../shared/protocol/webhooks.ts';
import { type Signed, signatureHeaders } from './signature.ts';
import { addressFor, hostOf, type Resolve, targetOf } from './target.ts';

const LIMIT_MS = 10_000;
/** Whatever a receiver has to say; its status is all that counts. */
const MOST_ANSWER = 16_384;

export interface Tried {
  readonly outcome: Delivered;
  readonly status: number | null;
}
export interface SendingDeps {
  /** Host and port that the operator has named. */
  readonly allowed: readonly string[];
  readonly resolve?: Resolve;
  readonly limitMs?: number;
}
export type Send = (url: string, secret: string, signed: Signed) => Promise<Tried>;

const resolveAll: Resolve = (host) => lookup(host, { all: true, verbatim: true });

export function sending({ allowed, resolve = resolveAll, limitMs = LIMIT_MS }: SendingDeps): Send {
  return async (text, secret, signed) => {
    const target = targetOf(text, allowed);
    if (!target) return { outcome: 'private-address', status: null };
    const limit = AbortSignal.timeout(limitMs);
    const late = new Promise<{ failed: Delivered }>((done) =>
      limit.addEventListener('abort', () => done({ failed: 'no-answer' }), { once: true }),
    );
    const to = await Promise.race([addressFor(target, resolve), late]);
    if ('failed' in to) return { outcome: to.failed, status: null };
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(signed.body),
      'user-agent': 'Permesso-Webhooks',
      ...signatureHeaders(secret, signed),
    };
    return posts(target.url, { method: 'POST', headers, signal: limit, ...pinned(to) }, signed.body);
  };
}

/** A connection of its own, to this address whatever the name says by now. TLS still goes by the name. */
const pinned = ({ address, family }: LookupAddress): RequestOptions => ({
  agent: false,
  lookup: (_host, options, done) =>
    options.all ? done(null, [{ address, family }]) : done(null, address, family),
});

function posts(url: URL, options: RequestOptions, body: string): Promise<Tried> {
  return new Promise((done) => {
    const send = url.protocol === 'https:' ? https : http;
    const sent: ClientRequest = send(url, { ...options, host: hostOf(url) }, (answer) => {
      const status = answer.statusCode ?? 0;
      const ends = () => {
        done({ outcome: outcomeOf(status), status });
        sent.destroy();
      };
      let read = 0;
      answer.on('data', (part: Buffer) => {
        read += part.length;
        if (read > MOST_ANSWER) ends();
      });
      answer.on('end', ends);
      answer.on('error', ends);
    });
    sent.on('error', (error: NodeJS.ErrnoException) => done({ outcome: failureOf(error), status: null }));
    sent.end(body);
  });
}

function outcomeOf(status: number): Delivered {
  if (status >= 200 && status < 300) return 'delivered';
  return status >= 300 && status < 400 ? 'redirected' : 'answered';
}

function failureOf({ name, code = '' }: NodeJS.ErrnoException): Delivered {
  if (name === 'AbortError' || name === 'TimeoutError' || code === 'ABORT_ERR') return 'no-answer';
  return /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code) ? 'not-trusted' : 'unreachable';
}
