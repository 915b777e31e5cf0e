// The checking page as the broker serves it: the worker is a file beside the page, loaded at once so that nothing is asked for
// later. edition-kept.ts takes this file's place in the page that people keep.
import address from './judge.worker.ts?worker&url';

interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

/** Whether this is the one file that works by itself. */
export const isKept: boolean = false;

/** The one script address this page ever loads by name; its security policy asks for the promise. */
export function startWorker(): Worker {
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
  const policy = policies?.createPolicy('permesso-url', { createScriptURL: () => address });
  return new Worker(policy?.createScriptURL(address) ?? address);
}
