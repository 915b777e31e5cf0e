// Wishes that are sent again after a lost answer: what is counted carries a number, and it stays the same.
import { describe, expect, it } from 'vitest';
import { openWishes } from '../../link/wishes.ts';
import type { Up } from '../../shared/protocol/up.ts';
import { fakeClock } from './support/clock.ts';
import { chance, memoryStorage, settle } from './support/kit.ts';

const use = { type: 'report-use', gid: chance.newUuid(), amount: 3, sha256: null } as const;

describe('a report whose answer was lost', () => {
  const storage = memoryStorage();
  const sent: Up[] = [];
  const open = () =>
    openWishes({
      sid: chance.newId(),
      isOpen: () => true,
      storage,
      clock: fakeClock(),
      chance,
      send: (message) => sent.push(message) > 0,
    });
  const reports = () =>
    sent.map((message) =>
      message.t === 'wish' && message.command.type === 'report-use' ? message.command.report : null,
    );

  it('is sent again under the same number, and another one under another', async () => {
    const wishes = open();
    void wishes.make(use);
    await settle();
    wishes.offline();
    wishes.online();
    void wishes.make(use);
    await settle();
    const [first, again, other] = reports();
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });
});
