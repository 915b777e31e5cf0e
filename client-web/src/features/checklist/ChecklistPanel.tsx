// The steps with their ticks, at either end. What the other does is read out.
import type { ComponentChildren } from 'preact';
import { useEffect, useId } from 'preact/hooks';
import { Check } from '../../view/Choices.tsx';
import { announce } from '../../view/LiveRegion.tsx';
import { words } from './checklist.text.ts';
import type { Checklist, News } from './checklist.ts';
import './checklist.css';

interface ChecklistPanelProps {
  checklist: Checklist;
  /** The name at the other end. */
  other: string;
  /** Beneath the steps: the technician's field to write them in. */
  children?: ComponentChildren;
}

export function ChecklistPanel({ checklist, other, children }: ChecklistPanelProps) {
  const id = useId();
  const items = checklist.items.value;
  const { value: news } = checklist.news;
  useEffect(() => {
    if (news) announce(sentence(news, other), 'polite');
  }, [news]);
  if (items.length === 0) return <>{children}</>;
  const done = items.filter(({ isOn }) => isOn).length;
  return (
    <section class="checklist" aria-labelledby={id}>
      <h2 class="checklist-title" id={id}>
        {words().title}
      </h2>
      <span class="soft small">{words().done(done, items.length)}</span>
      {/* biome-ignore lint/a11y/noRedundantRoles: a list without bullets is no list to VoiceOver unless it says so */}
      <ul role="list">
        {items.map((item) => (
          <li key={item.id}>
            <Check
              label={<bdi class={item.isOn ? 'checklist-done' : undefined}>{item.text}</bdi>}
              checked={item.isOn}
              onChange={(isOn) => checklist.tick(item.id, isOn)}
            />
          </li>
        ))}
      </ul>
      {children}
    </section>
  );
}

function sentence(news: News, other: string): string {
  if (news.kind === 'list')
    return news.count === 0 ? words().unlisted(other) : words().listed(other, news.count);
  const { text, isOn } = news.item;
  return isOn ? words().ticked(other, text) : words().unticked(other, text);
}
