// The two people of a session with a host, as Node processes: a technician's page, a customer's page, and what the customer's page
// does for a program that wants in. It knows no host.
import { openHostAnswers } from '../../../client-web/src/features/host/answers.ts';
import { type HostPairing, openHostPairing } from '../../../link/pair-host.ts';
import { codeOf } from '../../../shared/code/code.ts';
import { SCOPES, type Scope } from '../../../shared/session/scopes.ts';
import { until } from '../../client/support/kit.ts';
import { type Desk, newUuid } from '../../support/actors.ts';
import { stopLater } from '../../support/children.ts';
import { nodeClock, type Peer, twoPeers, WHO } from '../../support/peers.ts';

export interface Company {
  readonly maria: Peer;
  readonly carla: Peer;
  readonly pairing: HostPairing;
  /** The code that a customer reads from the page and types into the program. */
  invitesHost(): Promise<string>;
}

/** What `holdsAllow` is told of a question of `asks`. */
export const ASKED = { ...WHO, reason: 'to help', minutes: 15 } as const;

/** @param hides the customer hides the address of their computer */
export async function openCompany(desk: Desk, hides = () => false): Promise<Company> {
  const two = await twoPeers(desk);
  const { maria, carla: guest } = two;
  const carla = guest.peer;
  await until(carla.ledger.auth, (auth) => auth === 'pake');
  await carla.session.wish({ type: 'admit' });
  const pairing = openHostPairing({
    hides,
    session: carla.session,
    speech: carla.speech,
    key: guest.key,
    origin: desk.where.origin,
    chance: nodeClock,
  });
  const state = carla.session.state.peek();
  const who = { ...WHO, verified: false, deskId: state.phase === 'open' ? state.desk : '' };
  const { session, speech, ledger } = carla;
  const unanswer = openHostAnswers({ session, speech, ledger, clock: nodeClock, who, version: '0.0.0' });
  stopLater(async () => {
    unanswer();
    pairing.close();
    maria.close();
    carla.close();
  });
  const invitesHost = async () => {
    const address = await guest.invitesHost();
    return codeOf({ address, secret: pairing.secret() });
  };
  return { maria, carla, pairing, invitesHost };
}

/** As long as a permission for this may last, a quarter of an hour at most. */
const minutesOf = (scope: Scope): number => Math.min(15, SCOPES[scope].maxMinutes);

/** The technician asks for a scope. @param screen the monitor, where one is named */
export const asks = ({ speech }: Peer, scope: Scope, screen?: number) =>
  speech.say({
    type: 'ask',
    askId: newUuid(),
    scope,
    surface: 'monitor',
    ...(screen === undefined ? {} : { screen }),
    minutes: minutesOf(scope),
    reason: ASKED.reason,
  });

/** True once this scope is allowed, as the broker tells. */
export const isAllowed = ({ session }: Peer, scope: Scope): boolean => {
  const state = session.state.peek();
  return state.phase === 'open' && state.grants[scope] !== undefined;
};
