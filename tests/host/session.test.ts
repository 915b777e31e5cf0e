// Whole sessions with the real host on a real X server: the pages of both people as Node processes, the real broker between all
// three. The customer's answers are keys pressed on the screen's own keyboard; nothing else can give them.
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { keycodeOf } from '../../host/input/x11/evdev.ts';
import { codeOf } from '../../shared/code/code.ts';
import type { EventOf, EventType } from '../../shared/session/events.ts';
import { liveGrant } from '../../shared/session/state.ts';
import { until } from '../client/support/kit.ts';
import { stopAll } from '../support/children.ts';
import { type Desktop, holdsAllow, newFile, placeOfAllow } from '../support/desktop.ts';
import type { Peer } from '../support/peers.ts';
import { waitFor } from '../support/wait.ts';
import { ASKED, asks } from './support/company.ts';
import { grabbersOf } from './support/eyes.ts';
import { asHost, openStage, presses, type Stage, startsHost } from './support/stage.ts';

let stage: Stage;
let screen: Desktop;
let maria: Peer;
let carla: Peer;
beforeEach(async () => {
  stage = await openStage();
  ({ screen, maria, carla } = stage);
});
afterEach(stopAll);
afterAll(stopAll);

/** Goes on pressing until it has worked: Allow is inert at first, and nothing tells a hand when that is over. */
const pressesUntil = (isDone: () => boolean, ...codes: Parameters<typeof keycodeOf>[0][]) =>
  waitFor(
    async () => {
      if (isDone()) return true;
      await presses(stage, ...codes);
      return undefined;
    },
    { what: 'the answer', timeoutMs: 25_000, everyMs: 400 },
  );
const isConfirmed = () => maria.session.events.peek().some(({ type }) => type === 'consent.confirmed');

/** Every event of this kind that stands in the log, once there is one. */
async function happened<T extends EventType>(type: T): Promise<EventOf<T>[]> {
  const all = await until(maria.session.events, (events) => events.some((event) => event.type === type));
  return all.filter((event): event is EventOf<T> => event.type === type);
}

describe('a host is paired', () => {
  it('by the digits of the page alone, and is known to both ends', async () => {
    const host = asHost(await startsHost(stage));
    expect(host.end.ledger.host.value).toEqual(maria.ledger.host.value);
    expect(carla.ledger.host.value).toEqual(maria.ledger.host.value);
    expect(host.end.ledger.alarm.value).toBeNull();
  });

  it('not with other digits, which the page is told', async () => {
    const wrong = (code: string) =>
      codeOf({ address: code.slice(0, 5), secret: code.slice(5, 9) === '0000' ? '0001' : '0000' });
    expect(await startsHost(stage, { digits: wrong })).toEqual({ refused: 'CODE_NOT_MATCHED' });
    await until(stage.pairing.isSuspect, Boolean);
    expect(maria.ledger.host.value).toBeNull();
  });
});

describe('when the technician asks to see', () => {
  it('shows the screen once a hand at the computer allowed it, and cuts it at Stop', async () => {
    const host = asHost(await startsHost(stage));
    await asks(maria, 'view');
    await holdsAllow(screen, { ...ASKED, scope: 'view' }, isConfirmed);
    const picture = await until(maria.lanes.picture, (seen) => seen !== null);
    expect(liveGrant(maria.session.state.value, 'view', Date.now())).toMatchObject({ method: 'host' });
    expect(picture).not.toBeNull();
    await until(maria.session.events, (events) => events.some(({ type }) => type === 'scope.started'));
    await presses(stage, 'Escape', 'Escape');
    await until(maria.lanes.picture, (seen) => seen === null);
    const told = await until(maria.session.events, (all) =>
      all.some(({ type }) => type === 'consent.revoked'),
    );
    expect(told.find(({ type }) => type === 'consent.revoked')).toMatchObject({
      by: { role: 'host' },
      why: 'keys',
    });
    expect(host.end.lanes.shown.value).toBe('off');
  });

  it('shows nothing for what a program presses, and nothing after Refuse', async () => {
    asHost(await startsHost(stage));
    await asks(maria, 'view');
    const at = await placeOfAllow(screen, { ...ASKED, scope: 'view' });
    const since = performance.now();
    // For three times as long as Allow takes to arm: mouse race, Tab, Enter, Space.
    await waitFor(
      async () => {
        await screen.run('xdotool', 'mousemove', at.x, at.y, 'click', '1');
        for (const keys of [['Tab'], ['Return'], ['space'], ['Tab', 'Return']])
          await screen.run('xdotool', 'key', ...keys);
        return performance.now() - since > 3_000 || undefined;
      },
      { what: 'the remote hand to give up', timeoutMs: 15_000, everyMs: 50 },
    );
    expect(isConfirmed()).toBe(false);
    expect(maria.session.events.peek().some(({ type }) => type === 'consent.denied')).toBe(false);
    await pressesUntil(
      () => maria.session.events.peek().some(({ type }) => type === 'consent.denied'),
      'Enter',
    );
    expect(isConfirmed()).toBe(false);
    expect(maria.lanes.picture.value).toBeNull();
  });
});

describe('when the broker is gone', () => {
  it('still stops at Esc twice, the picture and the program that takes it', async () => {
    const host = asHost(await startsHost(stage));
    await asks(maria, 'view');
    await holdsAllow(screen, { ...ASKED, scope: 'view' }, isConfirmed);
    await until(maria.lanes.picture, (seen) => seen !== null);
    expect(grabbersOf(screen.env.DISPLAY)).toHaveLength(1);
    await stage.closesDesk();
    await until(host.end.session.status, ({ kind }) => kind !== 'online');
    expect(host.end.lanes.shown.value).toBe('up');
    await presses(stage, 'Escape', 'Escape');
    await until(host.end.lanes.shown, (stage) => stage === 'off');
    await until(maria.lanes.picture, (seen) => seen === null);
    await waitFor(async () => grabbersOf(screen.env.DISPLAY).length === 0 || undefined, {
      what: 'the end of ffmpeg',
    });
  });
});

describe('when the technician asks for mouse and keyboard', () => {
  it('types exactly what was meant, lets go when it ends, and rests for the customer’s own hand', async () => {
    asHost(await startsHost(stage));
    const file = newFile();
    await asks(maria, 'control');
    await holdsAllow(screen, { ...ASKED, scope: 'control' }, isConfirmed);
    const lane = await until(maria.lanes.granted.control, (up) => up !== null);
    await screen.terminal(`cat > ${file.path}`);
    let n = 0;
    const says = (message: object) => {
      n += 1;
      return lane?.send(JSON.stringify({ ...message, n }));
    };
    const text = 'perché costa 5 € {[|]} 漢字';
    // The customer's own keys are still warm; what is not done is said to be.
    await waitFor(
      async () => {
        await says({ k: 'text', s: `${text}\n` });
        return file.text().includes('\n') ? true : undefined;
      },
      { what: 'the text', timeoutMs: 15_000, everyMs: 700 },
    );
    expect(file.text().split('\n')[0]).toBe(text);
    await says({ k: 'key', code: 'ShiftLeft', down: true });
    await waitFor(async () => ((await screen.eyes.heldKeys()).length > 0 ? true : undefined), {
      what: 'a held key',
    });
    // No honest page says such a thing; five in a row, and there is no hand any more.
    for (let said = 0; said < 5; said += 1) await lane?.send('{"k":"format-disk"}');
    await waitFor(async () => ((await screen.eyes.heldKeys()).length === 0 ? true : undefined), {
      what: 'the key to go up',
    });
    await until(maria.lanes.granted.control, (up) => up === null);
    const [shut] = await happened('scope.misused');
    expect(shut).toMatchObject({ scope: 'control', isShut: true, dropped: { malformed: 5 } });
    const [used] = await happened('scope.used');
    expect(used?.amount).toBeGreaterThan(0);
    await happened('consent.revoked');
  });
});
