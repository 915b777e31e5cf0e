// Where the technician writes the steps, out of the way until it is opened.
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { Button } from '../../view/Button.tsx';
import { list } from '../../view/icons.ts';
import { TextArea } from '../../view/inputs.tsx';
import { words } from './checklist.text.ts';
import type { Checklist } from './checklist.ts';
import type { StepsProblem } from './steps.ts';

export function ChecklistEditor({ checklist }: { checklist: Checklist }) {
  const text = useSignal('');
  const problem = useSignal<StepsProblem | null>(null);
  const fold = useRef<HTMLDetailsElement>(null);
  const items = checklist.items.value;
  const show = () => {
    problem.value = checklist.write(text.value);
    if (problem.value === null) fold.current?.removeAttribute('open');
  };
  return (
    <details
      class="checklist-editor"
      ref={fold}
      onToggle={(event) => {
        // What stands there now, to be changed; not while somebody writes.
        if (event.currentTarget.open) text.value = items.map((item) => item.text).join('\n');
      }}
    >
      <summary>{items.length === 0 ? words().write : words().change}</summary>
      <form
        class="stack stack-tight"
        onSubmit={(event) => {
          event.preventDefault();
          show();
        }}
      >
        <TextArea
          label={words().steps}
          hint={words().hint}
          rows={4}
          value={text.value}
          error={problem.value ? said(problem.value) : undefined}
          onInput={(value) => {
            text.value = value;
            problem.value = null;
          }}
        />
        <Button kind="primary" type="submit" draw={list}>
          {words().show}
        </Button>
      </form>
    </details>
  );
}

const said = (problem: StepsProblem): string => (problem === 'too-many' ? words().tooMany : words().tooLong);
