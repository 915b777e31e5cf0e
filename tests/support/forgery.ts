// Statements as only an attacker writes them: any header, any spelling, any signature. The honest way is sealWith.
import { fromBase64url, fromHex, toBase64url, toHex, utf8 } from '../../shared/bytes.ts';
import { canonicalText } from '../../shared/canonical.ts';
import type { SigningKey } from '../../shared/consent/jws.ts';

/** A compact JWS over exactly these characters, well signed. */
export async function signedAs(header: object, payload: string, key: SigningKey): Promise<string> {
  const input = `${toBase64url(utf8(JSON.stringify(header)))}.${toBase64url(utf8(payload))}`;
  const bytes = new Uint8Array(utf8(input));
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key.privateKey, bytes);
  return `${input}.${toBase64url(new Uint8Array(signature))}`;
}

/** The header that sealWith would write. */
export const headerFor = (payload: { readonly type: string }, key: SigningKey) => ({
  alg: 'ES256',
  typ: `permesso-${payload.type}+jws`,
  kid: key.thumbprint,
});

/** Well signed and well spelled, whatever it says. */
export const signedAnyway = <T extends { readonly type: string }>(
  payload: T,
  key: SigningKey,
): Promise<string> => signedAs(headerFor(payload, key), canonicalText(payload), key);

/** n of P-256 (SEC 2, section 2.4.2). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The other valid signature of the same statement: s becomes n − s. */
export function malleated(jws: string): string {
  const at = jws.lastIndexOf('.') + 1;
  const signature = fromBase64url(jws.slice(at)) ?? new Uint8Array(64);
  const s = BigInt(`0x${toHex(signature.slice(32))}`);
  const other = fromHex((ORDER - s).toString(16).padStart(64, '0')) ?? new Uint8Array(32);
  return jws.slice(0, at) + toBase64url(Uint8Array.from([...signature.slice(0, 32), ...other]));
}

/** With another payload under the signature that stood there. */
export function rewritten(jws: string, payload: string): string {
  const [header, , signature] = jws.split('.');
  return `${header}.${toBase64url(utf8(payload))}.${signature}`;
}
