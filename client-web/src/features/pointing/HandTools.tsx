// The technician's tools for the picture: point, draw in one of three colours, clear.
import { PENS } from '../../../../shared/channel/pointing.ts';
import { Button } from '../../view/Button.tsx';
import { pointer } from '../../view/icons.ts';
import type { Hand, Mode } from './hand.ts';
import { words } from './pointing.text.ts';

/** A line drawing as those in icons.ts. */
const pencil = 'M4 20l1-4.5l11-11l3.5 3.5l-11 11ZM13.5 7l3.5 3.5';

export function HandTools({ hand }: { hand: Hand }) {
  const { value: mode } = hand.mode;
  const toggle = (wanted: Mode) => hand.take(mode === wanted ? 'off' : wanted);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame in the toolbar
    <span class="toolbar-group" role="group" aria-label={words().tools}>
      <Button kind="quiet" draw={pointer} aria-pressed={mode === 'point'} onClick={() => toggle('point')}>
        {words().point}
      </Button>
      <Button kind="quiet" draw={pencil} aria-pressed={mode === 'draw'} onClick={() => toggle('draw')}>
        {words().draw}
      </Button>
      {mode === 'draw' &&
        PENS.map((pen) => (
          <Button
            key={pen}
            kind="quiet"
            title={words().pens[pen]}
            aria-pressed={hand.pen.value === pen}
            onClick={() => {
              hand.pen.value = pen;
            }}
          >
            <span class={`pen mark-${pen}`} aria-hidden="true" />
            <span class="unseen">{words().pens[pen]}</span>
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
