// A lane that nobody vouches for, or that ends at another certificate, is refused, reported, and never comes up.
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import wrtc from 'wrtc';
import { isCertificateOf } from '../../link/lane-certificate.ts';
import type { Pair } from '../../link/pair.ts';
import { vouched } from '../../link/vouching.ts';
import type { Down } from '../../shared/protocol/down.ts';
import { fingerprintOf } from '../../shared/protocol/sdp.ts';
import type { Signal, SignalData } from '../../shared/protocol/signal.ts';
import { newKey } from '../support/statements.ts';
import type { Broker, Role } from './support/broker.ts';
import { type FakeClock, fakeClock } from './support/clock.ts';
import { type Couple, met, peerFor } from './support/couple.ts';
import { chance, nodeRtc, settle, until } from './support/kit.ts';
import { closed, joined } from './support/lanes.ts';
import { type Page, pageOf } from './support/page.ts';

// Real connections: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const OTHER_FP = `${'FE:'.repeat(31)}DC`;

let clock: FakeClock;
let couple: Couple;
let maria: Pair;
let carlo: Pair;

beforeEach(async () => {
  clock = fakeClock();
  couple = await met({ now: clock.now });
  ({ technician: maria, customer: carlo } = couple.pairs);
});

describe('a lane that nobody vouches for', () => {
  let broker: Broker;
  let pages: Record<Role, Page>;
  type Described = Signal & { readonly data: Extract<SignalData, { sdp: string }> };

  const isOf =
    (type: 'offer' | 'answer') =>
    (message: Down): message is Described =>
      message.t === 'signal' && message.data.type === type;
  /** Holds back the first description of this kind, and what follows it. */
  const heldBack = (type: 'offer' | 'answer') =>
    new Promise<Described>((resolve) => {
      const isIt = isOf(type);
      let isHolding = false;
      broker.onTell = (message) => {
        if (isIt(message)) {
          isHolding = true;
          resolve(message);
        }
        return isHolding && message.t === 'signal' ? null : message;
      };
    });
  const begin = () => {
    const page = (role: Role) => pageOf(broker, role, { clock, pair: couple.pairs[role] });
    pages = { technician: page('technician'), customer: page('customer') };
  };
  /** Tells an end something else than was said, and expects the lane to be refused there and nothing to come up. */
  const refusedAt = async (role: Role, signal: Signal, why: string) => {
    const other = role === 'technician' ? 'customer' : 'technician';
    const before = broker.signals.length;
    broker.onTell = (message) => (message.t === 'signal' && message !== signal ? null : message);
    broker.tell(signal, role);
    await until(pages[other].session.events, (events) =>
      events.some((event) => event.type === 'lane.refused' && event.why === why && event.by.role === role),
    );
    await settle();
    expect(pages[role].lanes.talk.value).toBeNull();
    expect(pages[role].lanes.picture.value).toBeNull();
    expect(pages[role].lanes.dropped.value).toBe(1);
    expect(broker.signals.slice(before).filter((sent) => sent.from === broker.ids[role])).toEqual([]);
  };

  beforeEach(() => {
    broker = couple.broker;
  });
  afterEach(() => {
    pages.technician.close();
    pages.customer.close();
  });

  const swapped = ({ data }: Described) => {
    const real = fingerprintOf(data.sdp) ?? '';
    return { ...data, sdp: data.sdp.replaceAll(real, OTHER_FP) };
  };
  const lies: [string, string, (real: Described) => Promise<Signal> | Signal][] = [
    ['another fingerprint', 'WRONG_FINGERPRINT', (real) => ({ ...real, data: swapped(real) })],
    ['another lane’s name', 'BAD_STATEMENT', (real) => ({ ...real, lane: chance.newId() })],
    [
      'the name of a picture',
      'BAD_STATEMENT',
      (real) => ({ ...real, kind: 'screen', ref: chance.newUuid() }),
    ],
    ['no statement', 'BAD_STATEMENT', (real) => ({ ...real, data: { ...real.data, statement: 'none' } })],
  ];

  it.each(lies)('is refused by the one who is offered it, with %s', async (_what, why, lie) => {
    const held = heldBack('offer');
    begin();
    const real = await held;
    const told = await lie(real);
    await refusedAt('customer', told, why);
  });

  it.each(lies.slice(0, 1))('is refused by the one who offered, with %s', async (_what, why, lie) => {
    const held = heldBack('answer');
    begin();
    const told = await lie(await held);
    await refusedAt('technician', told, why);
  });

  it('is refused when the broker vouches for its own end of it', async () => {
    const held = heldBack('offer');
    begin();
    const real = await held;
    const stranger = { ...(await newKey()), thumbprint: maria.mine.thumbprint };
    const plain = { type: 'offer', sdp: swapped(real).sdp } as const;
    const data = await vouched(plain, real, {
      pair: { ...maria, mine: stranger },
      to: peerFor('customer', maria),
      now: clock.now(),
    });
    await refusedAt('customer', { ...real, data: data as SignalData }, 'BAD_SIGNATURE');
  });

  it('is refused by a page that knows nobody’s keys', async () => {
    const held = heldBack('offer');
    begin();
    const real = await held;
    pages.customer.pair.value = null;
    await refusedAt('customer', real, 'NEEDS_AUTH');
  });

  it('is not begun by a page that knows nobody’s keys', async () => {
    const page = (role: Role, pair: Pair | null) => pageOf(broker, role, { clock, pair });
    pages = { technician: page('technician', null), customer: page('customer', carlo) };
    await until(pages.technician.session.present, ({ technician, customer }) => technician && customer);
    await settle();
    expect(broker.signals).toEqual([]);
  });
});

describe('the certificate of a connection', () => {
  const certificate = new Uint8Array([48, 130, 1, 2, 3]);
  const name = [...createHash('sha256').update(certificate).digest()]
    .map((byte) => byte.toString(16).padStart(2, '0').toUpperCase())
    .join(':');
  const telling = (certificates: Uint8Array[]) =>
    ({
      sctp: { transport: { getRemoteCertificates: () => certificates.map((one) => one.buffer) } },
    }) as never;

  it('is the one that the description named, and no other', () => {
    expect(isCertificateOf(telling([certificate]), name)).toBe(true);
    expect(isCertificateOf(telling([certificate]), OTHER_FP)).toBe(false);
    expect(isCertificateOf(telling([new Uint8Array([1])]), name)).toBe(false);
    expect(isCertificateOf(telling([certificate]), null)).toBe(false);
  });

  it('is taken for granted where the browser does not tell it, since DTLS has compared it', () => {
    expect(isCertificateOf(telling([]), name)).toBe(true);
    expect(isCertificateOf({ sctp: null } as never, name)).toBe(true);
    expect(isCertificateOf(null, name)).toBe(true);
  });

  it('closes a lane before it is up when it is another one', async () => {
    const transport = { getRemoteCertificates: () => [new Uint8Array([1]).buffer] };
    class Deceived extends wrtc.RTCPeerConnection {
      constructor(config?: RTCConfiguration) {
        super(config);
        // Node's connection has its members on itself, so that they cannot be overridden in a class.
        // biome-ignore lint/correctness/noConstructorReturn: what comes back is this connection, seen by a liar
        return new Proxy(this, {
          get: (own, name) => (name === 'sctp' ? { transport } : Reflect.get(own, name)),
        });
      }
    }
    const { a, b } = joined('talk', undefined, { rtc: { ...nodeRtc, RTCPeerConnection: Deceived } });
    let isUp = false;
    a.on({
      connect() {
        isUp = true;
      },
    });
    const ends = Promise.all([closed(a), closed(b)]);
    expect((await ends)[0]).toBe('refused');
    expect(isUp).toBe(false);
    expect(await a.send('hello')).toBe(false);
  });
});
