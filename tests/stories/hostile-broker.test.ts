// A broker that lies, in front of real pages: whatever it swaps, alters, forges, repeats or withholds, no picture comes of it,
// and whoever can notice it says so on the page.
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toBase64url } from '../../shared/bytes.ts';
import { canonicalBytes, digest } from '../../shared/canonical.ts';
import type { BrokerKey } from '../../shared/consent/broker-word.ts';
import { type SigningKey, sealWith } from '../../shared/consent/jws.ts';
import { thumbprint } from '../../shared/consent/keys.ts';
import type { Down } from '../../shared/protocol/down.ts';
import type { EventOf, EventType, SessionEvent } from '../../shared/session/events.ts';
import { stopAll } from '../support/children.ts';
import { type Lie, type LyingProxy, startLyingProxy } from '../support/lying-proxy.ts';
import { paintScreen } from '../support/paint.ts';
import { Customer, type HelpDesk, openHelpDesk, Technician } from '../support/people.ts';
import { isNear, videoPixels, waitForPixels } from '../support/pixels.ts';
import { newKey } from '../support/statements.ts';
import { type Screen, startXvfb } from '../support/xvfb.ts';

const BARE_SCREEN = [0.95, 0.3] as const;
const SEEN = '.picture video';
const CUSTOMER_ALARM = 'What the help desk told does not fit together, so this page has cut everything.';
const TECHNICIAN_ALARM = 'What the broker told does not fit together, so this session was cut.';
const NOT_MATCHED = 'The code did not match';

let broker: LyingProxy;
let desk: HelpDesk;
let screen: Screen;
let maria: Technician;
let carla: Customer;
let code: string;

beforeAll(async () => {
  broker = await startLyingProxy();
  [desk, screen] = await Promise.all([openHelpDesk({ through: broker }), startXvfb()]);
  await paintScreen(screen.display, '#c00000');
  maria = await Technician.signsIn(desk);
});
afterAll(stopAll);

beforeEach(async () => {
  broker.tellsTheTruth();
  code = await maria.opensSession();
  carla = await Customer.comes(desk, { display: screen.display, capture: 'monitor' });
});
afterEach(() => carla.leaves());

const noPicture = async () => expect(await videoPixels(maria.page, SEEN, [BARE_SCREEN])).toEqual([]);
const picture = () =>
  waitForPixels(maria.page, SEEN, { at: [BARE_SCREEN], until: ([pixel]) => isNear(pixel, '#c00000') });

/** Events of one type are told to one end in another form. */
const altering =
  <T extends EventType>(type: T, to: string, change: (event: EventOf<T>) => object): Lie =>
  (message, end) => {
    if (message.t !== 'event' || message.event.type !== type || end !== to) return [message];
    const event = { ...message.event, ...change(message.event as EventOf<T>) } as SessionEvent;
    return [{ ...message, event }];
  };

/** A key that the liar publishes as the broker's, and signs with. */
class LiarsKey {
  readonly published: BrokerKey;
  readonly #key: KeyObject;
  constructor() {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const { x = '' } = publicKey.export({ format: 'jwk' });
    const kid = digest(canonicalBytes({ crv: 'Ed25519', kty: 'OKP', x }));
    this.published = { kty: 'OKP', crv: 'Ed25519', x, kid };
    this.#key = privateKey;
  }
  /** The same word as the broker's own, with something else in it. */
  resigns(jws: string, change: object): string {
    const [header = '', payload = ''] = jws
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString());
    const parts = [
      { ...JSON.parse(header), kid: this.published.kid },
      { ...JSON.parse(payload), ...change },
    ];
    const input = parts.map((part) => toBase64url(canonicalBytes(part))).join('.');
    return `${input}.${toBase64url(sign(null, Buffer.from(input), this.#key))}`;
  }
}

describe('when the two pages meet', () => {
  it('is noticed that it puts a key of its own in the technician’s place', async () => {
    const own = await newKey();
    broker.lies((message) =>
      message.t === 'meet' && message.data.k === 'hello-technician'
        ? [{ ...message, data: { ...message.data, key: own.publicKey } }]
        : [message],
    );
    await carla.types(code);
    await carla.isTold('What arrived does not belong to the person who was announced.');
    await noPicture();
  });

  it('is noticed even when it vouches for that key itself, since it does not know the digits', async () => {
    const own = await newKey();
    const liar = new LiarsKey();
    broker.liesOnPaper((path, body) =>
      path === '/.well-known/permesso-keys.json' ? { ...(body as object), keys: [liar.published] } : null,
    );
    broker.lies((message) => {
      if (message.t !== 'meet' || message.data.k !== 'hello-technician') return [message];
      const attestation = liar.resigns(message.data.attestation, { tkt: thumbprint(own.publicKey) });
      return [{ ...message, data: { ...message.data, key: own.publicKey, attestation } }];
    });
    await carla.types(code);
    await carla.isTold(NOT_MATCHED);
    await maria.isTold('Somebody came with other digits');
    await noPicture();
  });

  it('is noticed that it puts a key of its own in the customer’s place', async () => {
    const own = await newKey();
    broker.lies((message) =>
      message.t === 'meet' && message.data.k === 'hello-customer'
        ? [{ ...message, data: { ...message.data, key: own.publicKey } }]
        : [message],
    );
    await carla.types(code);
    await maria.isTold('Somebody came with other digits');
    await carla.isTold(NOT_MATCHED);
  });
});

describe('when something is asked', () => {
  const asks = async () => {
    await carla.joins(code);
    await maria.asks({ surface: 'One browser tab' });
  };

  it('is noticed that more is asked than the technician signed', async () => {
    broker.lies(altering('consent.asked', 'customer', () => ({ surface: 'monitor' })));
    await asks();
    await carla.isTold(CUSTOMER_ALARM);
  });

  it('is noticed that another reason is given', async () => {
    broker.lies(
      altering('consent.asked', 'customer', ({ detail }) => ({
        detail: { ...detail, reason: 'because your bank says so' },
      })),
    );
    await asks();
    await carla.isTold(CUSTOMER_ALARM);
    expect(await carla.page.getByText('because your bank says so').count()).toBe(0);
  });

  it('is noticed that a question is signed by somebody else', async () => {
    const own = await newKey();
    broker.lies((message, to) => {
      if (message.t !== 'event' || message.event.type !== 'consent.asked' || to !== 'customer')
        return [message];
      // Replaced below once it has been signed: signing is not instant.
      void signedAnew(message.event, own, { surface: 'monitor' }).then((event) =>
        broker.says('customer', { ...message, event }),
      );
      return [];
    });
    await asks();
    await carla.isTold(CUSTOMER_ALARM);
  });

  it('is noticed that a question is put twice', async () => {
    let isRepeated = false;
    broker.lies((message, to) => {
      if (message.t !== 'event' || message.event.type !== 'consent.asked' || to !== 'customer' || isRepeated)
        return [message];
      isRepeated = true;
      const { seq, at } = message.event;
      const gone = { ...bare(message.event), type: 'consent.timed-out', seq: seq + 1, at } as SessionEvent;
      return [
        message,
        { t: 'event', event: gone },
        { ...message, event: { ...message.event, seq: seq + 2 } },
      ];
    });
    await asks();
    await carla.isTold(CUSTOMER_ALARM);
  });
});

/** Without what only a question has. */
function bare({ askId, scope, v, sid, seq, at }: EventOf<'consent.asked'>): object {
  return { askId, scope, v, sid, seq, at, by: { role: 'broker', id: 'b'.repeat(22) }, detail: null };
}

/** The same statement with another word in it, signed by another key and recorded to match. */
async function signedAnew(
  event: EventOf<'consent.asked'> | EventOf<'consent.granted'>,
  key: SigningKey,
  change: object,
): Promise<SessionEvent> {
  const payload = Buffer.from(event.detail?.jws?.split('.')[1] ?? '', 'base64url').toString();
  const { jws, hash } = await sealWith(key, { ...JSON.parse(payload), ...change });
  const statement = { n: event.statement?.n ?? 0, hash };
  return { ...event, ...change, statement, detail: { ...event.detail, jws } } as SessionEvent;
}

describe('when something is granted', () => {
  const asked = async () => {
    await carla.joins(code);
    await maria.asks();
  };

  it('shows nothing without the receipt that the grant is on disk, and shows it once that is there', async () => {
    broker.lies((message) => {
      if (message.t === 'event') return [{ t: 'event', event: message.event }];
      return message.t === 'welcome' ? [{ ...message, receipts: [] }] : [message];
    });
    await asked();
    await carla.allows();
    await carla.confirms();
    await carla.page.waitForTimeout(3_000);
    await noPicture();
    broker.tellsTheTruth();
    for (const { page } of [carla, maria]) {
      await page.context().setOffline(true);
      await page.context().setOffline(false);
    }
    await picture();
  });

  it('is noticed that a permission stands on more than the customer signed', async () => {
    broker.lies(altering('consent.granted', 'technician', () => ({ minutes: 60 })));
    await asked();
    await carla.allows();
    await carla.confirms();
    await maria.isTold(TECHNICIAN_ALARM);
    await noPicture();
  });

  it('is noticed that another text is said to have been read', async () => {
    broker.lies(
      altering('consent.granted', 'technician', ({ notice }) => ({
        notice: { ...notice, sha256: digest(new Uint8Array([1])) },
      })),
    );
    await asked();
    await carla.allows();
    await carla.confirms();
    await maria.isTold(TECHNICIAN_ALARM);
    await noPicture();
  });

  it('allows nothing when the words of the question are others on the customer’s page', async () => {
    await asked();
    await carla.page.getByRole('button', { name: 'Allow' }).waitFor();
    await carla.page.evaluate(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode())
        if (node.nodeValue?.includes('your whole screen'))
          node.nodeValue = 'Maria Rossi asks nothing of you.';
    });
    await carla.allows();
    await carla.isTold('The words of the question were changed on this page');
    await noPicture();
  });
});

describe('when a refusal is told as a permission', () => {
  type Told = Down & { readonly t: 'event' };
  let granted: EventOf<'consent.granted'>;
  let receipt: Pick<Told, 'receipt'>;
  beforeAll(async () => {
    // A permission of an earlier session, given truly.
    broker.tellsTheTruth();
    const earlier = await maria.opensSession();
    const dino = await Customer.comes(desk, { display: screen.display, capture: 'monitor' });
    broker.lies((message) => {
      if (message.t === 'event' && message.event.type === 'consent.granted') {
        granted = message.event;
        receipt = message.receipt === undefined ? {} : { receipt: message.receipt };
      }
      return [message];
    });
    await dino.joins(earlier);
    await maria.asks();
    await dino.allows();
    await dino.shows();
    await dino.leaves();
  });

  /** In place of the refusal the technician hears what `forge` makes of the old permission. */
  const refusing = async (
    forge: (event: EventOf<'consent.granted'>, now: SessionEvent) => Promise<SessionEvent>,
  ) => {
    broker.lies((message, to) => {
      if (message.t !== 'event' || message.event.type !== 'consent.denied' || to !== 'technician')
        return [message];
      const { sid, seq, at, by, askId } = message.event;
      void forge({ ...granted, sid, seq, at, by, askId }, message.event).then((event) =>
        broker.says('technician', { t: 'event', event, ...receipt }),
      );
      return [];
    });
    await carla.joins(code);
    await maria.asks();
    await carla.refuses();
    await maria.isTold(TECHNICIAN_ALARM);
    await noPicture();
  };

  it('is noticed when it is a permission of another session', async () => {
    await refusing(async (event) => event);
  });

  it('is noticed when somebody else signed it', async () => {
    const own = await newKey();
    await refusing((event, { sid }) => signedAnew(event, own, { sid, askId: event.askId }));
  });
});

describe('when the pages connect', () => {
  it('connects nothing whose fingerprint was swapped on the way', async () => {
    broker.lies((message) => {
      if (message.t !== 'signal' || message.kind !== 'screen') return [message];
      if (message.data.type !== 'offer' && message.data.type !== 'answer') return [message];
      const fp = Array.from({ length: 32 }, (_, i) => (i + 16).toString(16).toUpperCase()).join(':');
      const sdp = message.data.sdp.replace(/(a=fingerprint:sha-256 )[0-9A-F:]+/g, `$1${fp}`);
      return [{ ...message, data: { ...message.data, sdp } }];
    });
    await carla.joins(code);
    await maria.asks();
    await carla.allows();
    await carla.confirms();
    await maria.isTold('A connection was refused');
    await carla.isTold('A connection was refused');
    await carla.page.waitForTimeout(2_000);
    await noPicture();
  });
});
