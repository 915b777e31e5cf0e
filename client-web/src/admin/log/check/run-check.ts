// Starts the worker that checks a log, and hands on what it tells.
import { isErrorCode, type Refusal, refuse } from '../../../../../shared/errors.ts';
import type { Order, Told } from './log-worker.ts';
import workerUrl from './log-worker.ts?worker&url';
import type { CheckedLog } from './whole-log.ts';

export interface Running {
  readonly result: Promise<CheckedLog | Refusal>;
  /** Gives up; the result is then a refusal. */
  stop(): void;
}

export function runCheck(order: Order, onProgress: (done: number, total: number) => void): Running {
  const worker = new Worker(trustedUrl(), { type: 'module' });
  let stop = () => {};
  const result = new Promise<CheckedLog | Refusal>((resolve) => {
    stop = () => resolve(refuse('CLOSED'));
    worker.addEventListener('error', () => resolve(refuse('INTERNAL')));
    worker.addEventListener('message', ({ data }: MessageEvent<Told>) => {
      if (data.k === 'progress') return onProgress(data.done, data.total);
      if (data.k === 'checked') return resolve(data.checked);
      const { declined } = data.declined;
      resolve(refuse(isErrorCode(declined) ? declined : 'INTERNAL'));
    });
    worker.postMessage(order);
  }).finally(() => worker.terminate());
  return { result, stop: () => stop() };
}

interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}
let trusted: string | null = null;

/** The one script address that this page ever loads by name; its security policy asks for the promise. */
function trustedUrl(): string {
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
  trusted ??=
    policies?.createPolicy('permesso-url', { createScriptURL: () => workerUrl }).createScriptURL(workerUrl) ??
    workerUrl;
  return trusted;
}
