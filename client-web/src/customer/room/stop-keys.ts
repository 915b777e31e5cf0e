// Esc twice within a second stops everything, wherever the focus is. The listener sits on the window in the capture
// phase, so that no dialog or field can swallow it.

const WITHIN_MS = 1_000;

/** @returns a function that stops listening */
export function listenForStopKeys(target: Window, onStop: () => void): () => void {
  let last = Number.NEGATIVE_INFINITY;
  const listen = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.repeat) return;
    const isSecond = event.timeStamp - last < WITHIN_MS;
    last = isSecond ? Number.NEGATIVE_INFINITY : event.timeStamp;
    if (isSecond) onStop();
  };
  target.addEventListener('keydown', listen, { capture: true });
  return () => target.removeEventListener('keydown', listen, { capture: true });
}
