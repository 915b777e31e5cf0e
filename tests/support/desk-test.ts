// A test that has a help desk of its own, whose clock it turns.
import { test } from 'vitest';
import { type Desk, startDesk } from './actors.ts';
import { type Clock, fakeClock } from './clock.ts';

export const it = test.extend<{ clock: Clock; desk: Desk }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures it needs from here
  clock: async ({}, use) => use(fakeClock()),
  desk: async ({ clock }, use) => {
    const desk = await startDesk({ now: clock.now });
    await use(desk);
    await desk.closes();
  },
});
