// Two people behind two routers, and the internet between them: five network namespaces joined by virtual cables. Each router hides its network
// (IPv4) or guards it (IPv6), and lets nothing in that was not asked for. Needs root.
import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stopLater } from './children.ts';

const execute = promisify(execFile);

/** Where the relay stands. Addresses for documentation (RFC 5737, RFC 3849): nobody is there. */
export const IN_PUBLIC = { v4: '203.0.113.1', v6: '2001:db8::1' } as const;

export interface TwoNats {
  readonly customer: string;
  readonly technician: string;
  /** The namespace of the relay. */
  readonly internet: string;
}

/**
 * `symmetric`: each connection leaves by a port of its own, so an address that one server saw is of no use to anybody else.
 * `no-udp`: the same, and no UDP leaves. `v6`: no IPv4 at all, and the two reach the internet's machines but not each other.
 */
export type Routers = 'symmetric' | 'no-udp' | 'v6';

export async function layTwoNats(routers: Routers): Promise<TwoNats> {
  const tag = `pn${randomInt(1 << 20).toString(36)}`;
  const name = (who: string) => `${tag}-${who}`;
  const all = ['cust', 'tech', 'cnat', 'tnat', 'pub'].map(name);
  const inside = (ns: string, ...command: string[]) => execute('ip', ['netns', 'exec', ns, ...command]);
  for (const ns of all) {
    await execute('ip', ['netns', 'add', ns]);
    stopLater(async () => void (await execute('ip', ['netns', 'del', ns])));
    await inside(ns, 'ip', 'link', 'set', 'lo', 'up');
  }
  const pub = name('pub');
  const isV6 = routers === 'v6';
  await inside(pub, 'ip', 'addr', 'add', `${IN_PUBLIC.v4}/32`, 'dev', 'lo');
  await inside(pub, 'ip', 'addr', 'add', `${IN_PUBLIC.v6}/128`, 'dev', 'lo', 'nodad');
  await forwards(pub);
  for (const [i, end] of [name('cust'), name('tech')].entries()) {
    const nat = name(i === 0 ? 'cnat' : 'tnat');
    await execute('ip', [
      'link',
      'add',
      'eth0',
      'netns',
      end,
      'type',
      'veth',
      'peer',
      'name',
      'lan0',
      'netns',
      nat,
    ]);
    await execute('ip', [
      'link',
      'add',
      'wan0',
      'netns',
      nat,
      'type',
      'veth',
      'peer',
      'name',
      `to${i}`,
      'netns',
      pub,
    ]);
    const plan = isV6
      ? {
          lan: `2001:db8:${i + 1}::`,
          bits: '64',
          wan: `2001:db8:ff::${i + 1}1`,
          hub: `2001:db8:ff::${i + 1}2`,
          short: '126',
        }
      : {
          lan: `10.${i + 1}.0.`,
          bits: '24',
          wan: `203.0.113.${i * 4 + 10}`,
          hub: `203.0.113.${i * 4 + 9}`,
          short: '30',
        };
    const wire = async (ns: string, address: string, device: string) => {
      await inside(ns, 'ip', 'addr', 'add', address, 'dev', device, ...(isV6 ? ['nodad'] : []));
      await inside(ns, 'ip', 'link', 'set', device, 'up');
    };
    await wire(end, `${plan.lan}2/${plan.bits}`, 'eth0');
    await wire(nat, `${plan.lan}1/${plan.bits}`, 'lan0');
    await wire(nat, `${plan.wan}/${plan.short}`, 'wan0');
    await wire(pub, `${plan.hub}/${plan.short}`, `to${i}`);
    const ip = (ns: string, ...args: string[]) =>
      inside(ns, 'ip', ...(isV6 ? ['-6'] : []), 'route', 'add', ...args);
    await ip(end, 'default', 'via', `${plan.lan}1`);
    await ip(nat, 'default', 'via', plan.hub);
    if (isV6) await ip(pub, `${plan.lan}/${plan.bits}`, 'via', plan.wan);
    await forwards(nat);
    const rules = join(tmpdir(), `${nat}.nft`);
    writeFileSync(rules, rulesOf(routers));
    await inside(nat, 'nft', '-f', rules);
  }
  return { customer: name('cust'), technician: name('tech'), internet: pub };

  async function forwards(ns: string): Promise<void> {
    await inside(ns, 'sysctl', '-qw', 'net.ipv4.ip_forward=1', 'net.ipv6.conf.all.forwarding=1');
  }
}

function rulesOf(routers: Routers): string {
  const udp = routers === 'no-udp' ? 'iifname "lan0" meta l4proto udp drop' : '';
  const only = routers === 'v6' ? `ip6 daddr ${IN_PUBLIC.v6}` : '';
  const hides = `table ip nat {
    chain post { type nat hook postrouting priority 100; oifname "wan0" masquerade fully-random; }
  }`;
  return `${routers === 'v6' ? '' : hides}
  table inet filter {
    chain input { type filter hook input priority 0; policy drop;
      iifname { "lan0", "lo" } accept
      meta l4proto ipv6-icmp accept
      ct state established,related accept
    }
    chain forward { type filter hook forward priority 0; policy drop;
      ${udp}
      ct state established,related accept
      iifname "lan0" oifname "wan0" ${only} accept
    }
  }`;
}
