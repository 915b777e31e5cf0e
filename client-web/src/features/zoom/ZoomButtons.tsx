// At the technician: - and + for the customer's captured tab once the customer allows them; before, in words, why not.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { TalkLine, TalkOf } from '../../../../link/talk.ts';
import { Button } from '../../view/Button.tsx';
import { percent } from '../../view/format.ts';
import { zoomIn, zoomOut } from '../../view/icons.ts';
import { words } from './zoom.text.ts';

interface ZoomButtonsProps {
  talk: TalkLine;
  /** The grant under which the tab is seen. */
  gid: string;
}

export function ZoomButtons({ talk, gid }: ZoomButtonsProps) {
  const told = useSignal<TalkOf<'zoomed'> | TalkOf<'zoom-off'> | null>(null);
  useEffect(() => {
    told.value = null;
    const hear = (message: TalkOf<'zoomed'> | TalkOf<'zoom-off'>) => {
      told.value = message;
    };
    const stops = [talk.on('zoomed', hear), talk.on('zoom-off', hear)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [talk, gid]);
  const { value: now } = told;
  if (!now) return null;
  if (now.k === 'zoom-off') return <span class="small soft">{words().off[now.why]}</span>;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame in the toolbar
    <span class="toolbar-group" role="group" aria-label={words().tools}>
      <Button
        kind="quiet"
        draw={zoomOut}
        bare
        aria-disabled={!now.canShrink}
        onClick={() => now.canShrink && talk.say({ k: 'zoom', way: 'out' })}
      >
        {words().smaller}
      </Button>
      <span class="small" role="status">
        {words().level(percent(now.level, 100))}
      </span>
      <Button
        kind="quiet"
        draw={zoomIn}
        bare
        aria-disabled={!now.canGrow}
        onClick={() => now.canGrow && talk.say({ k: 'zoom', way: 'in' })}
      >
        {words().larger}
      </Button>
    </span>
  );
}
