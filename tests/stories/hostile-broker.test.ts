// A broker that lies, in front of real pages: whatever it swaps when the two meet, and whatever it makes of a question, is noticed
// on the page of who can notice it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { thumbprint } from '../../shared/consent/keys.ts';
import type { EventOf, SessionEvent } from '../../shared/session/events.ts';
import { stopAll } from '../support/children.ts';
import { altering, LiarsKey, signedAnew } from '../support/lies.ts';
import { type LyingProxy, startLyingProxy } from '../support/lying-proxy.ts';
import { Customer, type HelpDesk, openHelpDesk, Technician } from '../support/people.ts';
import { newKey } from '../support/statements.ts';

const CUSTOMER_ALARM = 'What the help desk told does not fit together, so this page has cut everything.';
const NOT_MATCHED = 'The code did not match';

let broker: LyingProxy;
let desk: HelpDesk;
let maria: Technician;
let carla: Customer;
let code: string;

beforeAll(async () => {
  broker = await startLyingProxy();
  desk = await openHelpDesk({ through: broker });
  maria = await Technician.signsIn(desk);
  carla = await Customer.comes(desk);
});
afterAll(stopAll);

beforeEach(async () => {
  broker.tellsTheTruth();
  code = await maria.opensSession();
  carla = await carla.comesAgain(desk);
});

/** Nothing that could show a picture stands in the technician's page. */
const noPicture = async () => expect(await maria.page.locator('.picture video').count()).toBe(0);

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
