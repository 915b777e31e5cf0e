// Copying what a field shows. Not every browser lets pages write to the clipboard; the keyboard always can, so then the field is selected.
import { useRef, useState } from 'preact/hooks';

export interface CopyWords {
  readonly copied: string;
  readonly copyFailed: string;
}

/** @param value of the field that `input` is to be the ref of @returns `said` is how the last copy went, for a status line */
export function useCopy(value: string, { copied, copyFailed }: CopyWords) {
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  const copy = async (): Promise<void> => {
    setSaid('');
    try {
      await navigator.clipboard.writeText(value);
      setSaid(copied);
    } catch {
      input.current?.focus();
      input.current?.select();
      setSaid(copyFailed);
    }
  };
  return { input, said, copy };
}
