// Whether the two ends have digits to prove themselves with. Where the broker made the code, or invited without any, they have none.
import type { SessionState } from '../../../../shared/session/state.ts';

export const hasDigits = (state: SessionState): boolean => 'code' in state && state.code === 'pake';
