// A page on which somebody looks whether help will work, and what it says.
import type { Page } from 'playwright-core';
import { type ChromiumOptions, launchChromium } from './browsers.ts';
import { type Coturn, ownAddress } from './coturn.ts';
import { complaintsOf, type HelpDesk } from './people.ts';

export const withRelay = ({ secretFile }: Coturn, urls: readonly string[]) => ({
  PERMESSO_TURN_URLS: urls.join(','),
  PERMESSO_TURN_SECRET: secretFile,
});
export const withStun = (port: number) => ({
  PERMESSO_ICE_SERVERS: JSON.stringify([{ urls: `stun:${ownAddress()}:${port}` }]),
});

let addresses = 0;
/** A page of somebody who comes from an address of their own, since the broker counts checks by address. */
export async function comes({ broker }: HelpDesk, options: ChromiumOptions = {}) {
  const { newPage, context } = await launchChromium({ locale: 'en-GB', ...options });
  const page = await newPage();
  addresses += 1;
  await page.setExtraHTTPHeaders({ 'x-forwarded-for': `198.51.100.${addresses}` });
  const complaints = complaintsOf(page);
  return { page, context, complaints, opens: () => page.goto(`${broker.url}/check`) };
}

export const says = (page: Page, sentence: string) =>
  page.locator('.check-says', { hasText: sentence }).waitFor();
export const advises = (page: Page, sentence: string) => page.getByRole('main').getByText(sentence).waitFor();
export const step = (page: Page, name: string) => page.locator('.check-step', { hasText: name });

/** Nothing of the page stands out at its right. */
export const isNarrow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
