// One end of one lane as a program of its own, so that it can run behind a router: our own link with `wrtc`. The first line it reads says which end and
// which servers; after that lines are signals, in and out.
import { createInterface } from 'node:readline';
import * as place from '../../host/place.ts';
import { openLane } from '../../link/lane.ts';

const say = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`);

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const { isInitiator, iceServers } = JSON.parse((await lines.next()).value ?? '{}');
const lane = openLane({
  kind: 'talk',
  isInitiator,
  iceServers,
  signal: (signal) => say({ signal }),
  rtc: place.rtc(),
  clock: place.clock,
});
lane.on({
  connect: () => void lane.send(isInitiator ? 'from the technician' : 'from the customer'),
  data: (words) => say({ heard: String(words) }),
  close: (reason) => say({ closed: reason }),
});
for await (const line of lines) lane.signal(JSON.parse(line));
