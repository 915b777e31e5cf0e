// The technician's tools for the picture: point, draw in one of three colours, clear.
import { PENS } from '../../../../shared/channel/talk.ts';
import { Button } from '../../view/Button.tsx';
import { note, pointer } from '../../view/icons.ts';
import type { Hand, Mode } from './hand.ts';
import { words } from './pointing.text.ts';

export function HandTools({ hand }: { hand: Hand }) {
  const { value: mode } = hand.mode;
  const toggle = (wanted: Mode) => hand.take(mode === wanted ? 'off' : wanted);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame in the toolbar
    <span class="toolbar-group" role="group" aria-label={words().tools}>
      <Button kind="quiet" draw={pointer} aria-pressed={mode === 'point'} onClick={() => toggle('point')}>
        {words().point}
      </Button>
      <Button kind="quiet" draw={note} aria-pressed={mode === 'draw'} onClick={() => toggle('draw')}>
        {words().draw}
      </Button>
      {mode === 'draw' &&
        PENS.map((pen) => (
          <Button
            key={pen}
            kind="quiet"
            aria-pressed={hand.pen.value === pen}
            onClick={() => {
              hand.pen.value = pen;
            }}
          >
            <span class={`pen mark-${pen}`} aria-hidden="true" /> {words().pens[pen]}
          </Button>
        ))}
      {hand.drawing.value.length > 0 && (
        <Button kind="quiet" onClick={() => hand.clear()}>
          {words().clear}
        </Button>
      )}
    </span>
  );
}
