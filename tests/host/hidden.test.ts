// The host and the relay: it uses the servers it is told, and where the customer hides the address of this computer it does not tell it either.
import { createSecretKey } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { hasRelay } from '../../link/hiding.ts';
import { until } from '../client/support/kit.ts';
import { stopAll } from '../support/children.ts';
import { startCoturn } from '../support/coturn.ts';
import { holdsAllow } from '../support/desktop.ts';
import { firstFrame } from '../support/peers.ts';
import { ASKED, asks, isAllowed } from './support/company.ts';
import { asHost, openStage, startsHost } from './support/stage.ts';

afterAll(stopAll);

describe('a host on the computer of a customer', () => {
  for (const hides of [true, false])
    it(`who ${hides ? 'hides' : 'does not hide'} their address shows the screen ${hides ? 'through the relay alone' : 'also directly'}`, async () => {
      const relay = await startCoturn();
      const turn = { urls: [relay.urls.udp], secret: createSecretKey(relay.secrets[0] ?? '', 'utf8') };
      const stage = await openStage({ config: { turn }, hides });
      const { maria, screen } = stage;
      const lines: string[] = [];
      const host = asHost(await startsHost(stage));
      await until(host.end.session.iceServers, hasRelay);
      maria.session.onSignal(({ from, data }) => {
        if (from === host.end.session.you.value?.id && data.type === 'candidate')
          lines.push(data.candidate.candidate);
      });
      await asks(maria, 'view');
      await holdsAllow(screen, { ...ASKED, scope: 'view' }, () => isAllowed(maria, 'view'));
      const picture = await until(maria.lanes.picture, (seen) => seen !== null);
      if (!picture) throw new Error('no picture');
      expect((await firstFrame(picture.stream)).width).toBeGreaterThan(0);
      const kinds = new Set(lines.map((line) => / typ (\w+)/.exec(line)?.[1]));
      if (hides) {
        expect([...kinds]).toEqual(['relay']);
        for (const line of lines) expect(line).toMatch(/ raddr 0\.0\.0\.0 rport 0(?: |$)/);
      } else expect(kinds).toContain('host');
      await stopAll();
    });
});
