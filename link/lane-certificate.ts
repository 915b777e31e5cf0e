// The certificate that the other end of a connection really used: security-rules.md 34.
import { sha256 } from '@noble/hashes/sha2.js';

interface Telling {
  readonly transport?: { getRemoteCertificates?(): ArrayBuffer[] } | null;
}

/**
 * False when the connection tells its remote certificate (Chromium and `wrtc` do, Firefox does not) and it is another one.
 * @param fingerprint as in SDP, `AB:CD:…`
 */
export function isCertificateOf(pc: RTCPeerConnection | null, fingerprint: string | null): boolean {
  const { transport } = (pc?.sctp ?? {}) as Telling;
  const [certificate] = transport?.getRemoteCertificates?.() ?? [];
  if (!certificate) return true;
  const bytes = [...sha256(new Uint8Array(certificate))];
  const name = bytes.map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');
  return name === fingerprint;
}
