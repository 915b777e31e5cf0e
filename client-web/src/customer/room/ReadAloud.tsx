// Words to read to the technician on the phone. The customer is never asked whether they agree: people say yes. The one
// button here is for when they do not.
import type { Help } from '../../features/help.ts';
import { Button } from '../../view/Button.tsx';
import { language } from '../../view/i18n.ts';
import { Sheet } from '../../view/Sheet.tsx';
import { words } from './room.text.ts';

export function ReadAloud({ help, name }: { help: Help; name: string }) {
  const { value: stage } = help.comparison.stage;
  if (stage.at !== 'reading') return null;
  return (
    <Sheet
      open
      dismissable={false}
      tone="ask"
      title={words().readAloudTitle(name)}
      actions={
        <Button kind="danger" wide onClick={() => help.comparison.differs()}>
          {words().theyDiffer(name)}
        </Button>
      }
    >
      <ol class="read-aloud">
        {stage.words.emoji.map((each) => (
          <li key={each.en}>
            <span class="read-aloud-sign" aria-hidden="true">
              {each.sign}
            </span>
            {each[language.value]}
          </li>
        ))}
      </ol>
      <p class="soft small">{words().orDigits(stage.words.digits)}</p>
      <p>{words().readAloudHint}</p>
    </Sheet>
  );
}
