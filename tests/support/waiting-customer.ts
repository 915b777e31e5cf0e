// A customer who opened a request at a desk's portal and waits, by HTTP alone: for stories about the desk's side. And a colleague for its
// technician.
import {
  type Line,
  type NewRequest,
  type RequestOpened,
  requestOpened,
  type Waiting,
  waiting,
} from '../../shared/protocol/requests.ts';
import type { Broker } from './broker.ts';
import { type Account, enrolled, type HelpDesk } from './people.ts';

const SLUG = 'acme-help-desk';
const USUAL: NewRequest = {
  name: 'Carla Bianchi',
  email: 'carla@example.org',
  problem: 'The printer does not print.\nIt blinks red.',
  steps: 'Switched it off and on.',
  messages: 'Error 0x61',
  language: 'it',
  device: { kind: 'computer', canShowScreen: true, language: 'it' },
  screen: { width: 1920, height: 1080 },
};

let addresses = 0;
/** An address of one's own for every request, so that they are counted apart. */
const nextAddress = (): string => {
  addresses += 1;
  return `10.${1 + (addresses >> 16)}.${(addresses >> 8) & 255}.${addresses & 255}`;
};

async function post(broker: Broker, path: string, body: unknown, from = nextAddress()): Promise<Response> {
  const answer = await fetch(broker.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: broker.url, 'x-forwarded-for': from },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}

export class WaitingCustomer {
  readonly request: string;
  readonly number: number;
  readonly #secret: string;
  readonly #broker: Broker;
  readonly #address = nextAddress();
  constructor(broker: Broker, { request, number, secret }: RequestOpened) {
    this.#broker = broker;
    this.request = request;
    this.number = number;
    this.#secret = secret;
  }

  static async asks(
    { broker }: HelpDesk,
    { slug = SLUG, ...said }: Partial<NewRequest> & { readonly slug?: string } = {},
  ): Promise<WaitingCustomer> {
    const opened = await post(broker, `/api/portal/${slug}/requests`, { ...USUAL, ...said });
    return new WaitingCustomer(broker, requestOpened.parse(await opened.json()));
  }

  /** What this customer sees of it: everything that the broker answers, and not only what the protocol names. */
  async looks(): Promise<Waiting> {
    const answer = await this.#does('look', {});
    return waiting.parse(await answer.json());
  }
  async lines(): Promise<readonly Line[]> {
    return (await this.looks()).lines;
  }
  async says(text: string): Promise<void> {
    await this.#does('say', { text });
  }
  async rates(rating: number, words: string): Promise<void> {
    await this.#does('rate', { rating, words });
  }

  #does(what: string, body: object): Promise<Response> {
    const holder = { request: this.request, secret: this.#secret };
    return post(this.#broker, `/api/request/${what}`, { ...holder, ...body }, this.#address);
  }
}

/** Another technician of the desk, invited by its admin. */
export async function colleague({ broker, admin }: HelpDesk, name: string): Promise<Account> {
  const entered = await post(broker, '/api/sign-in', admin);
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  return enrolled(broker, cookie, name, 'technician');
}
