// Opening a statement: consent-protocol.md 2.4 (1) to (4). One honest statement, and every way to make it another one.
import { beforeAll, describe, expect, it } from 'vitest';
import { toBase64url, utf8 } from '../../../shared/bytes.ts';
import { canonicalText } from '../../../shared/canonical.ts';
import { type Sealed, type SigningKey, sealWith } from '../../../shared/consent/jws.ts';
import { bindingName, partyName, type Signatory } from '../../../shared/consent/keys.ts';
import { MOST_JWS } from '../../../shared/consent/limits.ts';
import { openStatement, type Pinned } from '../../../shared/consent/open-statement.ts';
import type { Statement, StatementOf } from '../../../shared/consent/statements.ts';
import { headerFor, malleated, rewritten, signedAnyway, signedAs } from '../../support/forgery.ts';
import { SID, uuid } from '../../support/paper.ts';
import { complete, type Draft, type Ends, newKey } from '../../support/statements.ts';

let technician: SigningKey;
let customer: SigningKey;
let stranger: SigningKey;
let pinned: Pinned;
let revoke: StatementOf<'revoke'>;
let honest: Sealed;

const FIRST = { n: 1, prev: null };
const REVOKE = { type: 'revoke', gid: uuid(101), why: 'stop', localMs: 12 } as const;
const endsOf = (role: Signatory, sid = SID): Ends => ({
  sid,
  role,
  tkt: technician.thumbprint,
  ckt: customer.thumbprint,
});
const completed = (draft: Draft, ends: Ends): Statement => complete(draft, FIRST, ends);
const opening = async (jws: string, author: Signatory = 'customer') => {
  const opened = await openStatement(jws, pinned, author);
  return 'wrong' in opened ? opened.wrong : opened.statement.type;
};
/** The honest statement with other members, well signed by the customer's key. */
const saying = (but: object) => signedAnyway({ ...revoke, ...but }, customer);
const under = (header: object, payload: string = canonicalText(revoke)) =>
  signedAs(header, payload, customer);

beforeAll(async () => {
  [technician, customer, stranger] = [await newKey(), await newKey(), await newKey()];
  pinned = { sid: SID, keys: { technician: technician.publicKey, customer: customer.publicKey } };
  revoke = completed(REVOKE, endsOf('customer')) as typeof revoke;
  honest = await sealWith(customer, revoke);
});

describe('an honest statement', () => {
  it('opens, and goes by the hash of what it says', async () => {
    expect(await openStatement(honest.jws, pinned, 'customer')).toEqual({
      statement: revoke,
      hash: honest.hash,
      jws: honest.jws,
    });
  });

  it('opens from the technician as well', async () => {
    const ask = {
      type: 'ask',
      askId: uuid(1),
      scope: 'view',
      surface: 'tab',
      minutes: 5,
      reason: '',
    } as const;
    const { jws } = await sealWith(technician, completed(ask, endsOf('technician')));
    expect(await opening(jws, 'technician')).toBe('ask');
  });

  it('has the same name under each of its two valid signatures', async () => {
    const twin = malleated(honest.jws);
    expect(twin).not.toBe(honest.jws);
    const opened = await openStatement(twin, pinned, 'customer');
    expect('hash' in opened && opened.hash).toBe(honest.hash);
  });

  it('is not told from a forger’s copy of it by the tests’ own tools', async () => {
    expect(await opening(await saying({}))).toBe('revoke');
    expect(await opening(await under(headerFor(revoke, customer)))).toBe('revoke');
  });
});

describe('a statement of the wrong form', () => {
  it.each<[string, (text: string) => string]>([
    ['a member that nobody knows', (text) => text.replace('{', '{"also":1,')],
    [
      'a duplicate key, the first one honest',
      (text) => text.replace('"why":"stop"', '"why":"stop","why":"ended"'),
    ],
    [
      'a duplicate key, the last one honest',
      (text) => text.replace('"why":"stop"', '"why":"ended","why":"stop"'),
    ],
    ['spare white space', (text) => text.replace(',', ', ')],
    ['a line break at its end', (text) => `${text}\n`],
    ['another order of its keys', (text) => text.replace(/^\{("aud":[^\]]*\]),("cb":"[^"]*")/, '{$2,$1')],
    ['a needless escape', (text) => text.replace('stop', '\\u0073top')],
    ['a number spelled otherwise', (text) => text.replace('"localMs":12', '"localMs":12.0')],
    ['a byte order mark', (text) => `\ufeff${text}`],
    ['an array around it', (text) => `[${text}]`],
    ['nothing in it', () => '{}'],
    ['no JSON in it', () => 'stop!'],
  ])('is refused for %s', async (_what, change) => {
    const text = change(canonicalText(revoke));
    expect(text).not.toBe(canonicalText(revoke));
    expect(await opening(await under(headerFor(revoke, customer), text))).toBe('BAD_STATEMENT');
  });

  it.each<[string, object]>([
    ['no nonce', { nonce: undefined }],
    ['an older version', { v: 1 }],
    ['a type that does not exist', { type: 'permit' }],
    ['a reason outside the list', { why: 'because' }],
    ['the number nought', { n: 0 }],
    ['a number with a fraction', { n: 1.5 }],
    ['a time before all time', { iat: -1 }],
    ['nobody to hear it', { aud: [] }],
    ['a crowd to hear it', { aud: Array.from({ length: 5 }, () => `tech:${'x'.repeat(43)}`) }],
    ['a previous one that is no hash', { prev: 'x' }],
  ])('is refused for %s, well signed and well spelled', async (_what, but) => {
    const { nonce, ...rest } = { ...revoke, ...but };
    const all = nonce === undefined ? rest : { ...rest, nonce };
    const jws = await signedAs(headerFor(revoke, customer), canonicalText(all), customer);
    expect(await opening(jws)).toBe('BAD_STATEMENT');
  });

  it.each<[string, object]>([
    ['a key of its own', { jwk: { kty: 'EC' } }],
    ['a chain of certificates', { x5c: ['AA'] }],
    ['a place to fetch a key from', { jku: 'https://example.org' }],
    ['a critical extension', { crit: ['exp'], exp: 1 }],
    ['an unencoded payload', { b64: false, crit: ['b64'] }],
    ['a content type', { cty: 'json' }],
    ['the type of another statement', { typ: 'permesso-grant+jws' }],
    ['the type of a plain token', { typ: 'JWT' }],
    ['no signature asked for', { alg: 'none' }],
    ['a shared secret asked for', { alg: 'HS256' }],
  ])('is refused for a header with %s', async (_what, more) => {
    expect(await opening(await under({ ...headerFor(revoke, customer), ...more }))).toBe('BAD_STATEMENT');
  });

  it.each(['alg', 'typ', 'kid'] as const)('is refused for a header without %s', async (name) => {
    const { [name]: _gone, ...rest } = headerFor(revoke, customer);
    expect(await opening(await under(rest))).toBe('BAD_STATEMENT');
  });

  it('is refused for the other algorithm that headers may name', async () => {
    expect(await opening(await under({ ...headerFor(revoke, customer), alg: 'Ed25519' }))).toBe(
      'BAD_SIGNATURE',
    );
  });

  it('is refused unread when it is larger than 8 KiB, to the character', async () => {
    const ask = (reason: string) =>
      completed(
        { type: 'ask', askId: uuid(1), scope: 'view', surface: 'tab', minutes: 5, reason },
        endsOf('technician'),
      );
    const { jws } = await sealWith(technician, ask('x'.repeat(9_000)));
    expect(jws.length).toBeGreaterThan(MOST_JWS);
    expect(await opening(jws, 'technician')).toBe('BAD_STATEMENT');
    expect(await opening(honest.jws.padEnd(MOST_JWS + 1, 'A'))).toBe('BAD_STATEMENT');
  });

  it.each<[string, (jws: string) => string]>([
    ['a part too few', (jws) => jws.slice(0, jws.lastIndexOf('.'))],
    ['a part too many', (jws) => `${jws}.AA`],
    ['padding', (jws) => jws.replace('.', '=.')],
    ['no text at all', () => ''],
    ['three empty parts', () => '..'],
    ['a header that is no JSON', (jws) => jws.replace(/^[^.]+/, toBase64url(utf8('ES256')))],
    ['signs outside base64url', (jws) => jws.replace(/\.[^.]/, '.+')],
  ])('is refused for %s', async (_what, change) => {
    expect(await opening(change(honest.jws))).toBe('BAD_STATEMENT');
  });
});

describe('a statement by the wrong hand', () => {
  it('is refused when a word of it was changed under its signature', async () => {
    const jws = rewritten(honest.jws, canonicalText({ ...revoke, gid: uuid(102) }));
    expect(await opening(jws)).toBe('BAD_SIGNATURE');
  });

  it('is refused without a signature, with half of one, and with another one’s', async () => {
    const at = honest.jws.lastIndexOf('.') + 1;
    const [text, signature] = [honest.jws.slice(0, at), honest.jws.slice(at)];
    const other = (await saying({ gid: uuid(102) })).split('.')[2];
    for (const wrong of ['', signature.slice(0, 43), 'A'.repeat(86), other])
      expect(await opening(text + wrong)).toBe('BAD_SIGNATURE');
  });

  it('is refused when a stranger signed it under the name of the pinned key', async () => {
    const jws = await signedAs(headerFor(revoke, customer), canonicalText(revoke), stranger);
    expect(await opening(jws)).toBe('BAD_SIGNATURE');
  });

  it('is refused when a stranger signed it under the stranger’s own name', async () => {
    expect(await opening(await signedAnyway(revoke, stranger))).toBe('UNKNOWN_KEY');
    const iss = partyName('customer', stranger.thumbprint);
    expect(await opening(await signedAnyway({ ...revoke, iss }, stranger))).toBe('UNKNOWN_KEY');
  });

  it('is refused when the header or the text names another author', async () => {
    expect(await opening(await under({ ...headerFor(revoke, customer), kid: stranger.thumbprint }))).toBe(
      'UNKNOWN_KEY',
    );
    expect(await opening(await saying({ iss: partyName('customer', stranger.thumbprint) }))).toBe(
      'UNKNOWN_KEY',
    );
    expect(await opening(await saying({ iss: partyName('technician', customer.thumbprint) }))).toBe(
      'UNKNOWN_KEY',
    );
  });

  it('does not let the technician allow, refuse or stop on the customer’s behalf', async () => {
    const others: Draft[] = [
      REVOKE,
      { type: 'deny', askId: uuid(1), ask: 'a'.repeat(43), ui: { m: 'click', shown: 1 } },
      { type: 'abort', askId: uuid(1), ask: 'a'.repeat(43), why: 'picker-cancelled' },
    ];
    for (const draft of others) {
      const { jws } = await sealWith(technician, completed(draft, endsOf('technician')));
      expect(await opening(jws, 'technician')).toBe('UNKNOWN_KEY');
      expect(await opening(jws, 'customer')).toBe('UNKNOWN_KEY');
    }
  });

  it('does not let the customer introduce, ask or give back on the technician’s behalf', async () => {
    const others: Draft[] = [
      { type: 'peer', ckt: customer.thumbprint, tkt: technician.thumbprint, auth: 'sas' },
      { type: 'ask', askId: uuid(1), scope: 'view', surface: 'tab', minutes: 5, reason: '' },
      { type: 'withdraw', askId: uuid(1) },
      { type: 'relinquish', gid: uuid(101) },
    ];
    for (const draft of others) {
      const { jws } = await sealWith(customer, completed(draft, endsOf('customer')));
      expect(await opening(jws, 'customer')).toBe('UNKNOWN_KEY');
      expect(await opening(jws, 'technician')).toBe('UNKNOWN_KEY');
    }
  });
});

describe('a statement in the wrong place', () => {
  it('is refused in another session of the same two keys', async () => {
    const elsewhere = { ...pinned, sid: 'x'.repeat(22) };
    const opened = await openStatement(honest.jws, elsewhere, 'customer');
    expect(opened).toEqual({ wrong: 'WRONG_SESSION' });
  });

  it('is refused with the channel binding of another pair, session or spelling', async () => {
    const { tkt, ckt } = endsOf('customer');
    const bindings = [
      bindingName({ sid: 'x'.repeat(22), tkt, ckt }),
      bindingName({ sid: SID, tkt: stranger.thumbprint, ckt }),
      bindingName({ sid: SID, tkt, ckt: stranger.thumbprint }),
      bindingName({ sid: SID, tkt: ckt, ckt: tkt }),
    ];
    expect(new Set(bindings).size).toBe(4);
    for (const cb of bindings) expect(await opening(await saying({ cb }))).toBe('WRONG_BINDING');
  });

  it('is refused when it is addressed to somebody else', async () => {
    const auds = [
      [partyName('technician', stranger.thumbprint)],
      [partyName('customer', technician.thumbprint)],
      [partyName('customer', customer.thumbprint)],
      [`host:${technician.thumbprint}`],
    ];
    for (const aud of auds) expect(await opening(await saying({ aud }))).toBe('WRONG_AUDIENCE');
  });

  it('opens when others may hear it too', async () => {
    const aud = [`host:${stranger.thumbprint}`, partyName('technician', technician.thumbprint)];
    expect(await opening(await saying({ aud }))).toBe('revoke');
  });

  it('is refused when it introduces other keys than those that were pinned', async () => {
    const keys = { ckt: customer.thumbprint, tkt: technician.thumbprint };
    for (const but of [{ ckt: stranger.thumbprint }, { tkt: stranger.thumbprint }]) {
      const draft = { type: 'peer', ...keys, auth: 'pake', ...but } as const;
      const { jws } = await sealWith(technician, completed(draft, endsOf('technician')));
      expect(await opening(jws, 'technician')).toBe('WRONG_BINDING');
    }
  });
});
