// The door: one field for the code, usable before anything else has loaded. A slip of the finger is noticed here and
// costs no try.
import { useSignal } from '@preact/signals';
import { type CodeProblem, isBrokersCode, partsOf, readCode } from '../../../shared/code/code.ts';
import { ask, type Declined, isDeclined } from '../link/http.ts';
import { Button } from '../view/Button.tsx';
import { CodeField } from '../view/CodeField.tsx';
import { CustomerShell } from '../view/CustomerShell.tsx';
import { Notice } from '../view/Notice.tsx';
import { thisDevice } from './device.ts';
import { words } from './door.text.ts';

interface DoorProps {
  /** Digits from a link, if the customer came by one. */
  initial: string;
  /** Told when the first digit is typed: time to load the rest. */
  onBegin: () => void;
  /** Resolves when the room has loaded: the meeting that follows the code waits for nobody. */
  ready: () => Promise<unknown>;
  /** The broker let us in; what it said, not yet decoded, and the code, which it did not get. */
  onJoined: (joined: unknown, code: string) => void;
}

const sentence = (problem: CodeProblem): string =>
  problem === 'incomplete' ? words().incomplete : problem === 'too-long' ? words().tooLong : words().mistyped;

export function Door({ initial, onBegin, ready, onJoined }: DoorProps) {
  const typed = useSignal(initial);
  /** A function, so that the sentence follows the language. */
  const error = useSignal<(() => string) | null>(null);
  const isBusy = useSignal(false);

  const enter = async () => {
    const read = readCode(typed.value);
    if ('problem' in read) {
      error.value = () => sentence(read.problem);
      return;
    }
    isBusy.value = true;
    error.value = null;
    const { code } = read;
    // A page that cannot load says so itself, once it is let in.
    await ready().catch(() => {});
    // The secret digits stay here. Whose the code is its first digit tells, never the broker.
    const known = isBrokersCode(code) ? code : partsOf(code).address;
    const joined = await ask('POST', '/api/join', { code: known, device: thisDevice() });
    isBusy.value = false;
    if (isDeclined(joined)) error.value = () => refusal(joined);
    else onJoined(joined, code);
  };

  return (
    <CustomerShell name="Permesso" footer={<Foot />}>
      <h1>{words().heading}</h1>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void enter();
        }}
      >
        <CodeField
          label={words().code}
          hint={words().hint}
          error={error.value?.()}
          value={typed.value}
          autofocus
          onInput={(digits) => {
            typed.value = digits;
            error.value = null;
            onBegin();
          }}
        />
        <Button kind="primary" type="submit" wide busy={isBusy.value ? words().going : undefined}>
          {words().go}
        </Button>
      </form>
      <Notice kind="quiet" title={words().promiseTitle}>
        {words().promise}
      </Notice>
      <Notice kind="info" title={words().scamTitle}>
        {words().scam}
      </Notice>
    </CustomerShell>
  );
}

const Foot = () => (
  <>
    <a href="/check">{words().check}</a>
    <a href="/desk">{words().staff}</a>
  </>
);

function refusal({ declined, retryAfter }: Declined): string {
  if (declined === 'CODE_NOT_USABLE') return words().notUsable;
  if (declined === 'TOO_MANY_TRIES') return words().wait(retryAfter ?? 60);
  return words().unreachable;
}
