// Opens what the desk says often, searched while typing. What is chosen goes into the field, where it can still be changed: nothing is
// sent from here.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import * as z from 'zod/mini';
import { isRefusal } from '../../../../shared/errors.ts';
import type { Language } from '../../../../shared/field.ts';
import { type Article, article } from '../../../../shared/protocol/articles.ts';
import type { Refused } from '../../link/api.ts';
import { Button } from '../../view/Button.tsx';
import { Dialog } from '../../view/Dialog.tsx';
import { book } from '../../view/icons.ts';
import { TextField } from '../../view/inputs.tsx';
import { Notice } from '../../view/Notice.tsx';
import { inWords } from '../account/refusals.ts';
import { get } from '../account/session.ts';
import { words } from './answers.text.ts';
import { findArticles } from './find.ts';
import './answers.css';

interface AnswersButtonProps {
  /** Of whose desk; null for the one at which this technician works. */
  request: string | null;
  /** The customer's. */
  language: Language;
  onPick: (text: string) => void;
}

export function AnswersButton({ request, language, onPick }: AnswersButtonProps) {
  const isOpen = useSignal(false);
  const close = () => {
    isOpen.value = false;
  };
  return (
    <>
      <Button
        kind="quiet"
        draw={book}
        onClick={() => {
          isOpen.value = true;
        }}
      >
        {words().answers}
      </Button>
      <Dialog open={isOpen.value} title={words().answers} onClose={close}>
        {isOpen.value && (
          <Finder
            request={request}
            language={language}
            onPick={(text) => {
              close();
              onPick(text);
            }}
          />
        )}
      </Dialog>
    </>
  );
}

function Finder({ request, language, onPick }: AnswersButtonProps) {
  const t = words();
  const all = useSignal<readonly Article[] | null>(null);
  const problem = useSignal<Refused | null>(null);
  const q = useSignal('');
  useEffect(() => {
    const path = request === null ? '/api/articles' : `/api/articles?request=${request}`;
    void get(path, z.array(article)).then((answer) => {
      if (isRefusal(answer)) problem.value = answer;
      else all.value = answer;
    });
  }, [request]);
  const found = findArticles(all.value ?? [], q.value, language);
  return (
    <div class="answers">
      <TextField
        label={t.find}
        hidesLabel
        type="search"
        placeholder={t.find}
        autofocus
        value={q.value}
        onInput={(value) => {
          q.value = value;
        }}
      />
      <p role="status" class="soft small">
        {all.value === null ? t.loading : all.value.length === 0 ? t.none : t.found(found.length)}
      </p>
      {problem.value && (
        <Notice kind="danger" role="alert">
          {inWords(problem.value)}
        </Notice>
      )}
      <ul class="answers-list">
        {found.slice(0, 50).map((each) => (
          <li key={each.id}>
            <button type="button" class="answer" lang={each.language} onClick={() => onPick(each.body)}>
              <strong>{each.title}</strong>
              <span class="answer-body">{each.body}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
