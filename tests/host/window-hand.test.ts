// When a press on the question is an answer, and when it is not.
import { describe, expect, it } from 'vitest';
import {
  type Act,
  follow,
  type Hand,
  type HandRules,
  idleHand,
  shareOf,
  type Verdict,
} from '../../host/window/question-hand.ts';

const CLICK: HandRules = { armMs: 1_000, holdMs: 0 };
const HOLD: HandRules = { armMs: 1_000, holdMs: 1_500 };
const GOOD = { isVisible: true, isFocused: true, moves: 0 };

const seen = (now: number, change: Partial<typeof GOOD> = {}): Act => ({
  type: 'sight',
  sight: { ...GOOD, ...change },
  now,
});
const down = (area: 'refuse' | 'single' | 'allow' | null, now: number): Act => ({ type: 'down', area, now });
const up = (area: 'refuse' | 'single' | 'allow' | null, now: number): Act => ({ type: 'up', area, now });
type Key = 'next' | 'previous' | 'enter' | 'space' | 'escape';
const key = (name: Key, now: number): Act[] => [
  { type: 'key-down', key: name, now },
  { type: 'key-up', key: name, now: now + 50 },
];

function played(rules: HandRules, ...acts: Act[]): { hand: Hand; verdict: Verdict | null } {
  let hand = idleHand;
  for (const act of acts) {
    const followed = follow(hand, act, rules);
    hand = followed.hand;
    if (followed.verdict) return followed;
  }
  return { hand, verdict: null };
}
const said = (rules: HandRules, ...acts: Act[]) => played(rules, ...acts).verdict;

describe('allowing what does not fit', () => {
  const at = (readAt: number | null): HandRules => ({ ...CLICK, readAt });
  const click = (now: number) => [down('allow', now), up('allow', now + 50)];
  const onAllow = (now: number) => [...key('next', now), ...key('enter', now + 100)];

  it('takes nothing before all of it was on the screen, and then for a second', () => {
    expect(said(at(null), seen(0), ...click(60_000))).toBeNull();
    expect(said(at(null), seen(0), ...onAllow(60_000))).toBeNull();
    expect(said(at(5_000), seen(0), ...click(5_999))).toBeNull();
    expect(said(at(5_000), seen(0), ...onAllow(5_800))).toBeNull();
    expect(said(at(5_000), seen(0), ...click(6_000))).toMatchObject({ answer: 'allow' });
    expect(said(at(5_000), seen(0), ...onAllow(6_000))).toMatchObject({ answer: 'allow' });
    // Reading does not make up for being moved or covered.
    expect(said(at(5_000), seen(0), seen(8_000, { moves: 1 }), ...click(8_500))).toBeNull();
  });

  it('leaves refusing as easy as ever', () => {
    expect(said(at(null), seen(0), down('refuse', 10), up('refuse', 20))).toMatchObject({ answer: 'refuse' });
    expect(said(at(null), seen(0), ...key('escape', 1_000))).toMatchObject({ answer: 'refuse' });
    expect(said(at(null), seen(0), ...key('enter', 1_000))).toMatchObject({ answer: 'refuse' });
    expect(said(at(null), seen(0), ...key('escape', 999), ...key('enter', 999))).toBeNull();
  });

  it('shows how far the waiting is', () => {
    const { hand } = played(at(null), seen(0));
    expect([
      shareOf(hand, 9_000, at(null)),
      shareOf(hand, 9_000, at(8_500)),
      shareOf(hand, 9_000, at(1)),
    ]).toEqual([0, 0.5, 1]);
  });
});

describe('allowing', () => {
  it('takes a click that began and ended after a second of being seen', () => {
    expect(said(CLICK, seen(0), down('allow', 1_000), up('allow', 1_100))).toEqual({
      answer: 'allow',
      manner: 'click',
    });
  });

  it('takes none that began before, was not seen, was moved, or lost the keyboard', () => {
    expect(said(CLICK, seen(0), down('allow', 999), up('allow', 1_500))).toBeNull();
    expect(said(CLICK, down('allow', 5_000), up('allow', 5_100))).toBeNull();
    expect(
      said(CLICK, seen(0), seen(900, { moves: 1 }), down('allow', 1_200), up('allow', 1_300)),
    ).toBeNull();
    expect(
      said(CLICK, seen(0), down('allow', 1_200), seen(1_250, { moves: 1 }), up('allow', 2_600)),
    ).toBeNull();
    expect(said(CLICK, seen(0, { isVisible: false }), down('allow', 2_000), up('allow', 2_100))).toBeNull();
    expect(said(CLICK, seen(0, { isFocused: false }), down('allow', 2_000), up('allow', 2_100))).toBeNull();
    const covered = [seen(0), seen(1_500, { isVisible: false }), seen(1_600)];
    expect(said(CLICK, ...covered, down('allow', 2_000), up('allow', 2_100))).toBeNull();
    expect(said(CLICK, ...covered, down('allow', 2_600), up('allow', 2_700))).not.toBeNull();
  });

  it('takes none that slid in from elsewhere, or away', () => {
    expect(said(CLICK, seen(0), down('refuse', 1_000), up('allow', 1_100))).toBeNull();
    expect(said(CLICK, seen(0), down('allow', 1_000), up(null, 1_100))).toBeNull();
    expect(said(CLICK, seen(0), up('allow', 1_100))).toBeNull();
  });

  it('takes a hold of a second and a half where that is asked, and nothing shorter', () => {
    expect(said(HOLD, seen(0), down('allow', 1_000), up('allow', 2_499))).toBeNull();
    expect(said(HOLD, seen(0), down('allow', 1_000), up('allow', 2_500))).toEqual({
      answer: 'allow',
      manner: 'hold',
    });
  });

  it('takes a key on Allow, which is not where the keys are first', () => {
    expect(said(CLICK, seen(0), ...key('next', 1_000), ...key('enter', 1_100))).toEqual({
      answer: 'allow',
      manner: 'kbd',
    });
    expect(said(CLICK, seen(0), ...key('enter', 1_100))).toEqual({ answer: 'refuse', manner: 'kbd' });
    expect(said(CLICK, seen(0), ...key('space', 1_100))).toEqual({ answer: 'refuse', manner: 'kbd' });
  });

  it('takes no key before the second has passed, not even one that moves', () => {
    const early = played(CLICK, seen(0), ...key('next', 500), ...key('enter', 900));
    expect(early.verdict).toBeNull();
    expect(early.hand.focus).toBe('refuse');
    expect(
      said(
        CLICK,
        seen(0),
        { type: 'key-down', key: 'enter', now: 900 },
        { type: 'key-up', key: 'enter', now: 1_200 },
      ),
    ).toBeNull();
  });

  it('takes a single key where holding is asked only after the box was ticked', () => {
    const onAllow = [...key('next', 1_000), ...key('next', 1_100)];
    expect(said(HOLD, seen(0), ...onAllow, ...key('enter', 1_200))).toBeNull();
    const ticked = [...key('next', 1_000), ...key('space', 1_100), ...key('next', 1_200)];
    expect(said(HOLD, seen(0), ...ticked, ...key('enter', 1_300))).toEqual({
      answer: 'allow',
      manner: 'kbd',
    });
    const byPointer = [down('single', 1_000), up('single', 1_050), ...key('next', 1_200)];
    expect(said(HOLD, seen(0), ...byPointer, ...key('enter', 1_300))).toEqual({
      answer: 'allow',
      manner: 'kbd',
    });
    expect(said(HOLD, seen(0), ...ticked, down('allow', 1_300), up('allow', 1_400))).toBeNull();
  });

  it('needs both ends of a key in the same second of being seen', () => {
    const [pressed, released] = key('enter', 1_200) as [Act, Act];
    expect(
      said(CLICK, seen(0), ...key('next', 1_000), pressed, seen(1_210, { isFocused: false }), released),
    ).toBeNull();
  });
});

describe('refusing', () => {
  it('works at once by the pointer, and by Escape once keys count', () => {
    expect(said(HOLD, down('refuse', 10), up('refuse', 20))).toEqual({ answer: 'refuse', manner: 'click' });
    expect(said(HOLD, seen(0), ...key('escape', 1_000))).toEqual({ answer: 'refuse', manner: 'kbd' });
    expect(said(HOLD, seen(0), ...key('escape', 500))).toBeNull();
  });

  it('is where the keys come back to', () => {
    expect(played(HOLD, seen(0), ...key('previous', 1_000)).hand.focus).toBe('allow');
    const around = [...key('next', 1_000), ...key('next', 1_100), ...key('next', 1_200)];
    expect(played(HOLD, seen(0), ...around).hand.focus).toBe('refuse');
  });
});

describe('the ring', () => {
  it('fills with the waiting, and then with the hold', () => {
    const { hand } = played(HOLD, seen(0));
    expect([shareOf(idleHand, 500, HOLD), shareOf(hand, 500, HOLD), shareOf(hand, 1_000, HOLD)]).toEqual([
      0, 0.5, 0,
    ]);
    expect(shareOf(hand, 1_000, CLICK)).toBe(1);
    const { hand: holding } = played(HOLD, seen(0), down('allow', 2_000));
    expect(shareOf(holding, 2_750, HOLD)).toBe(0.5);
    expect(shareOf(holding, 9_000, HOLD)).toBe(1);
  });
});
