// What a verifier says: every finding that the sources can make has its Italian sentence, and the first bad entry is found.
import { describe, expect, it } from 'vitest';
import { erased, remark, tampered } from '../../../shared/log/finding.ts';
import { firstBadEntry, placeOf, sentenceOf, VERIFIER_WORDS } from '../../../shared/log/words.ts';
import { ITALIAN } from '../../../shared/log/words-it.ts';
import { sourcesIn, withoutComments } from '../../support/sources.ts';

const MAKERS = /^shared\/log\/(?:verify-[\w-]+|replay|replay-statements)\.ts$/;
/** The second argument of whatever makes a finding, or a sentence that becomes one. */
const MADE =
  /\b(?:tampered|unclear|erased|remark)\(\s*(?:'[^']*'|`[^`]*`|[\w.()]+),\s*(?:bytes \? )?('[^']*'|`[^`]*`)(?: : ('[^']*'))?/g;
const RETURNED = /return ('[^']* [^']*'|`[^`]* [^`]*`);/g;

function sentences(): string[] {
  const found = sourcesIn('shared')
    .filter(({ path }) => MAKERS.test(path))
    .flatMap(({ text }) => {
      const code = withoutComments(text);
      const made = [...code.matchAll(MADE)].flatMap(([, one, other]) => [one, other]);
      const returned = [...code.matchAll(RETURNED)].map(([, one]) => one);
      return [...made, ...returned];
    });
  const plain = found.flatMap((quoted) => (quoted ? [quoted.slice(1, -1).replace(/\$\{[^}]*\}/g, '#')] : []));
  return [...new Set(plain)];
}

describe('a finding in Italian', () => {
  it('exists for every sentence that a verifier can say', () => {
    const all = sentences();
    expect(all.length).toBeGreaterThan(40);
    const known = ITALIAN.findings.map(([english]) => english);
    expect(all.filter((one) => !known.includes(one))).toEqual([]);
  });

  it('keeps what changes, in its place', () => {
    for (const [english, italian] of [...ITALIAN.findings, ...ITALIAN.places])
      expect(italian.split('#').length, english).toBe(english.split('#').length);
    const finding = tampered('checkpoint', 'is of 9 entries, where 12 were signed before');
    expect(sentenceOf(finding, 'it')).toEqual({
      text: 'checkpoint è di 9 voci, mentre prima ne erano state firmate 12',
      language: 'it',
    });
    const nested = tampered('entry 7', '(scope.started of session abc) comes after the end');
    expect(sentenceOf(nested, 'it').text).toBe(
      'la voce 7 (scope.started della sessione abc) viene dopo la fine',
    );
  });

  it('is said in English, and marked so, where nobody has translated it', () => {
    expect(sentenceOf(tampered('entry 1', 'sings'), 'it')).toEqual({ text: 'entry 1 sings', language: 'en' });
    expect(placeOf(tampered('entry 1', 'sings'), 'it')).toBe('la voce 1');
  });

  it('does not take a name that looks like a mark for one', () => {
    expect(sentenceOf(tampered('the old checkpoint', 'is of another log, $& # $1'), 'it').text).toBe(
      'il checkpoint di prima è di un altro registro, $& # $1',
    );
  });
});

describe('the first bad entry', () => {
  it('is the lowest that was tampered with, by number', () => {
    const findings = [
      erased('entry 1', 'has a detail that was erased'),
      tampered('checkpoint', 'is missing'),
      tampered('entry 100', 'comes after the end'),
      tampered('entry 20', 'is of another session'),
      remark('session x', 'has no end here'),
    ];
    expect(firstBadEntry(findings)).toBe(20);
    expect(firstBadEntry(findings.slice(0, 2))).toBeNull();
  });
});

it('counts the same things in both languages', () => {
  expect(Object.keys(VERIFIER_WORDS.it.counted)).toEqual(Object.keys(VERIFIER_WORDS.en.counted));
});
