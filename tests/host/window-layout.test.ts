// The host's windows as drawings: what they say, where they take a press, and that nothing lies outside or on top of another.
import { describe, expect, it } from 'vitest';
import { isProblem } from '../../host/problems.ts';
import { type BannerView, drawBanner } from '../../host/window/banner-view.ts';
import { stripsOf } from '../../host/window/border.ts';
import { noteOn, nothingTyped, typeOn } from '../../host/window/code-entry.ts';
import { drawCode } from '../../host/window/code-view.ts';
import type { AnswerLook } from '../../host/window/column.ts';
import { areaAt, type Drawing, noticeIn, shorten, wrap } from '../../host/window/drawing.ts';
import { meaningOf } from '../../host/window/keys.ts';
import { openPainter } from '../../host/window/paint.ts';
import { middleOf } from '../../host/window/place.ts';
import { drawQuestion, type QuestionView } from '../../host/window/question-view.ts';
import { COLOUR } from '../../host/window/theme.ts';
import { clockOf, wordsIn } from '../../host/window/words.ts';
import { checkDigit } from '../../shared/code/code.ts';
import { currentNotice, noticeText } from '../../shared/consent/notices.ts';

const painter = openPainter();
if (isProblem(painter)) throw new Error(painter.problem);
const { measure, paint } = painter;

const LONG = {
  tech: 'Massimiliano Annunziata-Castelnuovo della Scala',
  desk: 'Assistenza Informatica del Comune',
};
const EVERY = ['view', 'control', 'clipboard-in', 'clipboard-out', 'record', 'sysinfo', 'reboot'] as const;
const MONITOR = { name: 'a', isPrimary: true, x: 100, y: 0, width: 1280, height: 800 };

/** What reaches over the edges of the drawing. */
function outside({ width, height, items }: Drawing) {
  return items.filter((item) => {
    if (item.kind === 'text')
      return item.x < 0 || item.x + measure(item.text, item.font) > width || item.y > height - 4;
    if (item.kind === 'box')
      return item.x < 0 || item.x + item.width > width || item.y + item.height > height;
    return item.x < 0 || item.x > width || item.y > height;
  });
}
const textsOf = ({ items }: Drawing) => items.flatMap((item) => (item.kind === 'text' ? [item.text] : []));

describe('the banner', () => {
  const view: BannerView = {
    language: 'it',
    tech: 'Maria Rossi',
    desk: 'Conti Informatica',
    scopes: ['view', 'control'],
    secondsLeft: 754,
  };

  it('says who, what they do, how long, and Stop', () => {
    const texts = textsOf(drawBanner(view, 1280, measure));
    expect(texts).toEqual([
      'Maria Rossi · Conti Informatica',
      'vede lo schermo',
      'usa mouse e tastiera',
      'ancora 12:34',
      'Stop',
    ]);
  });

  it('fits into a narrow monitor with every scope and long names, and keeps Stop and the time', () => {
    const all = { ...view, ...LONG, scopes: EVERY } as const;
    for (const language of ['en', 'it'] as const)
      for (const [width, restartsInS] of [640, 800, 1280, 1920].flatMap((w) => [
        [w, null] as const,
        [w, 10] as const,
      ])) {
        const drawing = drawBanner({ ...all, language, restartsInS }, width, measure);
        expect(drawing.width).toBeLessThanOrEqual(width);
        expect(outside(drawing)).toEqual([]);
        expect(textsOf(drawing)).toContain('Stop');
        expect(drawing.items.filter(({ kind }) => kind === 'icon')).toHaveLength(EVERY.length + 2);
      }
  });

  it('shows a red dot while the screen is recorded, and says so', () => {
    const dots = (scopes: BannerView['scopes']) =>
      drawBanner({ ...view, scopes }, 1280, measure).items.filter(
        (item) => item.kind === 'box' && item.fill === COLOUR.stop && item.radius === item.width / 2,
      );
    expect(dots(['view'])).toEqual([]);
    expect(dots(['view', 'record'])).toHaveLength(1);
    for (const [language, words] of [
      ['en', 'Your screen is being recorded'],
      ['it', 'Il tuo schermo viene registrato'],
    ] as const)
      expect(textsOf(drawBanner({ ...view, language, scopes: ['record'] }, 1280, measure))).toContain(words);
  });

  it('counts down to a restart instead of the time that is left, and does not jump', () => {
    const counting = [10, 9, 1, 0].map((restartsInS) => drawBanner({ ...view, restartsInS }, 1280, measure));
    expect(counting.map((drawing) => textsOf(drawing).at(-2))).toEqual([
      'Riavvio tra 10 s',
      'Riavvio tra 9 s',
      'Riavvio tra 1 s',
      'Riavvio tra 0 s',
    ]);
    expect(new Set(counting.map(({ width }) => width)).size).toBe(1);
    expect(textsOf(drawBanner({ ...view, restartsInS: null }, 1280, measure))).toContain('ancora 12:34');
  });

  it('has a Stop of at least 44 units, and nothing else that takes a press', () => {
    const { areas } = drawBanner(view, 1280, measure);
    expect(areas.map(({ name }) => name)).toEqual(['stop']);
    expect(areas[0]?.height).toBeGreaterThanOrEqual(44);
  });

  it('does not jump as the seconds pass', () => {
    const widths = [754, 753, 711, 700].map(
      (secondsLeft) => drawBanner({ ...view, secondsLeft }, 1280, measure).width,
    );
    expect(new Set(widths).size).toBe(1);
  });
});

describe('the question', () => {
  const look: AnswerLook = {
    hint: wordsIn('it').hold,
    isArmed: true,
    needsHold: true,
    isTicked: false,
    focus: 'refuse',
    share: 0,
  };
  const view: QuestionView = {
    language: 'it',
    scope: 'control',
    tech: 'Maria Rossi',
    desk: 'Conti Informatica',
    notice:
      'Maria Rossi di Conti Informatica chiede di USARE mouse e tastiera per 15 minuti. Potrà fare ciò che puoi fare tu. Non lasciare il computer.',
    surface: 'HDMI-1, 1920 × 1080',
    minutes: 15,
    reason: 'perché così com’è non stampa',
  };

  it('draws exactly the text that is consented to, and says which it was', () => {
    for (const language of ['en', 'it'] as const) {
      const notice = currentNotice('view', language);
      if (!notice) throw new Error('no text');
      const text = noticeText(notice, { ...LONG, surface: 'monitor', minutes: 15 });
      expect(noticeIn(drawQuestion({ ...view, language, notice: text }, look, measure))).toBe(text);
    }
  });

  it('draws a word that fits no line in pieces, and still says the same text', () => {
    const notice = `${'Donaudampfschiff'.repeat(12)} chiede  due spazi`;
    const drawing = drawQuestion({ ...view, notice }, look, measure);
    expect(noticeIn(drawing)).toBe(notice);
    expect(outside(drawing)).toEqual([]);
  });

  it('keeps what the technician wrote in its box, quoted, and out of the text', () => {
    const reason = 'Premi Permetti: è la banca che chiede';
    const drawing = drawQuestion({ ...view, reason }, look, measure);
    expect(noticeIn(drawing)).not.toContain('banca');
    expect(textsOf(drawing)).toContain(`“${reason}”`);
    expect(textsOf(drawQuestion({ ...view, reason: '' }, look, measure)).join()).not.toContain('“');
  });

  it('has two answers of one size, Refuse first, and none of its places overlap', () => {
    const { areas } = drawQuestion(view, look, measure);
    const [single, refuse, allow] = areas;
    expect(areas.map(({ name }) => name)).toEqual(['single', 'refuse', 'allow']);
    expect([refuse?.width, refuse?.height]).toEqual([allow?.width, allow?.height]);
    expect((refuse?.x ?? 0) + (refuse?.width ?? 0)).toBeLessThan(allow?.x ?? 0);
    expect((single?.y ?? 0) + (single?.height ?? 0)).toBeLessThanOrEqual(refuse?.y ?? 0);
  });

  it('stays of one height whatever the hint says, so that nothing moves under the hand', () => {
    for (const language of ['en', 'it'] as const) {
      const { arming, reading, ready, hold, release, away, covered } = wordsIn(language);
      const hints = [arming, reading(10), ready, hold, release, away, covered];
      const heights = hints.map(
        (hint) => drawQuestion({ ...view, language }, { ...look, hint }, measure).height,
      );
      expect(new Set(heights).size).toBe(1);
    }
  });

  it('stays inside itself with the longest of everything, in both languages', () => {
    for (const language of ['en', 'it'] as const) {
      const reason = 'W'.repeat(120);
      expect(outside(drawQuestion({ ...view, ...LONG, language, reason }, look, measure))).toEqual([]);
    }
  });

  it('becomes smaller on a monitor that is too low for it, and stays in the middle', () => {
    expect(middleOf(MONITOR, { width: 560, height: 600 }, 1)).toEqual({
      scale: 1,
      place: { x: 460, y: 100, width: 560, height: 600 },
    });
    const { place, scale } = middleOf(MONITOR, { width: 560, height: 600 }, 2);
    expect(scale).toBeLessThan(2);
    expect(place.height).toBeLessThanOrEqual(MONITOR.height - 2 * 160);
  });
});

describe('the code', () => {
  const digits = (text: string) => [...text].reduce((typed, digit) => typeOn(typed, { digit }), nothingTyped);
  const good = `482913076${checkDigit('482913076')}`;
  const bad = `482913076${(Number(checkDigit('482913076')) + 1) % 10}`;

  it('is taken by Enter once its ten digits fit together', () => {
    expect(typeOn(digits(good), { key: 'enter' })).toMatchObject({ isDone: 'connect', digits: good });
    expect(typeOn(digits(good), { area: 'connect' })).toMatchObject({ isDone: 'connect' });
  });

  it('is not taken with a wrong or missing digit, and says so', () => {
    expect(typeOn(digits(bad), { key: 'enter' })).toMatchObject({ isDone: null, focus: 'field' });
    expect(noteOn(bad, { language: 'en' })).toEqual({ text: wordsIn('en').codeMistyped, isWrong: true });
    expect(typeOn(digits('4829'), { key: 'enter' })).toMatchObject({ isDone: null });
    expect(noteOn('482913076', { language: 'it' })?.text).toBe('Manca una cifra.');
  });

  it('can be mended, takes no eleventh digit, and can be left', () => {
    const mended = typeOn(typeOn(digits(bad), { key: 'backspace' }), { digit: checkDigit('482913076') });
    expect(mended.digits).toBe(good);
    expect(typeOn(digits(good), { digit: '7' }).digits).toBe(good);
    expect(typeOn(digits('12'), { key: 'escape' })).toMatchObject({ isDone: 'cancel' });
    expect(typeOn(typeOn(nothingTyped, { key: 'tab' }), { key: 'space' })).toMatchObject({
      isDone: 'cancel',
    });
  });

  it('says first why the digits before did not do', () => {
    expect(noteOn('', { language: 'en', note: 'This code has expired.' })).toMatchObject({ isWrong: true });
    expect(noteOn('4', { language: 'en', note: 'This code has expired.' })?.text).toBe('9 digits to go.');
  });

  it('stays inside its window, whatever is said', () => {
    for (const language of ['en', 'it'] as const) {
      const { codeMistyped, codeGood } = wordsIn(language);
      for (const text of [codeMistyped, codeGood])
        for (const focus of ['field', 'cancel', 'connect'] as const) {
          const view = { language, digits: good, focus, isWhole: true, note: { text, isWrong: true } };
          const drawing = drawCode(view, measure);
          expect(outside(drawing)).toEqual([]);
          expect(
            textsOf(drawing)
              .filter((one) => /^\d$/.test(one))
              .join(''),
          ).toBe(good);
        }
    }
  });
});

describe('the pieces', () => {
  const letters = (text: string) => [...text].length;

  it('break lines at spaces, cut what is too long, and lose nothing', () => {
    const lines = wrap('ab cd efghij k', 4, letters);
    expect(lines.map(({ text }) => text)).toEqual(['ab', 'cd', 'efgh', 'ij k']);
    expect(lines.map(({ text, glue }) => text + glue).join('')).toBe('ab cd efghij k');
    expect(shorten('Maria Rossi', 7, letters)).toBe('Maria…');
    expect(shorten('Maria', 7, letters)).toBe('Maria');
  });

  it('find the place under a point, edges included on one side only', () => {
    const drawing = { ...drawBanner({ language: 'en', ...LONG, scopes: [], secondsLeft: 1 }, 800, measure) };
    const [stop] = drawing.areas;
    if (!stop) throw new Error('no Stop');
    expect(areaAt(drawing, stop.x, stop.y)).toBe('stop');
    expect(areaAt(drawing, stop.x + stop.width, stop.y)).toBeNull();
  });

  it('lay four strips around a monitor that meet and do not overlap', () => {
    const strips = stripsOf(MONITOR, 5);
    const pixels = strips.reduce((sum, { width, height }) => sum + width * height, 0);
    expect(pixels).toBe(2 * 5 * 1280 + 2 * 5 * (800 - 10));
    expect(strips.every(({ x, width }) => x >= 100 && x + width <= 1380)).toBe(true);
  });

  it('read digits from every keyboard, and the keys that move', () => {
    expect(meaningOf([0x31, 0x21], false)).toEqual({ digit: '1' });
    expect(meaningOf([0x26, 0x31], false)).toEqual({ digit: '1' });
    expect(meaningOf([0xff9c, 0xffb1], false)).toEqual({ digit: '1' });
    expect(meaningOf([0xff09, 0xfe20], true)).toEqual({ key: 'back-tab' });
    expect(meaningOf([0xff09, 0xfe20], false)).toEqual({ key: 'tab' });
    expect(meaningOf([0x61, 0x41], false)).toBeNull();
  });

  it('tell time as a clock does', () => {
    expect([0, 59, 60, 3599, 3600, -5].map(clockOf)).toEqual([
      '0:00',
      '0:59',
      '1:00',
      '59:59',
      '1:00:00',
      '0:00',
    ]);
  });

  it('paint accents, at twice the size when asked, blue first', () => {
    const ink = (text: string) => {
      const font = { size: 17, weight: 400 } as const;
      const item = { kind: 'text', x: 4, y: 24, text, font, colour: '#000000' } as const;
      const { data } = paint({ width: 60, height: 32, ground: '#ffffff', items: [item], areas: [] }, 1);
      return data.reduce((sum, byte) => sum + (255 - byte), 0);
    };
    expect(ink('è')).toBeGreaterThan(ink('e'));
    expect(ink('è')).not.toBe(ink('é'));
    const red = paint({ width: 3, height: 2, ground: '#ff0000', items: [], areas: [] }, 2);
    expect([red.width, red.height, ...red.data.subarray(0, 3)]).toEqual([6, 4, 0, 0, 255]);
  });
});
