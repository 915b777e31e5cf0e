// What stands beside the question and the picture: the technician's pointer and lines, the zoom of a tab, and the host program
// on this computer.
import type { ViewFlow } from '../../features/consent/view-flow.ts';
import { type HostLink, type HostLinkOptions, openHostLink } from '../../features/host/host-link.ts';
import { openPointed, type Pointed } from '../../features/pointing/pointed.ts';
import { openTabZoom, type TabZoom } from '../../features/zoom/tab-zoom.ts';

export interface Aids {
  readonly pointed: Pointed;
  readonly zoom: TabZoom;
  readonly host: HostLink;
  close(): void;
}

export function openAids({ showing }: Pick<ViewFlow, 'showing'>, options: HostLinkOptions): Aids {
  const { talk } = options.help;
  const pointed = openPointed({ talk, showing });
  const zoom = openTabZoom({ talk, showing });
  const host = openHostLink(options);
  return {
    pointed,
    zoom,
    host,
    close() {
      host.close();
      pointed.close();
      zoom.close();
    },
  };
}
