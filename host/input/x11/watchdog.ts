// A process of its own that outlives the host by a moment: when the host's connection to the X server ends, however it ends,
// this one lets go of every key and button and gives the lent keys back. Hears of nothing else and has no other power.
//
// It waits for the server to destroy a window of the host. X protocol, "Connection Close": the server has done whatever the
// host had still sent by then, so no press can come after the release.
import process from 'node:process';
import type { XTest } from 'x11';
import { isProblem } from '../../problems.ts';
import { type Display, openDisplay } from '../../x11/display.ts';
import { changeKey, emptyRow, isLent, readRows } from './keyboard-map.ts';
import { fakeKeys } from './keys.ts';

const STRUCTURE_NOTIFY = 1 << 17;
/** Buttons 1 to 5 in the state of the pointer: X protocol, SETofKEYBUTMASK. */
const BUTTON_MASKS = [1, 2, 3, 4, 5].map((button) => [button, 1 << (button + 7)] as const);

const [lifeline = '0', list = ''] = process.argv.slice(2);
const spares = list.split(',').filter(Boolean).map(Number);
await watch(Number(lifeline));

async function watch(window: number): Promise<void> {
  const display = await openDisplay(process.env);
  if (isProblem(display)) process.exit(1);
  const { client } = display;
  display.onLost(() => process.exit(1));
  const xtest = await display.ask<XTest>((done) => client.require('xtest', done));
  const keys = fakeKeys(display, xtest);
  client.on('event', ({ name, wid }) => {
    if (name === 'DestroyNotify' && wid === window) void letGo(display, keys).then(() => process.exit(0));
  });
  client.ChangeWindowAttributes(window, { eventMask: STRUCTURE_NOTIFY });
  await display.sync();
  process.stdout.write('ready\n');
}

async function letGo(display: Display, keys: ReturnType<typeof fakeKeys>): Promise<void> {
  const { client, root, keycodes } = display;
  const down = await display.ask<Uint8Array>((done) => client.QueryKeymap(done));
  const pointer = await display.ask<{ keyMask: number }>((done) => client.QueryPointer(root, done));
  // A key that the customer holds at this very moment goes up as well; it works again when pressed again.
  for (let keycode = keycodes[0]; keycode <= keycodes[1]; keycode++)
    if ((down[keycode >> 3] ?? 0) & (1 << (keycode & 7))) keys.release(keycode);
  for (const [button, mask] of BUTTON_MASKS) if (pointer.keyMask & mask) keys.releaseButton(button);
  const rows = await readRows(display);
  for (const keycode of spares)
    if (isLent(rows[keycode - keycodes[0]] ?? [])) changeKey(display, keycode, emptyRow);
  await display.sync();
}
