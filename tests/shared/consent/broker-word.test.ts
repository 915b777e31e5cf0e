// The broker's own words, as pages judge them: attestations and receipts under a published key, and everything that is none.
import { describe, expect, it } from 'vitest';
import { toBase64url, utf8 } from '../../../shared/bytes.ts';
import { canonicalText } from '../../../shared/canonical.ts';
import { attestation, openWord, receipt } from '../../../shared/consent/broker-word.ts';
import { signedAnyway } from '../../support/forgery.ts';
import { SID, uuid } from '../../support/paper.ts';
import { newKey } from '../../support/statements.ts';
import { attestationOf, receiptOf, wordSigner } from '../../support/words.ts';

const broker = wordSigner();
const retired = wordSigner();
const stranger = wordSigner();
const keys = [retired.key, broker.key];
const RECEIPT = receiptOf({ sid: SID, gid: uuid(101), grant: 'g'.repeat(43) });
const ATTESTATION = attestationOf({
  sid: SID,
  tkt: 't'.repeat(43),
  techId: 't'.repeat(22),
  name: 'Maria Rossi',
  desk: 'Conti Informatica',
  deskId: 'd'.repeat(22),
});
const asReceipt = (jws: string) => openWord(jws, { keys, schema: receipt });
const asAttestation = (jws: string) => openWord(jws, { keys, schema: attestation });

describe('a word of the broker’s', () => {
  it('opens under any of its published keys', () => {
    expect(asReceipt(broker.signs(RECEIPT))).toEqual(RECEIPT);
    expect(asReceipt(retired.signs(RECEIPT))).toEqual(RECEIPT);
    expect(asAttestation(broker.signs(ATTESTATION))).toEqual(ATTESTATION);
  });

  it('does not open under a key that was not published', () => {
    expect(asReceipt(stranger.signs(RECEIPT))).toBeNull();
    expect(openWord(broker.signs(RECEIPT), { keys: [], schema: receipt })).toBeNull();
  });

  it('does not open for a stranger who borrows the name of a published key', () => {
    expect(asReceipt(stranger.signs(RECEIPT, { kid: broker.key.kid }))).toBeNull();
    expect(asReceipt(retired.signs(RECEIPT, { kid: broker.key.kid }))).toBeNull();
  });

  it('does not pass for a word of another kind', () => {
    expect(asReceipt(broker.signs(ATTESTATION))).toBeNull();
    expect(asAttestation(broker.signs(RECEIPT))).toBeNull();
    expect(asReceipt(broker.signs(RECEIPT, { typ: 'permesso-attestation+jws' }))).toBeNull();
    expect(asReceipt(broker.signs(RECEIPT, { typ: 'JWT' }))).toBeNull();
  });

  it.each<[string, object]>([
    ['a key of its own', { jwk: stranger.key }],
    ['a critical extension', { crit: ['b64'], b64: false }],
    ['an older name of the algorithm', { alg: 'EdDSA' }],
    ['another algorithm', { alg: 'ES256' }],
    ['none at all', { alg: 'none' }],
  ])('does not open with a header that has %s', (_what, header) => {
    expect(asReceipt(broker.signs(RECEIPT, header as Record<string, unknown>))).toBeNull();
  });

  it.each<[string, object]>([
    ['a member that nobody knows', { also: 1 }],
    ['no version', { v: undefined }],
    ['another version', { v: 1 }],
    ['a grant that is no hash', { grant: 'g' }],
    ['a number that is none', { gid: '101' }],
  ])('does not open with %s, well signed', (_what, but) => {
    const payload = JSON.parse(JSON.stringify({ ...RECEIPT, ...but }));
    expect(asReceipt(broker.signs(payload))).toBeNull();
  });

  it('does not open when a word of it was changed, or its signature', () => {
    const [header = '', , signature = ''] = broker.signs(RECEIPT).split('.');
    const other = toBase64url(utf8(canonicalText({ ...RECEIPT, gid: uuid(102) })));
    expect(asReceipt(`${header}.${other}.${signature}`)).toBeNull();
    const jws = broker.signs(RECEIPT);
    const text = jws.slice(0, jws.lastIndexOf('.'));
    for (const wrong of ['', 'A'.repeat(86), signature.slice(0, 84), `${signature}A`])
      expect(asReceipt(`${text}.${wrong}`)).toBeNull();
  });

  it('does not open in any other spelling', () => {
    expect(asReceipt(broker.signs(RECEIPT).replaceAll('.', '=.'))).toBeNull();
    expect(asReceipt(`${broker.signs(RECEIPT)}.AA`)).toBeNull();
    expect(asReceipt('')).toBeNull();
    expect(asReceipt('..')).toBeNull();
  });

  it('cannot be said by an end of the session', async () => {
    expect(asReceipt(await signedAnyway(RECEIPT, await newKey()))).toBeNull();
  });
});
