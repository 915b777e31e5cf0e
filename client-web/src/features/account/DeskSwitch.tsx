// Which desk somebody works at, where they belong to more than one.
import type { Me } from '../../../../shared/protocol/http.ts';
import { SelectField } from '../../view/inputs.tsx';
import { announce } from '../../view/LiveRegion.tsx';
import { words } from './account.text.ts';
import { goToDesk } from './go-to-desk.ts';
import { inWords } from './refusals.ts';

export function DeskSwitch({ me: { desk, desks } }: { me: Me }) {
  if (desks.length < 2) return null;
  const go = async (id: string) => {
    const problem = await goToDesk(id);
    if (problem) announce(inWords(problem), 'assertive');
  };
  return (
    <div class="rail-desk">
      <SelectField
        label={words().workingAt}
        hidesLabel
        value={desk.id}
        options={desks.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(id) => void go(id)}
      />
    </div>
  );
}
