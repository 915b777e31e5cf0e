// A session drawn along time: one row a scope, bars from granted to ended, marks for what was asked, refused and sent.
// Whatever is pointed at or has the focus is explained beneath; the same facts stand in the table that follows it.
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { SessionEvent } from '../../../../shared/session/events.ts';
import { list, timeOfDay, timeToSecond } from '../../view/format.ts';
import { Icon } from '../../view/Icon.tsx';
import { close, file } from '../../view/icons.ts';
import { knock } from '../../view/notice-icons.ts';
import { words } from './chart.text.ts';
import { aloud, type Told, tell } from './facts.ts';
import { type Item, type Layout, layOut, MARK, type Row } from './layout.ts';
import { drawingOf } from './marks.ts';
import type { Signatures } from './signatures.ts';
import { stepFrom } from './walk.ts';
import './timeline.css';

interface TimelineProps {
  events: readonly SessionEvent[];
  /** When the events were read: a session that still goes on is drawn up to here. */
  readAt: number;
  /** Who signed what, as far as it has been checked. */
  signatures: Signatures;
  /** Told which item is explained now, so that the page can show the same elsewhere. */
  onPick?: ((item: Item | null) => void) | undefined;
}

export function Timeline({ events, readAt, signatures, onPick }: TimelineProps) {
  const t = words();
  const track = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const width = useWidth(track);
  const layout = useMemo(() => layOut(events, readAt, width), [events, readAt, width]);
  // What was pointed at or focused last stays explained: nothing flickers on the way to reading it.
  const [picked, setPicked] = useState<string | null>(null);
  const items = layout.rows.flatMap((row) => row.items);
  const shown = items.find(({ key }) => key === picked) ?? null;
  const entrance = shown?.key ?? items[0]?.key;

  useEffect(() => onPick?.(shown), [shown?.key]);

  const onKeyDown = (event: KeyboardEvent) => {
    const here = (event.target as HTMLElement).dataset['item'];
    const to = here === undefined ? undefined : stepFrom(layout.rows, here, event.key);
    if (to === undefined) return;
    event.preventDefault();
    grid.current?.querySelector<HTMLElement>(`[data-item="${to}"]`)?.focus();
  };

  return (
    <figure class="timeline">
      <Legend />
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing made of buttons is no fieldset */}
      <div
        ref={grid}
        class="timeline-grid"
        role="group"
        aria-label={`${t.name}. ${t.keys}`}
        onKeyDown={onKeyDown}
      >
        <Axis layout={layout} track={track} />
        {layout.rows.map((row) => (
          <TimelineRow key={row.key} row={row} ticks={layout.ticks}>
            {row.items.map((item) => (
              <Drawing
                key={item.key}
                item={item}
                told={tell(item.fact, events, signatures)}
                isEntrance={item.key === entrance}
                isPicked={item.key === picked}
                onPick={() => setPicked(item.key)}
              />
            ))}
          </TimelineRow>
        ))}
      </div>
      {layout.untouched.length > 0 && (
        <p class="small soft">{t.untouched(list(layout.untouched.map((scope) => lower(t.rows[scope]))))}</p>
      )}
      <Explained told={shown && tell(shown.fact, events, signatures)} />
    </figure>
  );
}

interface TimelineRowProps {
  row: Row;
  ticks: Layout['ticks'];
  children: ComponentChildren;
}

function TimelineRow({ row, ticks, children }: TimelineRowProps) {
  const name = words().rows[row.key];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing made of buttons is no fieldset
    <div class="timeline-row" role="group" aria-label={name}>
      <span class="timeline-name" aria-hidden="true">
        {name}
      </span>
      <div class="timeline-track" style={{ '--lanes': row.lanes }}>
        {ticks.map(({ at, x }) => (
          <i key={at} class="timeline-line" style={{ insetInlineStart: `${x}px` }} />
        ))}
        {children}
      </div>
    </div>
  );
}

function Axis({ layout, track }: { layout: Layout; track: { current: HTMLDivElement | null } }) {
  const { ticks, frame } = layout;
  const isFine = ticks.length > 1 && (ticks[1]?.at ?? 0) - (ticks[0]?.at ?? 0) < 60_000;
  const label = isFine || frame.to - frame.from < 60_000 ? timeToSecond : timeOfDay;
  return (
    <div class="timeline-axis" aria-hidden="true">
      <div ref={track} class="timeline-ticks">
        {ticks.map(({ at, x }) => (
          <span key={at} class="timeline-tick" style={{ insetInlineStart: `${x}px` }}>
            {label(at)}
          </span>
        ))}
      </div>
    </div>
  );
}

interface DrawingProps {
  item: Item;
  told: Told;
  /** Tab comes in here. */
  isEntrance: boolean;
  isPicked: boolean;
  onPick: () => void;
}

function Drawing({ item, told, isEntrance, isPicked, onPick }: DrawingProps) {
  const { x, width, lane, running, fact } = item;
  const isBar = width !== null;
  const left = isBar ? x : x - MARK / 2;
  const looks = isBar
    ? [
        'timeline-bar',
        fact.kind === 'span' && !fact.span.end && 'timeline-live',
        running && width < BRIEF && 'timeline-brief',
      ]
    : ['timeline-mark', `timeline-${fact.kind}`];
  return (
    <button
      type="button"
      data-item={item.key}
      class={looks.filter(Boolean).join(' ')}
      style={{
        insetInlineStart: `${left}px`,
        '--lane': lane,
        ...(isBar ? { inlineSize: `${width}px` } : {}),
      }}
      aria-label={aloud(told)}
      aria-pressed={isPicked}
      tabIndex={isEntrance ? 0 : -1}
      onFocus={onPick}
      onClick={onPick}
      onPointerEnter={onPick}
    >
      {running && width !== null && width >= BRIEF && (
        <span
          class="timeline-running"
          style={{ insetInlineStart: `${running.x}px`, inlineSize: `${running.width}px` }}
        />
      )}
      {!isBar && <Icon draw={drawingOf(fact)} />}
    </button>
  );
}

/** Characters above which a fact takes a line of its own. */
const LONG = 90;

/** Pixels below which a bar is one colour. */
const BRIEF = 10;

function Explained({ told }: { told: Told | null }) {
  if (told === null) return <p class="soft">{words().pick}</p>;
  return (
    <div class="timeline-told">
      <strong>{told.title}</strong>
      <dl class="facts">
        {told.lines.map(([name, value], index) => (
          <div key={`${index} ${name}`} class={value.length > LONG ? 'facts-long' : undefined}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Legend() {
  const t = words();
  return (
    <figcaption class="timeline-legend small soft">
      <span>
        <Icon draw={knock} /> {t.legendAsked}
      </span>
      <span>
        <i class="timeline-swatch" /> {t.legendAllowed}
      </span>
      <span>
        <i class="timeline-swatch timeline-swatch-on" /> {t.legendRunning}
      </span>
      <span>
        <Icon draw={close} /> {t.legendRefused}
      </span>
      <span>
        <Icon draw={file} /> {t.legendFile}
      </span>
    </figcaption>
  );
}

const lower = (name: string): string => name.slice(0, 1).toLocaleLowerCase() + name.slice(1);

function useWidth(element: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(640);
  useEffect(() => {
    const seen = element.current;
    if (seen === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(Math.round(entry.contentRect.width));
    });
    observer.observe(seen);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
