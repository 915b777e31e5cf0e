// A company's own site with the "Get help" button: the example of docs/embed as it stands there, from an origin of its own, under the
// strict policy that the example shows, sent as a header.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { stopLater } from './children.ts';
import { ROOT } from './sources.ts';

export interface CompanySite {
  readonly url: string;
  /** A page that tries to show this address in a frame, under no policy at all. */
  readonly framing: (address: string) => string;
}

/** @param broker origin of the broker  @param slug the desk's name in addresses */
export async function openCompanySite(broker: string, slug: string): Promise<CompanySite> {
  const page = readFileSync(join(ROOT, 'docs/embed/index.html'), 'utf8')
    .replaceAll('https://desk.example', broker)
    .replace('data-desk="acme"', `data-desk="${slug}"`);
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1];
  if (policy === undefined) throw new Error('the example shows no policy');
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://site.invalid');
    const framed = url.searchParams.get('frame');
    if (framed !== null) {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(`<!doctype html><title>frames</title><iframe src="${framed}"></iframe>`);
      return;
    }
    if (url.pathname !== '/shop/cart') return void response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
    });
    response.end(page);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  stopLater(async () => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the site has no port');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    url: `${origin}/shop/cart?session=4711#top`,
    framing: (of) => `${origin}/?frame=${encodeURIComponent(of)}`,
  };
}
