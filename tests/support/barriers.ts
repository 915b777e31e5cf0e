// What axe finds on a page as it stands: barriers for people who see, hear or move otherwise.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on the page as it stands, in the present language and in the other one. */
export async function findings(page: Page, where: string): Promise<string[]> {
  const found = await findingsNow(page, where);
  const other = page.getByRole('button', { name: /^(Italiano|English)$/ });
  // While a question is open the switch is behind it, and in the room it makes place for End.
  if (!(await other.isVisible()) || (await page.getByRole('dialog').count()) > 0) return found;
  await other.click();
  return [...found, ...(await findingsNow(page, `${where}, other language`))];
}

/** The same in the present language only. */
export async function findingsNow(page: Page, where: string): Promise<string[]> {
  // A dialog that is still fading in has other colours than the one that people read.
  await page.evaluate(async () => {
    const moving = document
      .getAnimations()
      .filter((animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime));
    // One that is taken away in the middle is over as well.
    await Promise.allSettled(moving.map(({ finished }) => finished));
  });
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(RULES).analyze();
  return violations.map(
    ({ id, nodes }) => `${where}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join('; ')}`,
  );
}
