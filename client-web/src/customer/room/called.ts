// Whether the session that a customer was let into is the one of the colleague who was announced to them. Pure: a broker that leads them to
// somebody else, or elsewhere, is noticed before a word is said.
import type { Membership } from './stay.ts';

export interface Announced {
  /** The session that follows theirs, and who waits in it. */
  readonly follower: string;
  readonly name: string;
  /** The desk they are with. */
  readonly deskId: string;
}

export const isAnnounced = (
  { sid, technician, desk }: Pick<Membership, 'sid' | 'technician' | 'desk'>,
  { follower, name, deskId }: Announced,
): boolean => sid === follower && name !== '' && technician.name === name && desk.id === deskId;
