// How the connection does, in a word; the numbers are in its title for those who want them.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Lane, Quality as Numbers } from '../../../../link/lane.ts';
import { qualityWord } from './picture-status.ts';
import { words } from './screen.text.ts';

const EVERY_MS = 2_000;

export function Quality({ lane }: { lane: Lane }) {
  const numbers = useSignal<Numbers | null>(null);
  useEffect(() => {
    const look = () =>
      void lane.stats().then((found) => {
        numbers.value = found;
      });
    look();
    const timer = setInterval(look, EVERY_MS);
    return () => clearInterval(timer);
  }, [lane]);
  const { value: now } = numbers;
  const word = now && qualityWord(now);
  if (!now || !word) return null;
  const { width, height, fps } = now;
  return (
    <span title={width && height ? words().details(width, height, Math.round(fps ?? 0)) : undefined}>
      {words().quality[word]}
    </span>
  );
}
