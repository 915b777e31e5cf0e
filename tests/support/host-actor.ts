// The host as an actor of the stories: what the program on the customer's computer says to the broker, without its windows.
import { type SigningKey, sealWith } from '../../shared/consent/jws.ts';
import { partyName } from '../../shared/consent/keys.ts';
import * as http from '../../shared/protocol/http.ts';
import type { Customer } from './actors.ts';
import type { DownOf } from './line.ts';
import { Member, must } from './member.ts';
import type { Reply, Tab } from './tab.ts';

/** The program on the customer's computer, with an address in hand and nothing else. */
export class Host extends Member {
  readonly tab: Tab;
  readonly key: SigningKey;
  #joined: http.HostJoined | null = null;
  constructor(tab: Tab, key: SigningKey) {
    super();
    this.tab = tab;
    this.key = key;
  }

  get joined(): http.HostJoined {
    if (!this.#joined) throw new Error('in no session');
    return this.#joined;
  }
  get id(): string {
    return this.joined.host;
  }

  tries(address: string): Promise<Reply> {
    return this.tab.post('/api/host/join', { address, system: 'Debian 12' });
  }

  async joins(address: string): Promise<DownOf<'welcome'>> {
    const joined = http.hostJoined.parse(must(await this.tries(address)).json);
    this.#joined = joined;
    return this.connectsWith(joined.ticket, joined.sid);
  }

  /** Under its key, once the customer has vouched for it. */
  protected async fetchesTicket(sid: string): Promise<string> {
    const { challenge } = http.challenged.parse(
      must(await this.tab.post('/api/host/challenge', { sid })).json,
    );
    const statement = { v: 2, type: 'resume', sid, iss: partyName('host', this.key.thumbprint), challenge };
    const proof = (await sealWith(this.key, statement)).jws;
    return http.ticketed.parse(must(await this.tab.post('/api/host/resume', { sid, proof })).json).ticket;
  }

  /** Allows the open question in its own window. */
  async confirms(carla: Customer): Promise<void> {
    const { notice, askId, ask, scope, surface, minutes } = await carla.yes();
    this.hand ??= carla.handOf(this.key);
    const ui = { m: 'click', shown: 2_000 } as const;
    await this.says({ type: 'confirm', askId, ask, scope, surface, minutes, notice, ui });
  }
}
