// The kinds of connections between two ends: architecture.md, "Lanes".
import * as z from 'zod/mini';

export const laneKind = z.enum(['talk', 'files', 'screen', 'control']);
export type LaneKind = z.infer<typeof laneKind>;
