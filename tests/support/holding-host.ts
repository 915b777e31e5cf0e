// A host that holds a key and a button, has lent a spare key, and then only waits to be killed.
import process from 'node:process';
import { x11Hands } from '../../host/input/x11/hands.ts';
import { isProblem } from '../../host/problems.ts';

const hands = await x11Hands({ DISPLAY: process.env['DISPLAY'] }, () => process.exit(2));
if (isProblem(hands)) throw new Error(hands.problem);
await hands.text('漢');
await hands.key('ControlLeft', 'down');
await hands.key('KeyA', 'down');
await hands.button('left', 'down');
process.stdout.write('holding\n');
