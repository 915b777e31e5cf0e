// A list of steps that one writes and both tick, over a lane that breaks and pages that are loaded anew.
import { beforeEach, describe, expect, it } from 'vitest';
import { type Checklist, openChecklist } from '../../client-web/src/features/checklist/checklist.ts';
import { stepsIn, withTick } from '../../client-web/src/features/checklist/steps.ts';
import { type Side, STEP_LIMIT, STEPS_LIMIT } from '../../shared/channel/talk.ts';
import { chance, memoryStorage, noStorage, settle } from './support/kit.ts';
import { twoPages } from './support/wire.ts';

const sid = chance.newId();

describe('a written list', () => {
  it('is one step a line, without empty ones and what cannot be seen', () => {
    const steps = stepsIn('  Switch it off \n\n\tWait\u0007ten seconds\r\n', [], chance.newUuid);
    expect(steps).toMatchObject([{ text: 'Switch it off' }, { text: 'Wait ten seconds' }]);
  });
  it('keeps the steps whose words stay, each once', () => {
    const before = [
      { id: 'a', text: 'one' },
      { id: 'b', text: 'two' },
    ];
    const steps = stepsIn('two\ntwo\none', before, () => 'new');
    expect(steps).toEqual([
      { id: 'b', text: 'two' },
      { id: 'new', text: 'two' },
      { id: 'a', text: 'one' },
    ]);
  });
  it('has an end', () => {
    expect(stepsIn('x\n'.repeat(STEPS_LIMIT + 1), [], chance.newUuid)).toEqual({ problem: 'too-many' });
    expect(stepsIn('x'.repeat(STEP_LIMIT + 1), [], chance.newUuid)).toEqual({ problem: 'too-long' });
  });
});

describe('a tick', () => {
  const steps = [{ id: 'a', text: 'one' }];
  const now = { steps, ticks: { a: { isOn: true, n: 3 } } };
  it('counts when it is later, and at the same time when it is the customer’s', () => {
    expect(withTick(now, { id: 'a', isOn: false, n: 2 }, 'customer')).toBeNull();
    expect(withTick(now, { id: 'a', isOn: false, n: 3 }, 'technician')).toBeNull();
    expect(withTick(now, { id: 'a', isOn: false, n: 3 }, 'customer')?.ticks).toEqual({
      a: { isOn: false, n: 3 },
    });
    expect(withTick(now, { id: 'a', isOn: false, n: 4 }, 'technician')?.ticks).toEqual({
      a: { isOn: false, n: 4 },
    });
  });
  it('is nothing for a step that is not there', () =>
    expect(withTick(now, { id: 'b', isOn: true, n: 9 }, 'customer')).toBeNull());
});

describe('a checklist', () => {
  let pages: ReturnType<typeof twoPages>;
  let stores: Record<Side, ReturnType<typeof memoryStorage>>;
  let maria: Checklist;
  let carla: Checklist;
  const open = (role: Side, storage = stores[role]) =>
    openChecklist({ sid, role, talk: role === 'technician' ? pages.maria : pages.carla, storage, chance });
  const openBoth = async () => {
    pages = twoPages();
    [maria, carla] = await Promise.all([open('technician'), open('customer')]);
  };
  const ticks = (of: Checklist) => of.items.value.map(({ text, isOn }) => `${isOn ? 'x' : '-'} ${text}`);
  const idOf = (text: string) => carla.items.value.find((item) => item.text === text)?.id ?? '';

  beforeEach(async () => {
    stores = { technician: memoryStorage(), customer: memoryStorage() };
    await openBoth();
  });

  it('is seen and ticked by both', async () => {
    await pages.join();
    expect(maria.write('Restart\nRead the light')).toBeNull();
    await settle();
    expect(ticks(carla)).toEqual(['- Restart', '- Read the light']);
    expect(carla.news.value).toEqual({ kind: 'list', count: 2 });
    carla.tick(idOf('Restart'), true);
    maria.tick(idOf('Read the light'), true);
    await settle();
    expect(ticks(maria)).toEqual(['x Restart', 'x Read the light']);
    expect(ticks(carla)).toEqual(ticks(maria));
    expect(maria.news.value).toMatchObject({ kind: 'tick', item: { text: 'Restart', isOn: true } });
  });

  it('keeps its ticks when steps are added', async () => {
    await pages.join();
    maria.write('Restart');
    await settle();
    carla.tick(idOf('Restart'), true);
    await settle();
    maria.write('First this\nRestart');
    await settle();
    expect(ticks(carla)).toEqual(['- First this', 'x Restart']);
  });

  it('agrees again after both ticked apart', async () => {
    await pages.join();
    maria.write('one\ntwo');
    await settle();
    pages.cut();
    carla.tick(idOf('one'), true);
    maria.tick(idOf('one'), true);
    maria.tick(idOf('one'), false);
    maria.tick(idOf('two'), true);
    maria.write('one\ntwo\nthree');
    await pages.join();
    expect(ticks(carla)).toEqual(['- one', 'x two', '- three']);
    expect(ticks(maria)).toEqual(ticks(carla));
  });

  it('survives a reload of either page, and says no news of it', async () => {
    await pages.join();
    maria.write('one\ntwo');
    await settle();
    carla.tick(idOf('two'), true);
    await settle();
    await Promise.all([maria.saved(), carla.saved()]);
    await openBoth();
    expect(ticks(maria)).toEqual(['- one', 'x two']);
    await pages.join();
    expect(ticks(carla)).toEqual(['- one', 'x two']);
    expect([maria.news.value, carla.news.value]).toEqual([null, null]);
  });

  it('comes back to a page that lost its storage, with the ticks of the other', async () => {
    await pages.join();
    maria.write('one');
    await settle();
    carla.tick(idOf('one'), true);
    await settle();
    await maria.saved();
    stores.customer = memoryStorage();
    await openBoth();
    await pages.join();
    expect(ticks(carla)).toEqual(['x one']);
  });

  it('takes a list away that was emptied while the other was gone', async () => {
    await pages.join();
    maria.write('one');
    await settle();
    pages.cut();
    maria.write('');
    await Promise.all([maria.saved(), carla.saved()]);
    await openBoth();
    expect(ticks(carla)).toEqual(['- one']);
    await pages.join();
    expect(ticks(carla)).toEqual([]);
  });

  it('goes on where nothing can be stored', async () => {
    const alone = await openChecklist({
      sid,
      role: 'technician',
      talk: pages.maria,
      storage: noStorage,
      chance,
    });
    expect(alone.write('one')).toBeNull();
    await alone.saved();
    expect(ticks(alone)).toEqual(['- one']);
  });

  it('takes no list with one step twice, and reads nothing from a store that was tampered with', async () => {
    await pages.join();
    const step = { id: chance.newUuid(), text: 'one' };
    await pages.raw(JSON.stringify({ k: 'list', items: [step, step] }));
    await settle();
    expect(ticks(carla)).toEqual([]);
    await stores.customer.set(`checklist.${sid}`, { steps: [step, step], ticks: {} });
    expect(ticks(await open('customer'))).toEqual([]);
    await stores.customer.set(`checklist.${sid}`, { steps: 'evil' });
    expect(ticks(await open('customer'))).toEqual([]);
  });
});
