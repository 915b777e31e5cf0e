// What a browser's own WebRTC says of the connections of a page, and what the page said of its addresses on the broker's socket. It only
// watches: nothing the page does is changed.
import type { Page } from 'playwright-core';
import { waitFor } from './wait.ts';

/** One connection that is up, by what the browser chose for it at this end. */
export interface Chosen {
  readonly local: 'host' | 'srflx' | 'prflx' | 'relay';
  /** How the relay is spoken to, where there is one. */
  readonly by: string | null;
}

export interface PeerWatch {
  /** Candidate lines that the page has sent to the other end, in order. */
  candidates(): string[];
  /** Descriptions that it has sent. */
  descriptions(): string[];
  /** Waits until that many connections are up. */
  chosen(count: number): Promise<Chosen[]>;
}

/** Loads the page anew, so that nothing of it has begun before it is watched. */
export async function watchPeers(page: Page): Promise<PeerWatch> {
  const sent: { type?: string; sdp?: string; candidate?: { candidate: string } }[] = [];
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const said = JSON.parse(String(payload));
      if (said.t === 'signal') sent.push(said.data);
    }),
  );
  await page.addInitScript(() => {
    const all: RTCPeerConnection[] = [];
    const Real = globalThis.RTCPeerConnection;
    globalThis.RTCPeerConnection = class extends Real {
      constructor(config?: RTCConfiguration) {
        super(config);
        all.push(this);
      }
    };
    Object.assign(globalThis, { watched: all });
  });
  await page.reload();
  const chosenNow = (): Promise<Chosen[]> =>
    page.evaluate(async () => {
      const { watched } = globalThis as unknown as { watched: RTCPeerConnection[] };
      const up = watched.filter((each) => each.connectionState === 'connected');
      const found = await Promise.all(
        up.map(async (each) => {
          const reports = new Map<string, Record<string, unknown>>();
          (await each.getStats()).forEach((report, id) => {
            reports.set(id, report);
          });
          const transport = [...reports.values()].find(({ type }) => type === 'transport');
          const pair = reports.get(String(transport?.['selectedCandidatePairId']));
          const local = reports.get(String(pair?.['localCandidateId']));
          return { local: local?.['candidateType'], by: local?.['relayProtocol'] ?? null } as Chosen;
        }),
      );
      return found.filter(({ local }) => local);
    });
  return {
    candidates: () => sent.flatMap(({ candidate }) => (candidate ? [candidate.candidate] : [])),
    descriptions: () => sent.flatMap(({ sdp }) => (sdp ? [sdp] : [])),
    chosen: (count) =>
      waitFor(
        async () => {
          const now = await chosenNow();
          return now.length >= count ? now : undefined;
        },
        { what: `${count} connections of the page`, timeoutMs: 20_000 },
      ),
  };
}
