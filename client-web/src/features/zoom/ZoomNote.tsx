// At the customer: whether the technician may zoom the tab that is shown, how far it is, and the way back.
import { Button } from '../../view/Button.tsx';
import { percent } from '../../view/format.ts';
import type { TabZoom } from './tab-zoom.ts';
import { words } from './zoom.text.ts';

export function ZoomNote({ zoom, name }: { zoom: TabZoom; name: string }) {
  const { value: state } = zoom.state;
  if (state.at === 'none' || (state.at === 'off' && state.why === 'browser')) return null;
  if (state.at === 'off')
    return (
      <div class="row">
        <Button kind="quiet" onClick={() => zoom.allow()}>
          {words().mayZoom(name)}
        </Button>
        {state.why === 'refused' && (
          <span class="soft small" role="status">
            {words().refused}
          </span>
        )}
      </div>
    );
  return (
    <div class="row">
      <span class="small" role="status">
        {words().zooms(name, percent(state.level, 100))}
      </span>
      {state.level !== 100 && (
        <Button kind="quiet" onClick={() => zoom.reset()}>
          {words().reset}
        </Button>
      )}
      <Button kind="quiet" onClick={() => zoom.forbid()}>
        {words().noMore}
      </Button>
    </div>
  );
}
