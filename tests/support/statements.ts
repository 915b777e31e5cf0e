// Statements as the two ends make them: numbered, addressed and, where a story needs it, signed by real keys.
import { webcrypto } from 'node:crypto';
import { type Sealed, type SigningKey, sealWith } from '../../shared/consent/jws.ts';
import { bindingName, partyName, publicKey, type Signatory, thumbprint } from '../../shared/consent/keys.ts';
import { currentNotice, noticeShownAs, noticeText } from '../../shared/consent/notices.ts';
import type { Statement, StatementOf } from '../../shared/consent/statements.ts';
import type { Language } from '../../shared/field.ts';
import { type AuthLevel, naming, type Surface } from '../../shared/session/scopes.ts';
import type { Keys } from '../../shared/session/state.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;

export async function newKey(): Promise<SigningKey> {
  const pair = await webcrypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
  const { kty, crv, x, y } = await webcrypto.subtle.exportKey('jwk', pair.publicKey);
  const key = publicKey.parse({ kty, crv, x, y });
  return { publicKey: key, thumbprint: thumbprint(key), privateKey: pair.privateKey as CryptoKey };
}

type Filled = 'v' | 'sid' | 'n' | 'prev' | 'nonce' | 'iss' | 'aud' | 'cb' | 'iat';
type Distribute<S> = S extends Statement ? Omit<S, Filled> : never;
export type Draft = Distribute<Statement>;
export type DraftOf<T extends Statement['type']> = Extract<Draft, { type: T }>;

export interface Place {
  readonly n: number;
  readonly prev: string | null;
}

/** Who speaks to whom, in which session. */
export interface Ends {
  readonly sid: string;
  readonly role: Signatory;
  readonly tkt: string;
  readonly ckt: string;
  /** The host's, where it is the one who speaks. */
  readonly hkt?: string;
}

let nonces = 0;
const nextNonce = (): string => {
  nonces += 1;
  return String(nonces).padStart(22, 'n');
};

export function complete(
  draft: Draft,
  { n, prev }: Place,
  { sid, role, tkt, ckt, hkt = '' }: Ends,
): Statement {
  const tech = partyName('technician', tkt);
  const cust = partyName('customer', ckt);
  const head = {
    v: 2,
    sid,
    n,
    prev,
    nonce: nextNonce(),
    cb: bindingName({ sid, ckt, tkt }),
    iat: 1_700_000_000,
  };
  const by = { technician: tech, customer: cust, host: partyName('host', hkt) };
  const addressed = { iss: by[role], aud: [role === 'technician' ? cust : tech] };
  return { ...draft, ...head, ...addressed } as Statement;
}

/** One end that signs, with its own chain. */
export class Hand {
  readonly ends: Ends;
  readonly key: SigningKey;
  place: Place = { n: 0, prev: null };
  last: Sealed | null = null;
  #tail: Promise<unknown> = Promise.resolve();
  constructor(key: SigningKey, ends: Ends) {
    this.key = key;
    this.ends = ends;
  }

  static endsOf(sid: string, role: Signatory, keys: Keys): Ends {
    return { sid, role, tkt: thumbprint(keys.technician), ckt: thumbprint(keys.customer) };
  }

  /** One after another, however many are wished for at once. */
  signs(draft: Draft): Promise<Sealed> {
    const signed = this.#tail.then(() => this.#next(draft));
    this.#tail = signed;
    return signed;
  }

  async #next(draft: Draft): Promise<Sealed> {
    const statement = complete(draft, { n: this.place.n + 1, prev: this.place.prev }, this.ends);
    const sealed = await sealWith(this.key, statement);
    this.place = { n: statement.n, prev: sealed.hash };
    this.last = sealed;
    return sealed;
  }
}

export interface Allowing {
  readonly gid: string;
  readonly askId: string;
  /** Hash of the ask. */
  readonly ask: string;
  readonly surface: Surface;
  readonly minutes: number;
  /** What was asked, which the text names. */
  readonly asked: Surface;
  /** The monitor that was asked for, which the text names as well. */
  readonly askedScreen?: number;
  readonly auth: AuthLevel;
  readonly tech: { readonly id: string; readonly name: string };
  readonly desk: { readonly id: string; readonly name: string };
  readonly language?: Language;
}

/** A grant as the customer's page makes it. */
export function grantDraft(allowing: Allowing): Omit<StatementOf<'grant'>, Filled> {
  const { gid, askId, ask, surface, minutes, asked, auth, tech, desk, language = 'it' } = allowing;
  const notice = currentNotice('view', language);
  const screen = allowing.askedScreen;
  const facts = { tech: tech.name, desk: desk.name, surface: asked, ...naming({ screen }), minutes };
  return {
    type: 'grant',
    gid,
    askId,
    ask,
    scope: 'view',
    surface,
    minutes,
    nbf: 1_700_000_000,
    exp: 1_700_000_000 + minutes * 60,
    notice: noticeShownAs(notice, noticeText(notice, facts)),
    ui: { m: 'click', shown: 1_500 },
    party: {
      desk: desk.name,
      deskId: desk.id,
      techName: tech.name,
      techId: tech.id,
      verified: false,
      authLevel: auth,
    },
    purposes: [{ id: 'remote-assistance', lawfulBasis: 'contract', retention: 'P24M' }],
    controller: { name: desk.name, contact: null, policyUrl: null },
    jurisdiction: null,
    withdraw: 'board',
    method: 'web',
    app: { version: '0.0.0', assetHash: null },
  };
}
