// What this device is, in the few words the technician needs. It names no model and no person.
import type { Device } from '../../../shared/session/events.ts';
import { language } from '../view/i18n.ts';

export function thisDevice(): Device {
  const { userAgent, maxTouchPoints } = navigator;
  const isTablet = /iPad|Tablet/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
  const isPhone = /Mobi|iPhone/.test(userAgent);
  return {
    kind: isTablet ? 'tablet' : isPhone ? 'phone' : 'computer',
    canShowScreen: typeof navigator.mediaDevices?.getDisplayMedia === 'function',
    language: language.value,
  };
}
