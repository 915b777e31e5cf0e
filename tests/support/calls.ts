// What is done over HTTP when a technician calls a colleague, by the actors of `actors.ts`.
import * as calls from '../../shared/protocol/calls.ts';
import * as http from '../../shared/protocol/http.ts';
import { COMPUTER, Customer, proofBy, type Technician } from './actors.ts';
import { must } from './member.ts';
import { newKey } from './statements.ts';
import type { Reply } from './tab.ts';

export type Call = calls.Call;

/** What this technician sees of the calls of one session. */
export const callsOf = async ({ tab }: Technician, sid: string): Promise<readonly Call[]> =>
  calls.calls.parse(must(await tab.get('/api/calls')).json).calls.filter(({ session }) => session === sid);

/** As its broker answers, whatever that is. */
export const tryCall = (
  { tab }: Technician,
  sid: string,
  said: Partial<calls.NewCall> = {},
): Promise<Reply> =>
  tab.post(`/api/sessions/${sid}/calls`, { how: 'hand-over', to: null, note: '', ...said });

/** @returns the call's number */
export const callsFor = async (
  technician: Technician,
  sid: string,
  said: Partial<calls.NewCall> = {},
): Promise<string> => calls.callMade.parse(must(await tryCall(technician, sid, said)).json).call;

export const tryAccept = ({ tab }: Technician, call: string): Promise<Reply> =>
  tab.post(`/api/calls/${call}/accept`);

/** Accepts, and is in the session that comes of it. @returns its number */
export async function accepts(technician: Technician, call: string): Promise<string> {
  const { follower } = calls.call.parse(must(await tryAccept(technician, call)).json);
  if (follower === null) throw new Error('nobody has it');
  await technician.connects(follower);
  return follower;
}

/** The customer of a session, on the way to whoever was called. */
export async function tryEnter(
  customer: Customer,
  follower: string,
  but: Partial<{ sid: string; resume: string; proof: string }> = {},
): Promise<Reply> {
  const { tab, joined, key } = customer;
  const { sid, resume } = joined;
  const proof = but.proof ?? (await proofBy(key, { tab, sid, resume }));
  return tab.post('/api/calls/enter', { sid, resume, follower, device: COMPUTER, ...but, proof });
}

/** The same person in the session of whoever was called, with a key of its own. */
export async function enters(customer: Customer, host: Technician, follower: string): Promise<Customer> {
  const joined = http.joined.parse(must(await tryEnter(customer, follower)).json);
  const beside = new Customer(customer.tab, joined, { key: await newKey(), host });
  await beside.arrives();
  return beside;
}
