// Which company a desk is: on the operator's word, for one name at one https address, and signed into every attestation; and how little
// of it the customer's page believes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identities as identitiesOf } from '../../server/people/identity.ts';
import { fromBase64url } from '../../shared/bytes.ts';
import { type Attestation, attestation } from '../../shared/consent/broker-word.ts';
import { FIRST_SETTINGS } from '../../shared/desk/settings.ts';
import { cardOf } from '../../shared/people/card.ts';
import { type Desk, type Staff, startDesk, type Technician } from '../support/actors.ts';

const HOME = new URL('https://help.acme.example');
const NAME = 'Acme S.r.l.';

let desk: Desk;
let anna: Staff;
let maria: Technician;
let sid: string;
beforeAll(async () => {
  desk = await startDesk({ config: { publicUrl: HOME } });
  anna = await desk.admin();
  maria = await desk.technician();
  ({ sid } = await maria.createsSession());
});
afterAll(() => desk.closes());

const word = async (): Promise<Attestation> => {
  const { attestation: jws } = await maria.fetchesAttestation(sid);
  const payload = fromBase64url(jws.split('.')[1] ?? '') ?? new Uint8Array();
  return attestation.parse(JSON.parse(new TextDecoder().decode(payload)));
};
const says = async (legalName: string) => {
  const settings = { ...FIRST_SETTINGS, legalName };
  const { status } = await anna.tab.send('PUT', '/api/desk', {
    body: { name: 'Conti Informatica', settings },
  });
  expect(status).toBe(204);
};
const identities = (publicUrl = HOME) => identitiesOf({ store: desk.store, publicUrl, now: Date.now });
const home = async () => (await desk.people.firstDesk())?.id ?? '';

describe('a desk', () => {
  it('is not verified by what it says of itself', async () => {
    expect(await word()).toMatchObject({ verified: false });
    await says(NAME);
    const said = await word();
    expect(said).toMatchObject({ verified: false });
    expect(said.legalName).toBeUndefined();
    expect(said.since).toBeGreaterThan(0);
  });

  it('is verified on the operator’s word, until its name changes or it is taken back', async () => {
    await desk.store.write([identities().confirms(await home(), NAME)]);
    expect(await word()).toMatchObject({ verified: true, legalName: NAME, domain: HOME.hostname });
    await says('Microsoft S.r.l.');
    expect(await word()).toMatchObject({ verified: false });
    await says(NAME);
    expect(await word()).toMatchObject({ verified: true });
    await desk.store.write([identities().takesBack(await home())]);
    expect(await word()).toMatchObject({ verified: false });
  });

  it('is not verified at another address, nor without https', async () => {
    await desk.store.write([identities().confirms(await home(), NAME)]);
    for (const address of ['https://other.example', 'http://help.acme.example'])
      expect(await identities(new URL(address)).of(maria.id, await home(), NAME)).toMatchObject({
        verified: false,
      });
  });
});

describe('the card at the customer’s page', () => {
  const said = { verified: true, legalName: NAME, domain: HOME.hostname, since: 5 } as Attestation;
  const here = { protocol: 'https:', hostname: HOME.hostname };

  it('names the company where the browser itself proved the address', () => {
    expect(cardOf(said, here)).toEqual({
      since: 5,
      company: { legalName: NAME, domain: HOME.hostname },
    });
  });

  const lies: Record<string, [Attestation, typeof here]> = {
    'signed for another address': [{ ...said, domain: 'bank.example' }, here],
    'loaded from another address': [said, { ...here, hostname: 'help.acme.example.evil.example' }],
    'loaded without TLS': [said, { ...here, protocol: 'http:' }],
    'signed as not verified, with a name': [{ ...said, verified: false }, here],
    'signed without a name': [{ ...said, legalName: undefined } as unknown as Attestation, here],
  };
  for (const [what, [claim, at]] of Object.entries(lies))
    it(`names none when it was ${what}`, () => expect(cardOf(claim, at).company).toBeNull());
});
