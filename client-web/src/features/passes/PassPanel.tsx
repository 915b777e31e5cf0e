// The technician's side of what can pass to and from the customer's computer: a card for each permission that lives, and what
// came of the last wish. Nothing stands here that was not asked for.
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { isPassable } from '../../../../shared/channel/passes.ts';
import type { Grant } from '../../../../shared/session/state.ts';
import { Button } from '../../view/Button.tsx';
import { TextArea } from '../../view/inputs.tsx';
import { Notice } from '../../view/Notice.tsx';
import { Timer } from '../../view/Timer.tsx';
import type { Help } from '../help.ts';
import { CopyButton } from './CopyButton.tsx';
import { FactsTable } from './FactsTable.tsx';
import type { Pass, PassLane, PassStage } from './passes.ts';
import './passes.css';
import { words } from './passes.text.ts';

export type Passes = Readonly<Record<PassLane, Pass>>;

interface PassPanelProps {
  help: Help;
  passes: Passes;
}

export function PassPanel({ help, passes }: PassPanelProps) {
  const state = help.session.state.value;
  const grants = state.phase === 'open' ? state.grants : {};
  const { 'clipboard-in': into, 'clipboard-out': out, sysinfo: facts } = passes;
  return (
    <>
      {grants['clipboard-in'] && (
        <Card title={words().into} grant={grants['clipboard-in']} help={help}>
          <Put pass={into} />
        </Card>
      )}
      {(grants['clipboard-out'] || out.stage.value.at === 'text') && (
        <Card title={words().out} grant={grants['clipboard-out']} help={help}>
          <Want pass={out} hint={words().outHint} label={words().want} />
          <Text pass={out} />
        </Card>
      )}
      {(grants.sysinfo || facts.stage.value.at === 'facts') && (
        <Card title={words().facts} grant={grants.sysinfo} help={help}>
          <Want pass={facts} hint={words().factsHint} label={words().wantFacts} />
          {facts.stage.value.at === 'facts' && <FactsTable facts={facts.stage.value.facts} />}
        </Card>
      )}
    </>
  );
}

interface CardProps {
  title: string;
  /** Undefined once it has ended, while what came by it can still be read. */
  grant: Grant | undefined;
  help: Help;
  children: ComponentChildren;
}

function Card({ title, grant, help, children }: CardProps) {
  const id = useId();
  return (
    <section class="card pass-card" aria-labelledby={id}>
      <header class="pass-head">
        <h3 id={id}>{title}</h3>
        {grant && <Timer endsAt={grant.expiresAt - help.session.clockOffset.value} what={title} />}
      </header>
      {children}
      {grant && (
        <Button kind="quiet" onClick={() => void help.speech.say({ type: 'relinquish', gid: grant.gid })}>
          {words().end}
        </Button>
      )}
    </section>
  );
}

function Put({ pass }: { pass: Pass }) {
  const text = useSignal('');
  const isUnfit = useSignal(false);
  return (
    <form
      class="stack stack-tight"
      onSubmit={(event) => {
        event.preventDefault();
        isUnfit.value = !isPassable(text.value);
        if (!isUnfit.value) pass.wants(text.value);
      }}
    >
      <TextArea
        label={words().intoLabel}
        hint={words().intoHint}
        error={isUnfit.value ? words().unfit : undefined}
        value={text.value}
        onInput={(value) => {
          text.value = value;
          isUnfit.value = false;
        }}
      />
      <Outcome pass={pass} />
      <Button type="submit" disabled={!isFree(pass)}>
        {words().put}
      </Button>
    </form>
  );
}

interface WantProps {
  pass: Pass;
  hint: string;
  label: string;
}

function Want({ pass, hint, label }: WantProps) {
  return (
    <>
      <Outcome pass={pass} />
      {pass.isReady.value && (
        <>
          <p class="soft small">{hint}</p>
          <Button disabled={!isFree(pass)} onClick={() => pass.wants()}>
            {label}
          </Button>
        </>
      )}
    </>
  );
}

function Text({ pass }: { pass: Pass }) {
  const { value: stage } = pass.stage;
  if (stage.at !== 'text') return null;
  return (
    <figure class="pass-text">
      <figcaption class="soft small">{words().outText}</figcaption>
      {/* Reached by the keyboard, so that a long text can be scrolled. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached without a mouse */}
      <pre dir="auto" tabIndex={0}>
        {stage.text}
      </pre>
      <CopyButton label={words().copy} text={stage.text} />
    </figure>
  );
}

const isFree = ({ isReady, stage }: Pass): boolean =>
  isReady.value && stage.value.at !== 'asked' && stage.value.at !== 'shown';

function Outcome({ pass }: { pass: Pass }) {
  const sentence = outcomeOf(pass.stage.value, pass.isReady.value);
  return sentence ? (
    <Notice kind="quiet" role="status">
      {sentence}
    </Notice>
  ) : null;
}

function outcomeOf(stage: PassStage, isReady: boolean): string | null {
  switch (stage.at) {
    case 'asked':
      return words().asked;
    case 'shown':
      return words().shown;
    case 'put':
      return words().wasPut;
    case 'cut':
      return words().cut;
    case 'not':
      return words().not[stage.why];
    case 'text':
    case 'facts':
      return null;
    case 'idle':
      return isReady ? null : words().coming;
  }
}
