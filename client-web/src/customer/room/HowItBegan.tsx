// Two questions before the customer meets anybody: how most frauds begin. It judges nothing; caution.ts in shared does.
import { useSignal } from '@preact/signals';
import { type Answers, contact, topic } from '../../../../shared/session/caution.ts';
import { Button } from '../../view/Button.tsx';
import { Choices } from '../../view/Choices.tsx';
import { CustomerShell } from '../../view/CustomerShell.tsx';
import { Notice } from '../../view/Notice.tsx';
import { words } from './caution.text.ts';

interface HowItBeganProps {
  desk: string;
  onAnswer: (answers: Answers) => void;
}

export function HowItBegan({ desk, onAnswer }: HowItBeganProps) {
  const said = useSignal<Partial<Answers>>({});
  const isMissing = useSignal(false);
  const t = words();
  const choose = (part: Partial<Answers>) => {
    said.value = { ...said.peek(), ...part };
    isMissing.value = false;
  };
  const go = () => {
    const { contact: who, topic: what } = said.peek();
    if (who && what) onAnswer({ contact: who, topic: what });
    else isMissing.value = true;
  };
  return (
    <CustomerShell name={desk}>
      <h1>{t.title}</h1>
      <p>{t.lead}</p>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <Choices
          legend={t.contact}
          value={said.value.contact}
          options={contact.options.map((value) => ({ value, label: t.contacts[value] }))}
          onChange={(value) => choose({ contact: value })}
        />
        <Choices
          legend={t.topic}
          shape="row"
          value={said.value.topic}
          options={[...topic.options].reverse().map((value) => ({ value, label: t.topics[value] }))}
          onChange={(value) => choose({ topic: value })}
        />
        {isMissing.value && (
          <Notice kind="info" role="alert">
            {t.missing}
          </Notice>
        )}
        <Button kind="primary" type="submit" wide>
          {t.go}
        </Button>
      </form>
      <p class="soft small">{t.kept}</p>
    </CustomerShell>
  );
}
