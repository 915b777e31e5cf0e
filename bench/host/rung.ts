// The size and pace at which the host begins on this computer, which the yardstick takes as well.
import os from 'node:os';
import type { CaptureSize } from '../../host/screen/capture.ts';
import { firstQuality, rungOf } from '../../host/screen/quality.ts';

export const rungFor = (): CaptureSize => rungOf(firstQuality(os.cpus().length));
