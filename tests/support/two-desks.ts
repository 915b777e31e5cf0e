// Two desks on one broker, and one admin who made the second: for stories about what is whose.
import * as http from '../../shared/protocol/http.ts';
import { type Desk, PASSWORD, Staff, startDesk, Technician, tokenIn } from './actors.ts';
import { type Asker, asks } from './asking.ts';
import { must } from './member.ts';
import type { Reply, Tab } from './tab.ts';

/** The addresses of the two portals. */
export type Slug = 'conti-informatica' | 'nord-assistenza';

export const me = async (tab: Tab) => http.me.parse((await tab.get('/api/me')).json);
export const codeOf = ({ status, json }: Reply) => ({ status, error: json?.error });

export class TwoDesks {
  readonly broker: Desk;
  /** Admin of both, at work at the first. */
  readonly anna: Staff;
  /** The second desk's own people. */
  readonly north: { readonly admin: Staff; readonly technician: Technician; readonly auditor: Staff };
  private constructor(broker: Desk, anna: Staff, north: TwoDesks['north']) {
    this.broker = broker;
    this.anna = anna;
    this.north = north;
  }

  static async start(): Promise<TwoDesks> {
    const broker = await startDesk();
    const anna = await broker.admin();
    // Whoever makes a desk belongs to it, and works at the first one until they go over.
    must(await anna.tab.post('/api/desks', { name: 'Nord Assistenza' }));
    await goesTo(anna.tab, 'Nord Assistenza');
    const admin = await invites(broker, anna, ['Nora Nordi', 'admin']);
    const auditor = await invites(broker, anna, ['Aldo Nordi', 'auditor']);
    const { tab, person } = await invites(broker, anna, ['Tina Nordi', 'technician']);
    await goesTo(anna.tab, 'Conti Informatica');
    return new TwoDesks(broker, anna, { admin, auditor, technician: new Technician(tab, person, new Map()) });
  }

  /** Somebody of the desk at which `by` works. */
  invites(by: Staff, name: string, role: http.Person['role']): Promise<Staff> {
    return invites(this.broker, by, [name, role]);
  }

  /** Anna goes there, adds them, and comes back. */
  async annaAdds(who: Staff, desk: string): Promise<Reply> {
    await goesTo(this.anna.tab, desk);
    const answer = await this.anna.tab.post('/api/people/add', { person: who.id });
    await goesTo(this.anna.tab, 'Conti Informatica');
    return answer;
  }

  /** A customer's request at that portal. */
  opens(slug: Slug): Promise<Asker> {
    return asks(this.broker, {}, slug);
  }

  /** The news of a queue, as they come. */
  async hears({ login }: Tab): Promise<{ heard: () => string; ends: () => void }> {
    let text = '';
    const over = new AbortController();
    const answer = await fetch(`http://127.0.0.1:${this.broker.where.port}/api/queue/events`, {
      headers: { cookie: `__Host-sid=${login}`, 'sec-fetch-site': 'same-origin' },
      signal: over.signal,
    });
    const reads = async () => {
      for await (const part of answer.body ?? []) text += Buffer.from(part).toString('utf8');
    };
    void reads().catch(() => {});
    return { heard: () => text, ends: () => over.abort() };
  }

  closes(): Promise<void> {
    return this.broker.closes();
  }
}

/** Works at the desk of this name from now on. */
async function goesTo(tab: Tab, name: string): Promise<void> {
  const desk = (await me(tab)).desks.find((one) => one.name === name)?.id ?? '';
  must(await tab.post('/api/me/desk', { desk }));
}

async function invites(broker: Desk, by: Staff, [name, role]: [string, http.Person['role']]): Promise<Staff> {
  const tab = broker.tab();
  const { link } = await by.invites({ name, email: `north-${tab.address}@example.org`, role });
  const reply = await tab.post('/api/enrol', { token: tokenIn(link), password: PASSWORD });
  return new Staff(tab, http.me.parse(reply.json).person);
}
