// The ticket that opens a socket: 30 seconds, once, for one member of one session. It travels as a subprotocol, so it
// never stands in an address that somebody logs.
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import type { Signatory } from '../../shared/consent/keys.ts';
import type { Bus } from '../bus/bus.ts';
import type { Secret } from '../keys/secret.ts';
import { newId } from '../secrets.ts';

export interface Member {
  readonly sid: string;
  readonly role: Signatory;
  readonly id: string;
  /** The login a technician's ticket was given to, by its hash; the socket lives no longer than that. */
  readonly login: string | null;
}

const AUDIENCE = 'permesso-socket';
/** `resume`: a page or a host that was there before. `return`: a browser that came with digits. Neither opens the other's way. */
export type Purpose = 'resume' | 'return';
const CHALLENGE: Readonly<Record<Purpose, string>> = {
  resume: 'permesso-resume',
  return: 'permesso-return',
};
const LIFE_S = 30;
const challengeClaims = z.object({ sub: z.string(), jti: z.string() });
const claims = z.object({
  sid: z.string(),
  role: z.enum(['technician', 'customer', 'host']),
  sub: z.string(),
  login: z.string().nullable(),
  jti: z.string(),
});

export interface Tickets {
  /** Something fresh for the customer of this session, or the host, to sign; good for one purpose. */
  challenge(sid: string, purpose: Purpose): string;
  /** Uses a challenge up. @returns false when it is not ours, of another session or purpose, old or used */
  meets(challenge: string, sid: string, purpose: Purpose): Promise<boolean>;
  issue(member: Member): string;
  /** Uses the ticket up. @returns whose it is, or null when it is forged, old or used */
  redeem(ticket: string): Promise<Member | null>;
}

export function tickets(secret: Secret, bus: Bus): Tickets {
  return {
    challenge: (sid, purpose) =>
      jwt.sign({}, secret.current(), {
        algorithm: 'HS256',
        audience: CHALLENGE[purpose],
        subject: sid,
        jwtid: newId(),
        expiresIn: LIFE_S,
      }),
    meets: async (challenge, sid, purpose) => {
      const read = verify(challenge, { secret, audience: CHALLENGE[purpose], schema: challengeClaims });
      return read?.sub === sid && (await bus.claim(`challenge:${read.jti}`, (LIFE_S + 5) * 1000));
    },
    issue: ({ sid, role, id, login }) =>
      jwt.sign({ sid, role, login }, secret.current(), {
        algorithm: 'HS256',
        audience: AUDIENCE,
        subject: id,
        jwtid: newId(),
        expiresIn: LIFE_S,
      }),
    redeem: async (ticket) => {
      const read = verify(ticket, { secret, audience: AUDIENCE, schema: claims });
      if (!read || !(await bus.claim(`ticket:${read.jti}`, (LIFE_S + 5) * 1000))) return null;
      return { sid: read.sid, role: read.role, id: read.sub, login: read.login };
    },
  };
}

interface Expected<T> {
  readonly secret: Secret;
  readonly audience: string;
  readonly schema: z.ZodType<T>;
}

/** By any generation that is held: a ticket of the one before may still be on its way. */
function verify<T>(token: string, { secret, audience, schema }: Expected<T>): T | null {
  for (const key of secret.held()) {
    try {
      const read = schema.safeParse(jwt.verify(token, key, { algorithms: ['HS256'], audience }));
      return read.success ? read.data : null;
    } catch {
      // Not of this generation, or not a ticket at all.
    }
  }
  return null;
}
