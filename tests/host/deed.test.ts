// The ends of what a grant allows, where something goes wrong on the way: Stop stops everything, and nothing is left standing.
import { signal } from '@preact/signals-core';
import { describe, expect, it } from 'vitest';
import { type DeedOptions, openDeed, type Work, withAll } from '../../host/deed.ts';
import { openPrompts } from '../../host/prompts.ts';
import { openQuestions, type QuestionsOptions } from '../../host/questions.ts';
import type { Scope } from '../../shared/session/scopes.ts';
import type { Grant } from '../../shared/session/state.ts';
import { settle } from '../client/support/kit.ts';

const GRANT = { gid: '6f0e4b3a-7d2c-4a51-9a53-0f6f3f0a1b2c', method: 'host', minutes: 5 } as Grant;

function does(scope: Scope, work: Work) {
  const said: object[] = [];
  const end = {
    session: {
      state: signal({ phase: 'open', grants: { [scope]: GRANT } }),
      status: signal({ kind: 'online' }),
      wish: async () => {},
    },
    speech: { say: async (draft: object) => void said.push(draft) },
    ledger: { grants: signal(new Map([[GRANT.gid, GRANT]])) },
  } as unknown as DeedOptions['end'];
  return { deed: openDeed({ end, scope, work, allowedAt: () => performance.now() }), said };
}

describe('Stop', () => {
  it('stops everything, though one cut goes wrong, and tells of each', () => {
    const cuts: string[] = [];
    const broken = does('view', {
      begin() {},
      cut() {
        throw new Error('a bug');
      },
    });
    const sound = does('control', { begin() {}, cut: () => void cuts.push('control') });
    const deeds = [broken.deed, sound.deed];
    expect(deeds.map(({ live }) => live.value?.gid)).toEqual([GRANT.gid, GRANT.gid]);
    expect(() => withAll(deeds, (deed) => deed.stop('keys'))).toThrow('a cut went wrong');
    expect(deeds.map(({ live }) => live.value)).toEqual([null, null]);
    expect(cuts).toEqual(['control']);
    for (const { said } of [broken, sound])
      expect(said).toMatchObject([{ type: 'stop', gid: GRANT.gid, why: 'keys' }]);
    // It is not begun again.
    expect(() => withAll(deeds, (deed) => deed.close())).not.toThrow();
  });
});

describe('a question that no screen can show', () => {
  const opens = (isWithdrawn: boolean) => {
    const ask = { askId: 'a', scope: 'sysinfo', surface: 'monitor', minutes: 1 };
    const state = signal<object>({ phase: 'open', ask, host: { stage: 'paired' }, answers: null });
    const prompts = openPrompts(() => {});
    let fails: (cause: Error) => void = () => {};
    const questions = openQuestions({
      end: {
        session: { state, events: signal([]) },
        speech: { say: async () => {} },
        ledger: { asks: signal(new Map([['a', { hash: 'h', statement: {} }]])) },
      } as unknown as QuestionsOptions['end'],
      language: 'en',
      surface: () => '',
      open: () =>
        new Promise((_, reject) => {
          fails = reject;
        }),
      prompts,
    });
    const breaks = async () => {
      if (isWithdrawn) state.value = { phase: 'open', ask: null };
      fails(new Error('no window'));
      await settle();
    };
    return { prompts, questions, breaks };
  };

  it('stands nowhere: hands and previews wait for nothing', async () => {
    for (const isWithdrawn of [false, true]) {
      const { prompts, questions, breaks } = opens(isWithdrawn);
      expect(prompts.isOpen()).toBe(true);
      await breaks();
      expect(prompts.isOpen()).toBe(false);
      questions.close();
    }
  });
});
