// What goes with a picture while it is shown: the technician's pointer and lines on it, and the zoom of its tab.
import type { ViewFlow } from '../../features/consent/view-flow.ts';
import type { Help } from '../../features/help.ts';
import { openPointed, type Pointed } from '../../features/pointing/pointed.ts';
import { openTabZoom, type TabZoom } from '../../features/zoom/tab-zoom.ts';

export interface Aids {
  readonly pointed: Pointed;
  readonly zoom: TabZoom;
  close(): void;
}

export function openAids({ talk }: Pick<Help, 'talk'>, { showing }: Pick<ViewFlow, 'showing'>): Aids {
  const pointed = openPointed({ talk, showing });
  const zoom = openTabZoom({ talk, showing });
  return {
    pointed,
    zoom,
    close() {
      pointed.close();
      zoom.close();
    },
  };
}
