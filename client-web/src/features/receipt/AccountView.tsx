// A session as its customer reads it: the sections of sections.ts on the page.
import type { Account } from './account.ts';
import { type Item, type Line, type Section, sectionsOf } from './sections.ts';
import './account.css';

export function AccountView({ account }: { account: Account }) {
  return (
    <>
      {sectionsOf(account).map((section) => (
        <SectionView key={section.id} section={section} />
      ))}
    </>
  );
}

function SectionView({ section: { id, title, lines, items, remarks, isGrave } }: { section: Section }) {
  return (
    <section class={isGrave ? 'told told-grave' : 'told'} aria-labelledby={`told-${id}`}>
      <h2 id={`told-${id}`}>{title}</h2>
      <Facts lines={lines} />
      {items.map((item, index) => (
        <ItemView key={index} item={item} />
      ))}
      {remarks.map((remark) => (
        <p key={remark}>{remark}</p>
      ))}
    </section>
  );
}

const ItemView = ({ item: { title, lines } }: { item: Item }) => (
  <article class="told-item">
    <h3>{title}</h3>
    <Facts lines={lines} />
  </article>
);

/** Names and values beneath each other; somebody's own words are marked as such. */
export function Facts({ lines }: { lines: readonly Line[] }) {
  if (lines.length === 0) return null;
  return (
    <dl class="told-facts">
      {lines.map(({ name, value, quote }, index) => (
        <div key={index}>
          <dt>
            <bdi>{name}</bdi>
          </dt>
          <dd>
            {quote === undefined ? (
              <bdi>{value}</bdi>
            ) : (
              <q lang={quote === 'any' ? undefined : quote}>
                <bdi>{value}</bdi>
              </q>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
