// The clipboard of this computer as the host uses it: one text, read or put when somebody asks, and why that cannot be. Knows no
// window system; who may ask is decided elsewhere.
import { PASS_BYTES } from '../../shared/channel/passes.ts';
import { isPlain } from '../../shared/channel/plain.ts';
import type { Language } from '../../shared/field.ts';

export const CLIPBOARD_PROBLEMS = {
  EMPTY: {
    en: 'There is no text on the clipboard.',
    it: 'Negli appunti non c’è testo.',
  },
  NOT_TEXT: {
    en: 'What is on the clipboard is not plain text: a picture or a file, perhaps.',
    it: 'Negli appunti non c’è testo semplice: forse un’immagine o un file.',
  },
  NOT_PLAIN: {
    en: 'The text holds control characters, which could make a program do more than show it.',
    it: 'Il testo contiene caratteri di controllo, che potrebbero far fare a un programma più che mostrarlo.',
  },
  TOO_LARGE: {
    en: 'The text is too long: 64 KiB pass at most.',
    it: 'Il testo è troppo lungo: passano al massimo 64 KiB.',
  },
  NO_ANSWER: {
    en: 'The program that holds the clipboard does not answer. Copy the text again.',
    it: 'Il programma che tiene gli appunti non risponde. Copia di nuovo il testo.',
  },
  NOT_TAKEN: {
    en: 'Another program took the clipboard at this very moment. Try again.',
    it: 'Un altro programma ha preso gli appunti in questo momento. Riprova.',
  },
  LOST: {
    en: 'The screen is gone, and the clipboard with it.',
    it: 'Lo schermo non c’è più, e con esso gli appunti.',
  },
} as const satisfies Record<string, Record<Language, string>>;
export type ClipboardProblemName = keyof typeof CLIPBOARD_PROBLEMS;

/** An expected failure: look its sentence up in `CLIPBOARD_PROBLEMS`. */
export interface ClipboardProblem {
  readonly clipboard: ClipboardProblemName;
}

export interface Clipboard {
  /** The text of this moment, its lines ended by `\n`. Nothing is read without this call. Calls wait for one another. */
  read(): Promise<string | ClipboardProblem>;
  /** Offers this text until another program takes the clipboard. @returns null when it is offered */
  write(text: string): Promise<ClipboardProblem | null>;
  /** Forgets what is offered; the clipboard is empty then. */
  close(): void;
}

export const clipboardProblem = (name: ClipboardProblemName): ClipboardProblem => ({ clipboard: name });

export const isClipboardProblem = (value: unknown): value is ClipboardProblem =>
  typeof value === 'object' && value !== null && 'clipboard' in value;

/** What keeps a text from passing, either way; null for plain text of a size that passes. */
export function problemWith(text: string): ClipboardProblem | null {
  if (text === '') return clipboardProblem('EMPTY');
  if (Buffer.byteLength(text) > PASS_BYTES) return clipboardProblem('TOO_LARGE');
  return isPlain(text) ? null : clipboardProblem('NOT_PLAIN');
}

/** The text in these bytes, or why it does not pass. Ends of lines as other systems write them become `\n`. */
export function readPlain(bytes: Uint8Array): string | ClipboardProblem {
  const text = decode(bytes)?.replace(/\r\n?/g, '\n');
  if (text === undefined) return clipboardProblem('NOT_TEXT');
  return problemWith(text) ?? text;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
