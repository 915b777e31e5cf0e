// The page's one service worker (public/sw.js). It answers downloads and clicks on notifications, and touches no other request.

const WORKER = '/sw.js';
/** Nothing else in the site answers here. */
export const DOWNLOADS = '/download-stream/';

/** @throws where the browser has none to give, as on plain http or in a private window */
export async function activeRegistration(): Promise<ServiceWorkerRegistration> {
  const registration = await navigator.serviceWorker.register(workerUrl(), { scope: DOWNLOADS });
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  if (!worker) throw new Error('no service worker');
  if (worker.state !== 'activated')
    await new Promise<void>((resolve, reject) => {
      worker.addEventListener('statechange', () => {
        if (worker.state === 'activated') resolve();
        if (worker.state === 'redundant') reject(new Error('the service worker was replaced'));
      });
    });
  return registration;
}

interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}
let trusted: string | null = null;

/** The one script address this page ever loads by name; its security policy asks for the promise. */
function workerUrl(): string {
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
  trusted ??=
    policies?.createPolicy('permesso-url', { createScriptURL: () => WORKER }).createScriptURL(WORKER) ??
    WORKER;
  return trusted;
}
