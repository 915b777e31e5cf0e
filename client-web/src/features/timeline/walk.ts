// Going through a timeline by keys: left and right follow the time over all rows, up and down change the row. Pure.
import type { Item, Row } from './layout.ts';

/** @returns the key of the item to go to; undefined when the pressed key is not one of ours */
export function stepFrom(rows: readonly Row[], here: string, pressed: string): string | undefined {
  const all = rows
    .flatMap(({ items }, row) => items.map((item) => ({ item, row })))
    .sort((a, b) => a.item.at - b.item.at || a.row - b.row);
  const index = all.findIndex(({ item }) => item.key === here);
  const present = all[index];
  if (!present) return undefined;
  switch (pressed) {
    case 'ArrowRight':
      return all[Math.min(index + 1, all.length - 1)]?.item.key;
    case 'ArrowLeft':
      return all[Math.max(index - 1, 0)]?.item.key;
    case 'Home':
      return all[0]?.item.key;
    case 'End':
      return all.at(-1)?.item.key;
    case 'ArrowUp':
      return nearest(rows[present.row - 1]?.items ?? [], present.item)?.key ?? here;
    case 'ArrowDown':
      return nearest(rows[present.row + 1]?.items ?? [], present.item)?.key ?? here;
    default:
      return undefined;
  }
}

function nearest(items: readonly Item[], to: Item): Item | undefined {
  const distance = (item: Item) => Math.abs(item.at - to.at);
  return items.reduce<Item | undefined>(
    (best, item) => (best === undefined || distance(item) < distance(best) ? item : best),
    undefined,
  );
}
