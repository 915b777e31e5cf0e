// Files that a customer picked in the form, until the request is open and they can go. In memory alone: a reload forgets them, and the
// page says which ones were sent.
import { signal } from '@preact/signals';

export const picked = signal<readonly File[]>([]);

export const pick = (files: Iterable<File>): void => {
  picked.value = [...picked.peek(), ...files];
};
export const unpick = (file: File): void => {
  picked.value = picked.peek().filter((each) => each !== file);
};
/** All of them, once. */
export function takePicked(): readonly File[] {
  const all = picked.peek();
  picked.value = [];
  return all;
}
