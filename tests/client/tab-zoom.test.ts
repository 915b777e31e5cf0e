// The zoom of a tab that is shown: nothing before the customer allowed it, nothing after the picture, one step at a time.
import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ZoomController, zoomOf } from '../../client-web/src/features/zoom/capture-zoom.ts';
import { openTabZoom, type TabZoom, type TabZoomDeps } from '../../client-web/src/features/zoom/tab-zoom.ts';
import type { Talk } from '../../shared/channel/talk.ts';
import { settle } from './support/kit.ts';
import { twoPages } from './support/wire.ts';

const LEVELS = [50, 100, 150];

/** A browser's controller: says no until it is told to say yes. */
function controllerOf() {
  const browser = { saysYes: true, steps: 0 };
  let level = 100;
  let changed = () => {};
  const to = (next: (at: number) => number) => async () => {
    if (!browser.saysYes) throw new DOMException('No permission.', 'NotAllowedError');
    browser.steps += 1;
    level = LEVELS[next(LEVELS.indexOf(level))] ?? level;
    changed();
  };
  const controller: ZoomController = {
    get zoomLevel() {
      return level;
    },
    getSupportedZoomLevels: () => LEVELS,
    increaseZoomLevel: to((at) => at + 1),
    decreaseZoomLevel: to((at) => at - 1),
    resetZoomLevel: to(() => 1),
    addEventListener: (_type, listener) => {
      changed = listener;
    },
    removeEventListener: () => {
      changed = () => {};
    },
  };
  return { browser, controller };
}

describe('the zoom of a shown tab', () => {
  let pages: ReturnType<typeof twoPages>;
  let zoom: TabZoom;
  let said: Talk[];
  let { browser, controller } = controllerOf();
  const showing = signal<TabZoomDeps['showing']['value']>(null);
  const show = (gid: string, surface: 'tab' | 'window' = 'tab', of: ZoomController = controller) => {
    const can = zoomOf(of);
    showing.value = { grant: { gid }, capture: { surface, ...(can && { zoom: can }) } };
  };
  const wishes = async (way: 'in' | 'out') => {
    pages.maria.say({ k: 'zoom', way });
    await settle();
  };

  beforeEach(async () => {
    ({ browser, controller } = controllerOf());
    showing.value = null;
    pages = twoPages();
    said = [];
    pages.maria.on('zoomed', (message) => said.push(message));
    pages.maria.on('zoom-off', (message) => said.push(message));
    await pages.join();
    zoom = openTabZoom({ talk: pages.carla, showing });
  });

  afterEach(() => zoom.close());

  it('changes nothing before the customer allows it', async () => {
    show('one');
    await wishes('in');
    expect(browser.steps).toBe(0);
    expect(said).toEqual([{ k: 'zoom-off', why: 'not-yet' }]);
  });

  it('obeys after that, step by step, and tells how far it is', async () => {
    show('one');
    zoom.allow();
    await settle();
    await wishes('in');
    expect(said.at(-1)).toEqual({ k: 'zoomed', level: 150, canGrow: false, canShrink: true });
    await wishes('out');
    await wishes('out');
    expect(said.at(-1)).toEqual({ k: 'zoomed', level: 50, canGrow: true, canShrink: false });
    zoom.reset();
    await settle();
    expect(zoom.state.value).toMatchObject({ at: 'on', level: 100 });
  });

  it('takes one wish at a time', async () => {
    show('one');
    zoom.allow();
    await settle();
    const before = browser.steps;
    for (let n = 0; n < 50; n++) await pages.raw('{"k":"zoom","way":"in"}');
    await settle();
    expect(browser.steps - before).toBeLessThan(50);
  });

  it('stops when the customer takes it back, and with the picture', async () => {
    show('one');
    zoom.allow();
    await settle();
    zoom.forbid();
    await wishes('in');
    expect(zoom.state.value).toEqual({ at: 'off', why: 'not-yet' });
    zoom.allow();
    await settle();
    showing.value = null;
    const before = browser.steps;
    await wishes('in');
    expect([browser.steps, zoom.state.value.at]).toEqual([before, 'none']);
    // Each picture is allowed anew.
    show('two');
    await wishes('in');
    expect(browser.steps).toBe(before);
  });

  it('says so when the browser says no, or cannot', async () => {
    browser.saysYes = false;
    show('one');
    zoom.allow();
    await settle();
    expect(said.at(-1)).toEqual({ k: 'zoom-off', why: 'refused' });
    show('two', 'tab', {});
    await settle();
    expect(said.at(-1)).toEqual({ k: 'zoom-off', why: 'browser' });
  });

  it('is no subject where a window is shown', async () => {
    show('one', 'window');
    await settle();
    expect([zoom.state.value, said]).toEqual([{ at: 'none' }, []]);
  });

  it('is told again to a page that begins to look', async () => {
    show('one');
    await settle();
    pages.maria.say({ k: 'picture', state: 'seen' });
    await settle();
    expect(said).toEqual([
      { k: 'zoom-off', why: 'not-yet' },
      { k: 'zoom-off', why: 'not-yet' },
    ]);
  });
});
