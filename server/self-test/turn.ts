// Whether the servers that the ends are told of answer from here: each STUN address, and each address of this broker's own relay, which
// has to lend something to fresh credentials and take it back.
import type { SelfTestFound } from '../../shared/protocol/self-test.ts';
import type { Config } from '../config.ts';
import { credentialsNamed } from '../ice/turn.ts';
import { absent, bad, type Check, ok, warn } from './found.ts';
import { type Line, openLine, placeOf } from './stun-line.ts';
import { type Credentials, request } from './stun-message.ts';

const TTL_S = 60;
/** All its places are taken: RFC 8656 sections 15.8 and 18.13. */
const FULL = [486, 508];

export const turnCheck = (
  { iceServers, turn }: Pick<Config, 'iceServers' | 'turn'>,
  now: () => number,
): Check => ({
  name: 'turn',
  look: async () => {
    const listed = iceServers.flatMap(({ urls }) => urls);
    if (listed.length === 0 && turn === null) return [absent('turn-none')];
    const by = turn && credentialsNamed(turn.secret, `${Math.floor(now() / 1_000) + TTL_S}:self-test`);
    const all = [
      ...listed.map((url) =>
        /^turns?:/i.test(url) ? Promise.resolve(ok('relay-untried', { what: url })) : stun(url),
      ),
      ...(turn && by ? turn.urls.map((url) => relay(url, by)) : []),
    ];
    return Promise.all(all);
  },
});

async function stun(url: string): Promise<SelfTestFound> {
  const answers = await timed(url, async (line) => (await line.ask(request('binding')))?.error === null);
  return answers?.got
    ? ok('stun-answers', { what: url, value: answers.ms })
    : bad('stun-silent', { what: url });
}

async function relay(url: string, by: Credentials): Promise<SelfTestFound> {
  const told = await timed(url, async (line) => ({
    error: await borrow(line, by),
    isDoubtful: line.isDoubtful,
  }));
  if (told === null || told.got.error === 'silent') return bad('relay-silent', { what: url });
  const { error, isDoubtful } = told.got;
  if (error !== null)
    return FULL.includes(error) ? warn('relay-full', { what: url }) : bad('relay-refuses', { what: url });
  return isDoubtful
    ? bad('relay-certificate', { what: url })
    : ok('relay-lends', { what: url, value: told.ms });
}

/** Asks for a place and gives it back. @returns the number of a refusal, null for none */
async function borrow(line: Line, by: Credentials): Promise<number | 'silent' | null> {
  const first = await line.ask(request('allocate'));
  if (first === null) return 'silent';
  // The first request is refused on purpose: it fetches what is to be signed. A relay that lends without is open to anybody.
  if (first.challenge === null) return first.error ?? 401;
  const signed = { ...by, ...first.challenge };
  const second = await line.ask(request('allocate', signed));
  if (second === null) return 'silent';
  if (second.error === null) await line.ask(request('refresh', signed));
  return second.error;
}

/** @returns null where nobody is there */
async function timed<T>(
  url: string,
  act: (line: Line) => Promise<T>,
): Promise<{ got: T; ms: number } | null> {
  const place = placeOf(url);
  const from = performance.now();
  const line = place && (await openLine(place));
  if (!line) return null;
  try {
    const got = await act(line);
    return { got, ms: Math.round(performance.now() - from) };
  } finally {
    line.close();
  }
}
