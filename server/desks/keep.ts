// How long a desk keeps what was written, as its row says it.
import { type DeskSettings, deskSettings, FIRST_SETTINGS } from '../../shared/desk/settings.ts';

export const keepOf = (settings: string | null): DeskSettings['keep'] =>
  (settings === null ? FIRST_SETTINGS : deskSettings.parse(JSON.parse(settings))).keep;
