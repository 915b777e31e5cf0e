// File names from the other end: never a path, never invisible, never what they do not seem to be.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extensionOf, isProgram, safeFileName } from '../../shared/channel/file-name.ts';

const cases: [why: string, given: string, safe: string][] = [
  ['stays as it is when it is harmless', 'relazione 2026 – bozza.pdf', 'relazione 2026 – bozza.pdf'],
  ['is no path', '../../etc/passwd', '_.._etc_passwd'],
  ['is no path on Windows', '..\\..\\Windows\\win.ini', '_.._Windows_win.ini'],
  ['names no drive and no stream', 'C:\\a.txt:evil.exe', 'C__a.txt_evil.exe'],
  ['is not hidden', '.bashrc', 'bashrc'],
  ['ends in no dot that Windows would drop', 'evil.exe. . ', 'evil.exe'],
  ['shows no other direction', 'photo\u202egpj.exe', 'photogpj.exe'],
  ['hides nothing in zero width', 'a\u200bb\u2060c\ufeff.txt', 'abc.txt'],
  ['has no control characters', 'a\u0000b\u001f\u007f\u0085.txt', 'ab.txt'],
  ['has no line separators', 'a\u2028b\u2029.txt', 'ab.txt'],
  ['has no half of a surrogate pair', 'a\ud800.txt', 'a.txt'],
  ['is composed', 'perche\u0301.txt', 'perché.txt'],
  ['is no device', 'CON', '_CON'],
  ['is no device with an ending', 'nul.txt', '_nul.txt'],
  ['is no device with a superscript', 'COM¹.log', '_COM¹.log'],
  ['is no device behind a blank', 'aux .txt', '_aux .txt'],
  ['is no console', 'CONIN$', '_CONIN$'],
  ['may begin like one', 'console.log', 'console.log'],
  ['is never empty', '', 'file'],
  ['is never only dots', '...', 'file'],
  ['is never only what is taken away', '\u202e\u200b', 'file'],
  ['has no wildcards', 'a*b?c"d<e>f|g', 'a_b_c_d_e_f_g'],
];
describe('a safe file name', () => {
  for (const [why, given, safe] of cases) it(why, () => expect(safeFileName(given)).toBe(safe));

  it('has at most 200 bytes and keeps its ending', () => {
    const name = safeFileName(`${'è'.repeat(250)}.pdf`);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    expect(name.endsWith('è.pdf')).toBe(true);
    expect(safeFileName(`${'😀'.repeat(120)}.tar.gz`)).toMatch(/^(?:😀)+\.gz$/u);
  });

  it('is still safe after it was cut', () => {
    expect(safeFileName(`${'a'.repeat(198)}. . . ${'b'.repeat(40)}`)).toBe('a'.repeat(198));
  });

  it('is safe for any name at all, and stays the same when made safe twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 255 }), (given) => {
        const safe = safeFileName(given);
        expect(safe).not.toBe('');
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200);
        expect(safe).not.toMatch(/[/\\:*?"<>|\p{Cc}\p{Cf}\p{Cs}]|^[. ]|[. ]$/u);
        expect(safeFileName(safe)).toBe(safe);
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});

describe('the true ending', () => {
  it('is what stands last', () => {
    expect(extensionOf('photo.jpg                .exe')).toBe('.exe');
    expect(extensionOf('README')).toBe('');
    expect(extensionOf('a.tar.gz')).toBe('.gz');
  });

  it('tells a program from a picture', () => {
    for (const name of ['a.exe', 'a.JS', 'a.docm', 'a.pdf.scr', 'a.lnk', 'a.AppImage', 'a.command'])
      expect(isProgram(name)).toBe(true);
    for (const name of ['a.pdf', 'exe', 'a.jpg', 'a.exe.txt', 'js']) expect(isProgram(name)).toBe(false);
  });

  it('is judged after the name was made safe', () => {
    expect(isProgram(safeFileName('photo\u202egpj.exe'))).toBe(true);
    expect(isProgram(safeFileName('evil.exe. .'))).toBe(true);
    expect(isProgram(safeFileName('evil.ex\u200be'))).toBe(true);
  });
});
