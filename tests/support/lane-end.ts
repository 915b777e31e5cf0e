// One end of one lane as a program of its own, so that it can run behind a router: our own link with `wrtc`. The first line it reads says which end,
// which servers, and how many numbered lines it has for the other end; after that lines are signals, in and out. It says what it heard.
import { createInterface } from 'node:readline';
import * as place from '../../host/place.ts';
import { openLane } from '../../link/lane.ts';

const say = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`);

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const { isInitiator, iceServers, says } = JSON.parse((await lines.next()).value ?? '{}');
const lane = openLane({
  kind: 'talk',
  isInitiator,
  iceServers,
  signal: (signal) => say({ signal }),
  rtc: place.rtc(),
  clock: place.clock,
});
lane.on({
  connect: async () => {
    for (let n = 0; n < says; n++) await lane.send(`line ${n} ${'.'.repeat(200)}`);
  },
  data: (words) => say({ heard: Number(String(words).split(' ')[1]) }),
  close: (reason) => say({ closed: reason }),
});
for await (const line of lines) lane.signal(JSON.parse(line));
