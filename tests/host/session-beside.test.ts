// What passes beside picture and hands, in whole sessions: texts of the clipboard, facts about the computer, a recording, a
// restart. Each has its own question, each thing that passes is seen first, and the customer's own hand alone says yes.
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPass, type Pass, type PassLane } from '../../client-web/src/features/passes/passes.ts';
import { linuxFacts } from '../../host/facts/linux.ts';
import { factsAsText } from '../../shared/channel/facts-words.ts';
import type { EventOf, EventType } from '../../shared/session/events.ts';
import type { Scope } from '../../shared/session/scopes.ts';
import { until } from '../client/support/kit.ts';
import { stopAll, stopLater } from '../support/children.ts';
import { type Desktop, holdsAllow } from '../support/desktop.ts';
import type { Peer } from '../support/peers.ts';
import { waitFor } from '../support/wait.ts';
import { answersPreview, preview } from './support/answers.ts';
import { ASKED, asks } from './support/company.ts';
import { folderForNow, ownClipboard } from './support/owner.ts';
import { asHost, openStage, presses, type Stage, startsHost } from './support/stage.ts';

let stage: Stage;
let screen: Desktop;
let maria: Peer;
beforeEach(async () => {
  stage = await openStage();
  ({ screen, maria } = stage);
});
afterEach(stopAll);
afterAll(stopAll);

const TEXT = 'perché costa 5 € {[|]} 漢字';

const all = <T extends EventType>(type: T): EventOf<T>[] =>
  maria.session.events.peek().filter((event): event is EventOf<T> => event.type === type);
async function happened<T extends EventType>(type: T): Promise<EventOf<T>[]> {
  await until(maria.session.events, () => all(type).length > 0);
  return all(type);
}

/** Asked by the technician, allowed at the computer. */
async function allowed(scope: Scope): Promise<void> {
  const before = all('consent.confirmed').length;
  await asks(maria, scope);
  const { minutes } = all('consent.asked').at(-1) ?? ASKED;
  await holdsAllow(screen, { ...ASKED, scope, minutes }, () => all('consent.confirmed').length > before);
  await until(maria.session.state, (now) => now.phase === 'open' && now.grants[scope] !== undefined);
}

/** The technician's page, as far as it wants things to pass. */
async function passOf(kind: PassLane): Promise<Pass> {
  const pass = openPass(kind, maria.lanes);
  stopLater(async () => pass.close());
  await until(pass.isReady, Boolean);
  return pass;
}
const isAt = (pass: Pass, at: string) => until(pass.stage, (stage) => stage.at === at);

describe('the clipboard', () => {
  it('takes a text that was seen and allowed, and none that was refused', async () => {
    asHost(await startsHost(stage));
    await allowed('clipboard-in');
    const pass = await passOf('clipboard-in');
    pass.wants(TEXT);
    await isAt(pass, 'shown');
    await answersPreview(
      screen,
      { kind: 'put', text: TEXT, answer: 'allow' },
      () => pass.stage.peek().at === 'put',
    );
    expect(await screen.run('xclip', '-selection', 'clipboard', '-o')).toBe(TEXT);
    expect(await happened('scope.used')).toMatchObject([
      { scope: 'clipboard-in', amount: Buffer.byteLength(TEXT) },
    ]);

    pass.wants('rm -rf /');
    await isAt(pass, 'shown');
    await answersPreview(
      screen,
      { kind: 'put', text: 'rm -rf /', answer: 'refuse' },
      () => pass.stage.peek().at === 'not',
    );
    expect(pass.stage.value).toEqual({ at: 'not', why: 'refused' });
    expect(await screen.run('xclip', '-selection', 'clipboard', '-o')).toBe(TEXT);
    expect(all('scope.used')).toHaveLength(1);
  });

  it('gives a text that was seen and allowed, not what was copied since, and nothing to a remote hand', async () => {
    asHost(await startsHost(stage));
    await allowed('clipboard-out');
    const pass = await passOf('clipboard-out');
    pass.wants();
    await isAt(pass, 'not');
    expect(pass.stage.value).toEqual({ at: 'not', why: 'empty' });

    await ownClipboard(screen.eyes.display, 'xclip', TEXT);
    pass.wants();
    await isAt(pass, 'shown');
    const at = await waitFor(() => preview(screen), { what: 'the preview' });
    for (let race = 0; race < 5; race += 1) {
      await screen.run('xdotool', 'mousemove', String(at.x + 300), String(at.y + 300), 'click', '1');
      await screen.run('xdotool', 'key', 'Tab', 'Return', 'space');
    }
    expect(pass.stage.value.at).toBe('shown');
    await ownClipboard(screen.eyes.display, 'xclip', 'hunter2');
    await answersPreview(
      screen,
      { kind: 'send', text: TEXT, answer: 'allow' },
      () => pass.stage.peek().at === 'text',
    );
    expect(pass.stage.value).toEqual({ at: 'text', text: TEXT });

    // Stop takes away what is still being looked at.
    pass.wants();
    await isAt(pass, 'shown');
    await presses(stage, 'Escape', 'Escape');
    await until(pass.isReady, (isReady) => !isReady);
    await waitFor(async () => ((await preview(screen)) ? undefined : true), {
      what: 'the end of the preview',
    });
    expect(all('scope.used')).toHaveLength(1);
  });
});

describe('facts about the computer', () => {
  it('are sent once, as they were seen, and the permission is over', async () => {
    const host = asHost(await startsHost(stage));
    await allowed('sysinfo');
    const pass = await passOf('sysinfo');
    pass.wants();
    await isAt(pass, 'shown');
    // As many lines as the preview has: what else they say changes from one moment to the next.
    const monitor = { name: 'screen', isPrimary: true, x: 0, y: 0, width: 1280, height: 800 };
    const text = factsAsText(await linuxFacts({ monitors: [monitor], env: process.env }), 'en');
    await answersPreview(
      screen,
      { kind: 'facts', text, answer: 'allow' },
      () => pass.stage.peek().at === 'facts',
    );
    const { value: seen } = pass.stage;
    const system = text.split('\n')[0] ?? '';
    expect(system).toMatch(/^System: ./);
    expect(seen.at === 'facts' && factsAsText(seen.facts, 'en')).toContain(system);
    const [ended] = await happened('consent.revoked');
    expect(ended).toMatchObject({ scope: 'sysinfo', why: 'done', by: { role: 'host' } });
    expect(all('scope.used')).toMatchObject([{ scope: 'sysinfo', amount: 10 }]);
    expect(host.end.ledger.alarm.value).toBeNull();
  });
});

describe('a page that says what no honest page says', () => {
  it('loses the lane, and the log tells', async () => {
    asHost(await startsHost(stage));
    await allowed('clipboard-in');
    const lane = await until(maria.lanes.granted['clipboard-in'], (up) => up !== null);
    for (const said of ['{}', 'x', '{"k":"put","n":1,"text":"\\u001b[2J"}', '[]', '{"k":"facts"}'])
      await lane?.send(said);
    const [shut] = await happened('scope.misused');
    expect(shut).toMatchObject({ scope: 'clipboard-in', isShut: true, dropped: { malformed: 5 } });
    await until(maria.lanes.granted['clipboard-in'], (up) => up === null);
  });
});

// Ten seconds of it are the product's own, twice, beside hands that hold.
describe('a restart', { timeout: 90_000 }, () => {
  it('happens ten seconds after it was held to be allowed, unless Stop is pressed', async () => {
    // A real one would take this computer along: the system is a program of the test's own that bears its name.
    const folder = folderForNow();
    const told = join(folder, 'told');
    writeFileSync(join(folder, 'systemctl'), `#!/bin/sh\necho "$@" > ${told}\n`);
    chmodSync(join(folder, 'systemctl'), 0o755);
    const PATH = `${folder}:${process.env['PATH']}`;
    asHost(await startsHost(stage, { env: { PATH } }));
    await allowed('reboot');
    await happened('scope.started');
    await presses(stage, 'Escape', 'Escape');
    await happened('consent.revoked');
    expect(existsSync(told)).toBe(false);

    await allowed('reboot');
    await until(maria.session.events, () => all('consent.revoked').length === 2);
    expect(all('consent.revoked').at(-1)).toMatchObject({ scope: 'reboot', why: 'done' });
    expect(all('scope.used')).toMatchObject([{ scope: 'reboot', amount: 1 }]);
    expect(existsSync(told)).toBe(true);
  });
});
