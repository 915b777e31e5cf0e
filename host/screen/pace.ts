// How large and how often the picture is taken: down the ladder when it does not go through, up again slowly, and onto another
// ladder when the technician wishes. What is good or bad is quality.ts.
import type { Lanes } from '../../link/lanes.ts';
import type { QualityWish } from '../../shared/channel/screen.ts';
import { clock } from '../place.ts';
import type { Capture, CaptureSize } from './capture.ts';
import { behindOf, firstQuality, look, type Quality, rungOf } from './quality.ts';

export interface Paced {
  readonly lanes: Pick<Lanes, 'showing'>;
  readonly capture: Pick<Capture, 'counts'>;
  readonly cores: number;
  /** Takes the picture anew. @returns false when it could not */
  take(size: CaptureSize): Promise<boolean>;
}

export interface Pace {
  readonly first: CaptureSize;
  /** From the first frame on. */
  begin(): void;
  /** Followed at the next look, however often it is said. */
  wish(wish: QualityWish): void;
  stop(): void;
}

/** How often it is looked whether the picture goes through: what `look` counts in. */
const LOOK_MS = 2_000;

export function openPace({ lanes, capture, cores, take }: Paced): Pace {
  let quality = firstQuality(cores);
  let wanted: QualityWish = quality.wish;
  let before = { at: 0, captured: 0 };
  let isOver = false;
  let cancel = () => {};
  const mark = () => ({ at: performance.now(), captured: capture.counts().captured });

  const step = async () => {
    const told = await lanes.showing.value?.stats();
    if (isOver) return;
    const now = mark();
    const givenFps = ((now.captured - before.captured) * 1_000) / (now.at - before.at);
    const { fps = null, rttMs = null, lost = null } = told ?? {};
    const next: Quality =
      wanted === quality.wish
        ? look(quality, { behind: behindOf(givenFps, fps), rttMs, lost })
        : firstQuality(cores, wanted);
    const isOther = rungOf(next) !== rungOf(quality);
    quality = next;
    if (isOther && !(await take(rungOf(quality)))) return;
    // A capture that begins anew counts anew.
    before = isOther ? mark() : now;
    if (!isOver) cancel = clock.after(LOOK_MS, () => void step());
  };
  return {
    first: rungOf(quality),
    begin() {
      before = mark();
      cancel = clock.after(LOOK_MS, () => void step());
    },
    wish(wish) {
      wanted = wish;
    },
    stop() {
      isOver = true;
      cancel();
    },
  };
}
