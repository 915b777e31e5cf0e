// A session with the host as a customer runs it: a program of its own, paired through TLS by the digits of the customer's page.
// The rest of the session runs in this process.
import { fileURLToPath } from 'node:url';
import { until } from '../../client/support/kit.ts';
import { startDesk } from '../../support/actors.ts';
import { startChild, stopChild, stopLater } from '../../support/children.ts';
import { type Desktop, holdsAllow } from '../../support/desktop.ts';
import { startTlsFront } from '../../support/tls-front.ts';
import { ASKED, asks, type Company, isAllowed, openCompany } from './company.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export interface Hosted {
  readonly company: Company;
  /** Of the host's own process. */
  readonly pid: number;
  /** The technician asks, and the customer's own hand allows it in the host's window. */
  allows(scope: 'view' | 'control'): Promise<void>;
}

/**
 * @param address where the broker is reached, as the host sees it
 * @param runs what stands before the host's command, where it does not run on this computer
 */
export async function openHosted(
  screen: Desktop,
  address: string,
  runs: readonly string[] = [],
): Promise<Hosted> {
  const front = await startTlsFront(address);
  const desk = await startDesk({ config: { publicUrl: new URL(front.origin) } });
  stopLater(() => desk.closes());
  front.leadsTo(desk.where.port);
  const company = await openCompany(desk);
  const program = [process.execPath, ...process.execArgv, `${ROOT}host/main.ts`];
  const words = ['--broker', front.origin, '--pair', await company.invitesHost(), '--language', 'en'];
  const [first = '', ...args] = [...runs, ...program, ...words];
  const env = { ...process.env, ...screen.env, NODE_EXTRA_CA_CERTS: front.certificate };
  const host = startChild(first, args, { env });
  stopLater(() => stopChild(host));
  await until(company.maria.ledger.host, (known) => known !== null);
  const allows = async (scope: 'view' | 'control') => {
    await asks(company.maria, scope);
    await holdsAllow(screen, { ...ASKED, scope }, () => isAllowed(company.maria, scope));
  };
  return { company, pid: host.pid ?? 0, allows };
}
