// What an admin types of a desk: read as they meant it, or marked where it cannot be.
import { describe, expect, it } from 'vitest';
import { type DeskDraft, draftOf, readSpans, settingsOf } from '../../client-web/src/admin/desk/draft.ts';
import { NO_POLICY } from '../../shared/desk/policy.ts';
import { type DeskSettings, deskSettings, FIRST_SETTINGS } from '../../shared/desk/settings.ts';

const first = draftOf('Conti', FIRST_SETTINGS, 'Europe/Rome');
const read = (part: Partial<DeskDraft>) => settingsOf({ ...first, ...part });
const slips = (part: Partial<DeskDraft>) => {
  const answer = read(part);
  return 'slips' in answer ? [...answer.slips] : [];
};

describe('what is saved untouched', () => {
  const full: DeskSettings = {
    ...FIRST_SETTINGS,
    hours: {
      zone: 'Europe/Rome',
      week: [
        [
          [540, 780],
          [840, 1_110],
        ],
        [],
        [[0, 1_440]],
        [],
        [],
        [],
        [],
      ],
    },
    policy: {
      never: ['record'],
      minutes: { view: 10, control: 5 },
      compared: ['view'],
      files: { types: ['pdf', 'png'], mostBytes: 1_500_000 },
    },
  };

  it.each([
    ['as a desk begins', FIRST_SETTINGS],
    ['with all there is', full],
    [
      'with a size of odd bytes',
      { ...full, policy: { ...NO_POLICY, files: { types: null, mostBytes: 777 } } },
    ],
  ])('is what it was: %s', (_what, settings) => {
    expect(settingsOf(draftOf('Conti', settings, 'UTC'))).toEqual({ settings });
    expect(deskSettings.safeParse(settings).success).toBe(true);
  });
});

describe('hours as people write them', () => {
  it.each<[string, [number, number][]]>([
    ['9-13', [[540, 780]]],
    [
      '9:00-13:00, 14.30 – 18',
      [
        [540, 780],
        [870, 1_080],
      ],
    ],
    ['0-24', [[0, 1_440]]],
    ['', []],
    [' , ', []],
  ])('reads “%s”', (text, spans) => {
    expect(readSpans(text)).toEqual(spans);
  });

  it.each(['nine to five', '13-9', '9-13, 12-18', '9:60-10', '9-25', '9', '1-2,3-4,5-6,7-8,9-10'])(
    'does not guess “%s”',
    (text) => {
      expect(readSpans(text)).toBeNull();
      expect(slips({ hasHours: true, week: [text, '', '', '', '', '', ''] })).toEqual(['week.0']);
    },
  );

  it('are not looked at where there are none', () => {
    expect(slips({ hasHours: false, week: Array(7).fill('nonsense') })).toEqual([]);
  });
});

describe('files', () => {
  const filesOf = (part: Partial<DeskDraft>) => {
    const answer = read(part);
    return 'settings' in answer ? answer.settings.policy.files : answer;
  };

  it('are as everywhere where nothing is written', () => {
    expect(filesOf({ fileTypes: ' ', fileMb: ' ' })).toEqual(NO_POLICY.files);
  });

  it('take a comma or a point, and endings with or without their dot', () => {
    const said = { fileTypes: 'PDF, .png;*.txt pdf', fileMb: '1,5' };
    expect(filesOf(said)).toEqual({ types: ['pdf', 'png', 'txt'], mostBytes: 1_500_000 });
  });

  it.each(['0', '-1', 'much', '8590', 'NaN', 'Infinity'])('do not take %s megabytes', (fileMb) => {
    expect(slips({ fileMb })).toEqual(['fileMb']);
  });

  it('do not take what is no ending of a name', () => {
    expect(slips({ fileTypes: 'pdf/a' })).toEqual(['fileTypes']);
  });
});

describe('minutes', () => {
  const withMinutes = (minutes: string) => ({
    scopes: { ...first.scopes, view: { way: 'asked', minutes } as const },
  });

  it.each(['0', '61', '1.5', 'ten', ''])('are not “%s”', (minutes) => {
    expect(slips(withMinutes(minutes))).toEqual(['minutes.view']);
  });

  it('are said only where they are fewer than everywhere', () => {
    expect(read(withMinutes('60'))).toMatchObject({ settings: { policy: { minutes: {} } } });
    expect(read(withMinutes('10'))).toMatchObject({ settings: { policy: { minutes: { view: 10 } } } });
  });
});
