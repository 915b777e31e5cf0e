// How far something has come, as a bar and always in words too.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface MeterProps {
  /** What is under way: "Sending photo.jpg". */
  label: ComponentChildren;
  value: number;
  /** What `value` reaches when all is done. Default 1. */
  max?: number | undefined;
  /** How far, for everybody: "3 of 12 MB, about a minute left". */
  words: string;
}

export function Meter({ label, value, max = 1, words }: MeterProps) {
  const id = useId();
  return (
    <div class="meter">
      <span id={id}>{label}</span>
      <progress aria-labelledby={id} aria-valuetext={words} max={max} value={Math.min(value, max)} />
      <span class="meter-words">{words}</span>
    </div>
  );
}
