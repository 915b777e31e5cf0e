// What somebody wrote, as text. An address in it is a button: it first says where it really leads, in the letters that the network uses,
// since a host in other letters can look like a well-known one.
import { useSignal } from '@preact/signals';
import { Button } from '../../view/Button.tsx';
import { Dialog } from '../../view/Dialog.tsx';
import { partsOf } from './addresses.ts';
import { words } from './chat.text.ts';

export function LineText({ text, by }: { text: string; by: string }) {
  const open = useSignal<URL | null>(null);
  const close = () => {
    open.value = null;
  };
  const t = words();
  return (
    <>
      {partsOf(text).map((part, i) =>
        'url' in part ? (
          <button
            key={i}
            type="button"
            class="chat-address"
            onClick={() => {
              open.value = part.url;
            }}
          >
            {part.text}
          </button>
        ) : (
          part.text
        ),
      )}
      <Dialog
        open={open.value !== null}
        title={t.addressTitle}
        onClose={close}
        actions={
          open.value && (
            <>
              <Button autofocus onClick={close}>
                {t.addressStay}
              </Button>
              <a
                class="button"
                href={open.value.href}
                target="_blank"
                rel="noopener noreferrer"
                onClick={close}
              >
                {t.addressOpen}
              </a>
            </>
          )
        }
      >
        <p>{t.addressBy(by)}</p>
        <p class="chat-host">{open.value?.host}</p>
        <p class="small soft chat-whole">{open.value?.href}</p>
        {open.value?.protocol === 'http:' && <p class="small">{t.addressPlain}</p>}
      </Dialog>
    </>
  );
}
