// A broker that lies about what was granted, in front of real pages and a real screen: no picture comes of it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { digest } from '../../shared/canonical.ts';
import type { Down } from '../../shared/protocol/down.ts';
import type { EventOf, SessionEvent } from '../../shared/session/events.ts';
import { stopAll } from '../support/children.ts';
import { altering, signedAnew } from '../support/lies.ts';
import { type LyingProxy, startLyingProxy } from '../support/lying-proxy.ts';
import { paintScreen } from '../support/paint.ts';
import { Customer, type HelpDesk, openHelpDesk, Technician } from '../support/people.ts';
import { isNear, videoPixels, waitForPixels } from '../support/pixels.ts';
import { newKey } from '../support/statements.ts';
import { type Screen, startXvfb } from '../support/xvfb.ts';

const BARE_SCREEN = [0.95, 0.3] as const;
const SEEN = '.picture video';
const TECHNICIAN_ALARM = 'What the broker told does not fit together, so this session was cut.';

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
  carla = await Customer.comes(desk, { display: screen.display, capture: 'monitor' });
});
afterAll(stopAll);

beforeEach(async () => {
  broker.tellsTheTruth();
  code = await maria.opensSession();
  carla = await carla.comesAgain(desk);
});

const noPicture = async () => expect(await videoPixels(maria.page, SEEN, [BARE_SCREEN])).toEqual([]);
const picture = () =>
  waitForPixels(maria.page, SEEN, { at: [BARE_SCREEN], until: ([pixel]) => isNear(pixel, '#c00000') });

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
    broker.lies((message) => {
      if (message.t === 'event' && message.event.type === 'consent.granted') {
        granted = message.event;
        receipt = message.receipt === undefined ? {} : { receipt: message.receipt };
      }
      return [message];
    });
    carla = await carla.comesAgain(desk);
    await carla.joins(earlier);
    await maria.asks();
    await carla.allows();
    await carla.shows();
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
