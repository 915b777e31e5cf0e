// A conversation between two pages over a talk lane that breaks, and pages that are reloaded.
import { signal } from '@preact/signals';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Chat, openChat } from '../../client-web/src/features/chat/chat.ts';
import type { Lane } from '../../link/lane.ts';
import { openTalk, type TalkLine } from '../../link/talk.ts';
import { CHAT_LIMIT } from '../../shared/channel/talk.ts';
import { refuse } from '../../shared/errors.ts';
import { type FakeClock, fakeClock } from './support/clock.ts';
import { chance, memoryStorage, settle } from './support/kit.ts';
import { wire } from './support/wire.ts';

const sid = chance.newId();
type Role = 'technician' | 'customer';

/** A page that talks: its lane can be taken away and given anew. */
function talker(role: Role, clock: FakeClock, storage = memoryStorage()) {
  const lane = signal<Lane | null>(null);
  const talk: TalkLine = openTalk(lane, clock, role === 'technician' ? 'customer' : 'technician');
  const open = (): Promise<Chat> => openChat({ sid, role, talk, storage, now: () => clock.now(), chance });
  return { lane, talk, storage, open };
}

const texts = (chat: Chat) => chat.lines.value.map((line) => line.text);
const states = (chat: Chat) => chat.lines.value.filter((line) => line.mine).map((line) => line.state);

describe('chat', () => {
  let clock: FakeClock;
  let left: ReturnType<typeof talker>;
  let right: ReturnType<typeof talker>;
  let ann: Chat;
  let bob: Chat;
  let cut: () => void;
  const join = async () => {
    const lane = wire();
    cut = () => {
      lane.cut();
      left.lane.value = null;
      right.lane.value = null;
    };
    left.lane.value = lane.a;
    right.lane.value = lane.b;
    await settle();
    return lane;
  };
  const say = (chat: Chat, ...lines: string[]) => {
    for (const line of lines) expect(chat.say(line)).toBeNull();
  };

  beforeEach(async () => {
    clock = fakeClock();
    left = talker('technician', clock);
    right = talker('customer', clock);
    ann = await left.open();
    bob = await right.open();
  });

  it('brings lines across in order, and marks what arrived and what was read', async () => {
    await join();
    say(ann, 'Good morning', 'How can I help?');
    expect(states(ann)).toEqual(['sent', 'sent']);
    await settle();
    expect(texts(bob)).toEqual(['Good morning', 'How can I help?']);
    expect(states(ann)).toEqual(['got', 'got']);
    expect(bob.unread.value).toBe(2);
    bob.markRead();
    await settle();
    expect(bob.unread.value).toBe(0);
    expect(states(ann)).toEqual(['read', 'read']);
  });

  it('keeps what was written before the lane was there', async () => {
    say(ann, 'one', 'two');
    expect(states(ann)).toEqual(['waiting', 'waiting']);
    await join();
    expect(texts(bob)).toEqual(['one', 'two']);
    expect(states(ann)).toEqual(['got', 'got']);
  });

  it('sends again what a broken lane lost, and nothing twice', async () => {
    await join();
    say(ann, 'one');
    await settle();
    say(ann, 'two', 'three');
    cut();
    await settle();
    expect(states(ann)).toEqual(['got', 'waiting', 'waiting']);
    say(bob, 'meanwhile');
    await join();
    expect(texts(bob)).toEqual(['one', 'meanwhile', 'two', 'three']);
    expect(texts(ann)).toEqual(['one', 'two', 'three', 'meanwhile']);
    expect(states(ann)).toEqual(['got', 'got', 'got']);
  });

  it('does not show a repeated line again, and tells that it has it', async () => {
    const lane = await join();
    say(ann, 'one');
    await settle();
    const [line] = ann.lines.value;
    if (!line) throw new Error('no line');
    const { id, n, text, at } = line;
    await lane.a.send(JSON.stringify({ k: 'chat', id, n, text, at }));
    await settle();
    expect(texts(bob)).toEqual(['one']);
    expect(bob.strange.value).toBe(0);
    await lane.a.send(JSON.stringify({ k: 'chat', id, n, text: 'changed', at }));
    await settle();
    expect(texts(bob)).toEqual(['one']);
    expect(bob.strange.value).toBe(1);
  });

  it('asks for a line that is missing before it shows those after it', async () => {
    const lane = await join();
    const gap = { k: 'chat', id: chance.newUuid(), n: 3, text: 'three', at: clock.now() };
    await lane.a.send(JSON.stringify(gap));
    await settle();
    expect(texts(bob)).toEqual([]);
  });

  it('loses nothing when either page is reloaded', async () => {
    await join();
    say(ann, 'one', 'two');
    say(bob, 'yes');
    await settle();
    cut();
    say(ann, 'three');
    bob.markRead();
    await Promise.all([ann.saved(), bob.saved()]);
    left = talker('technician', clock, left.storage);
    right = talker('customer', clock, right.storage);
    ann = await left.open();
    bob = await right.open();
    expect(texts(ann)).toContain('three');
    await join();
    expect(texts(bob).filter((text) => text !== 'yes')).toEqual(['one', 'two', 'three']);
    expect(states(ann)).toEqual(['read', 'read', 'got']);
    expect(bob.unread.value).toBe(1);
  });

  it('goes on when a page has lost its storage too', async () => {
    await join();
    say(bob, 'before');
    await settle();
    cut();
    right = talker('customer', clock);
    bob = await right.open();
    say(bob, 'after');
    await join();
    expect(texts(ann)).toEqual(['before', 'after']);
    expect(states(bob)).toEqual(['got']);
  });

  it('hears a greeting that came while it was still loading', async () => {
    say(ann, 'early');
    right = talker('customer', clock);
    await join();
    bob = await right.open();
    say(bob, 'late');
    await settle();
    expect(texts(bob)).toEqual(expect.arrayContaining(['early', 'late']));
    expect(texts(ann)).toEqual(['early', 'late']);
  });

  it('counts and drops what has no form', async () => {
    const lane = await join();
    const words: (string | Uint8Array)[] = ['{', '{"k":"chat"}', '{"k":"evil"}', new Uint8Array([1]), 'null'];
    // With something sensible in between: five in a row are not forgiven.
    for (const word of words) {
      await lane.a.send(word);
      await lane.a.send('{"k":"beat"}');
    }
    await lane.a.send(JSON.stringify({ k: 'got', n: 99 }));
    await settle();
    expect(right.talk.malformed.value).toBe(words.length);
    expect(bob.strange.value).toBe(1);
    expect(texts(bob)).toEqual([]);
  });

  it('refuses empty and endless lines', () => {
    expect(ann.say('')).toEqual(refuse('BAD_INPUT'));
    expect(ann.say('x'.repeat(CHAT_LIMIT + 1))).toEqual(refuse('BAD_INPUT'));
  });

  it('gives both ends the same fingerprint, and another for another text', async () => {
    await join();
    say(ann, 'one');
    say(bob, 'crossing');
    say(ann, 'two');
    await settle();
    expect(texts(ann)).not.toEqual(texts(bob));
    const digest = await ann.digest();
    expect(digest.count).toBe(3);
    expect(await bob.digest()).toEqual(digest);
    say(bob, 'more');
    expect((await bob.digest()).sha256).not.toBe(digest.sha256);
  });

  it('reads nothing from a store that was tampered with', async () => {
    await left.storage.set(`chat.${sid}`, { lines: [{ n: 7 }], got: -1 });
    const again = await left.open();
    expect(again.lines.value).toEqual([]);
  });
});

describe('the talk lane', () => {
  it('is closed when the other end has said nothing for fifteen seconds', async () => {
    const clock = fakeClock();
    const { a, b } = wire();
    let isClosed = false;
    a.on({
      close() {
        isClosed = true;
      },
    });
    openTalk(signal<Lane | null>(a), clock, 'customer');
    clock.advance(14_000);
    await b.send('{"k":"beat"}');
    await settle();
    clock.advance(14_999);
    expect(isClosed).toBe(false);
    clock.advance(1);
    expect(isClosed).toBe(true);
  });
});
