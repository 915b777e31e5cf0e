// What this browser can do, by looking and never by asking: no prompt, no capture.
import type { BrowserFacts } from './findings.ts';

/** Chromium's name for what the page's surroundings allow; other browsers do not tell. */
interface WithPolicy {
  readonly featurePolicy?: { allowsFeature(name: string): boolean };
}

export function lookAtBrowser(): BrowserFacts {
  const allows = (document as Document & WithPolicy).featurePolicy?.allowsFeature('display-capture');
  return {
    isSecure: window.isSecureContext,
    hasKeys: typeof globalThis.crypto?.subtle?.sign === 'function',
    hasRtc: typeof globalThis.RTCPeerConnection === 'function',
    hasSockets: typeof globalThis.WebSocket === 'function',
    canShow: typeof navigator.mediaDevices?.getDisplayMedia === 'function',
    isHeld: window.top !== window.self || allows === false,
  };
}
