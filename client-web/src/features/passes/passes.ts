// What the technician's page wants to pass to or from the customer's computer, one thing at a time, and what came of it. One for
// each of the lanes that carry such things; it draws nothing.
import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { Lane } from '../../../../link/lane.ts';
import type { Lanes } from '../../../../link/lanes.ts';
import type { Facts } from '../../../../shared/channel/facts.ts';
import { type PassAnswer, type PassProblem, readPassAnswer } from '../../../../shared/channel/passes.ts';

export type PassLane = 'clipboard-in' | 'clipboard-out' | 'sysinfo';

/** `asked`: on its way. `shown`: the customer looks at it. `cut`: the permission ended before there was an answer. */
export type PassStage =
  | { readonly at: 'idle' | 'asked' | 'shown' | 'put' | 'cut' }
  | { readonly at: 'text'; readonly text: string }
  | { readonly at: 'facts'; readonly facts: Facts }
  | { readonly at: 'not'; readonly why: PassProblem };

export interface Pass {
  /** There is a connection to ask over. */
  readonly isReady: ReadonlySignal<boolean>;
  readonly stage: ReadonlySignal<PassStage>;
  /** @param text what is to be put there; without it, what is there is wanted */
  wants(text?: string): void;
  close(): void;
}

export function openPass(kind: PassLane, { granted }: Pick<Lanes, 'granted'>): Pass {
  const stage = signal<PassStage>({ at: 'idle' });
  const isReady = signal(false);
  let lane: Lane | null = null;
  let n = 0;
  let unhear = () => {};
  const say = (wish: object) => void lane?.send(JSON.stringify(wish));
  const hear = (raw: string | Uint8Array) => {
    const answer = typeof raw === 'string' ? readPassAnswer(raw) : null;
    if (!answer || answer.n !== n) return;
    stage.value = stageOf(answer);
    if (answer.k === 'facts') say({ k: 'got', n });
  };
  const stop = effect(() => {
    const up = granted[kind].value;
    untracked(() => {
      unhear();
      lane = up;
      isReady.value = up !== null;
      unhear = up?.on({ data: hear }) ?? (() => {});
      const { at } = stage.peek();
      if (!up && (at === 'asked' || at === 'shown')) stage.value = { at: 'cut' };
    });
  });
  return {
    stage,
    isReady,
    wants(text) {
      if (!lane) return;
      n += 1;
      stage.value = { at: 'asked' };
      say(text === undefined ? { k: 'want', n } : { k: 'put', n, text });
    },
    close() {
      stop();
      unhear();
    },
  };
}

function stageOf(answer: PassAnswer): PassStage {
  switch (answer.k) {
    case 'shown':
    case 'put':
      return { at: answer.k };
    case 'text':
      return { at: 'text', text: answer.text };
    case 'facts':
      return { at: 'facts', facts: answer.facts };
    case 'not':
      return { at: 'not', why: answer.why };
  }
}
