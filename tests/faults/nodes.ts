// A house of nodes: PostgreSQL, Redis and several built brokers, each a process of its own with the same secrets and the same address
// for its pages, so that whoever spreads the load may lead anybody to any of them. Each part can be killed and started again.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKeyring } from '../../server/keys/keyring.ts';
import { makeSecrets } from '../../server/secrets.ts';
import * as http from '../../shared/protocol/http.ts';
import { PASSWORD, Staff, Technician, tokenIn, Visitor } from '../support/actors.ts';
import { type Broker, startBroker } from '../support/broker.ts';
import { stopLater } from '../support/children.ts';
import { must } from '../support/member.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { type RedisServer, startRedis } from '../support/redis.ts';
import { Tab, type Where } from '../support/tab.ts';

const ORIGIN = 'http://localhost:3000';
const DATABASE = 'house';

/** Something that can be away for a while. */
export interface Part {
  readonly name: string;
  /** At once, as a power cut. */
  kill(): Promise<void>;
  /** Resolves when it answers. */
  starts(): Promise<void>;
}

export interface Node extends Part {
  readonly where: Where;
  readonly broker: Broker;
}

export interface HouseOptions {
  /** How many brokers; two where left out. */
  readonly nodes?: number;
  /** Where the brokers find Redis; a server of the house's own where left out. */
  readonly redisUrl?: string;
  /** Of postgresql.conf. */
  readonly postgres?: readonly string[];
  /** What the environment of each broker holds beside that, by its number from 1. */
  readonly env?: (node: number) => Readonly<Record<string, string>>;
}

export class House {
  readonly postgres: PostgresServer;
  readonly redis: RedisServer | null;
  readonly nodes: readonly Node[];
  readonly admin: Staff;
  /** Of each broker, beside its port and its data folder. */
  readonly settings: Readonly<Record<string, string>>;
  readonly #hosts = new Map<string, Technician>();
  #people = 0;

  private constructor(built: Pick<House, 'postgres' | 'redis' | 'nodes' | 'admin' | 'settings'>) {
    this.postgres = built.postgres;
    this.redis = built.redis;
    this.nodes = built.nodes;
    this.admin = built.admin;
    this.settings = built.settings;
  }

  /** Builds the house and signs in its first admin. `stopAll` takes it down. */
  static async stands({ nodes: many = 2, redisUrl, ...options }: HouseOptions = {}): Promise<House> {
    const postgres = await startPostgres(options.postgres);
    const database = await postgres.makes(DATABASE);
    const redis = redisUrl === undefined ? await startRedis() : null;
    const secretsDir = mkdtempSync(join(tmpdir(), 'permesso-secrets-'));
    stopLater(async () => rmSync(secretsDir, { recursive: true, force: true }));
    makeSecrets(secretsDir);
    openKeyring(secretsDir, Date.now);
    const env = {
      PERMESSO_DATABASE_URL: database,
      PERMESSO_REDIS_URL: redisUrl ?? redis?.url ?? '',
      PERMESSO_SECRETS_DIR: secretsDir,
      PERMESSO_PUBLIC_URL: ORIGIN,
      PERMESSO_TRUST_PROXY: '127.0.0.1',
      PERMESSO_LOG_LEVEL: 'warn',
    };
    const nodes: Node[] = [];
    for (let n = 1; n <= many; n++) {
      const own = { ...env, ...options.env?.(n) };
      nodes.push(nodeOf(`node ${n}`, await startBroker({ env: own })));
    }
    // Each broker that starts without an admin makes a link; the newest one counts.
    const last = nodes.at(-1);
    if (!last) throw new Error('a house without nodes');
    const tab = new Tab(last.where, '10.1.0.1');
    const first = { name: 'Anna Conti', email: 'anna@example.org', desk: 'Conti Informatica' };
    const body = { token: tokenIn(last.broker.enrolmentLink), password: PASSWORD, first };
    const me = http.me.parse(must(await tab.post('/api/enrol', body)).json);
    return new House({ postgres, redis, nodes, settings: env, admin: new Staff(tab, me.person) });
  }

  /** The address of the database. */
  get database(): string {
    return this.postgres.addressOf(DATABASE);
  }

  /** Every part that can be killed. */
  get parts(): readonly Part[] {
    const { postgres, redis, nodes } = this;
    const store = {
      name: 'PostgreSQL',
      kill: () => postgres.kill('SIGKILL'),
      starts: () => postgres.starts(),
    };
    return redis
      ? [...nodes, { name: 'Redis', kill: () => redis.kill(), starts: () => redis.starts() }, store]
      : [...nodes, store];
  }

  /** A browser tab at an address of its own, led to the first node. */
  tab(): Tab {
    this.#people += 1;
    const n = this.#people;
    const [first] = this.nodes;
    if (!first) throw new Error('a house without nodes');
    return new Tab(first.where, `10.${2 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}`);
  }

  visitor(): Visitor {
    return new Visitor(this.tab(), this.#hosts);
  }

  async technician(name = 'Maria Rossi'): Promise<Technician> {
    const tab = this.tab();
    const email = `person-${tab.address}@example.org`;
    const { link } = await this.admin.invites({ name, email, role: 'technician' });
    const reply = await tab.post('/api/enrol', { token: tokenIn(link), password: PASSWORD });
    return new Technician(tab, http.me.parse(must(reply).json).person, this.#hosts);
  }

  /** Another page of the same person's browser, for another session. */
  pageOf(person: Technician): Technician {
    const page = new Technician(person.tab, person.staff.person, this.#hosts);
    page.key = () => person.key();
    return page;
  }

  /** The last that each broker said, for whoever wonders why nothing goes on. */
  get said(): string {
    return this.nodes.map(({ name, broker }) => `${name}: ${broker.log().slice(-1_500)}`).join('\n');
  }

  /** What the database holds, whoever wrote it. */
  async rows<R extends object>(statement: string): Promise<R[]> {
    return (await this.postgres.asks(DATABASE, statement)).rows;
  }
}

function nodeOf(name: string, broker: Broker): Node {
  const where = { port: broker.port, origin: ORIGIN };
  return { name, broker, where, kill: () => broker.kill('SIGKILL'), starts: () => broker.restart() };
}
