// One answer being written: its language, its title, its text.
import { useState } from 'preact/hooks';
import { isRefusal } from '../../../../shared/errors.ts';
import type { Language } from '../../../../shared/field.ts';
import { type Article, articleSaid } from '../../../../shared/protocol/articles.ts';
import { inWordsHere } from '../../features/account/refusals.ts';
import { post, put } from '../../features/account/session.ts';
import { words } from '../../features/answers/answers.text.ts';
import { nothing } from '../../link/api.ts';
import { Button } from '../../view/Button.tsx';
import { Choices } from '../../view/Choices.tsx';
import { Dialog } from '../../view/Dialog.tsx';
import { language, languages } from '../../view/i18n.ts';
import { TextArea, TextField } from '../../view/inputs.tsx';
import { Notice } from '../../view/Notice.tsx';

interface AnswerDialogProps {
  open: boolean;
  /** Null for a new one. */
  article: Article | null;
  onClose: () => void;
  onSaved: () => void;
}

export function AnswerDialog({ open, article, onClose, onSaved }: AnswerDialogProps) {
  const t = words();
  return (
    <Dialog open={open} title={article ? t.changeOf(article.title) : t.add} onClose={onClose}>
      {open && <AnswerForm article={article} onClose={onClose} onSaved={onSaved} />}
    </Dialog>
  );
}

function AnswerForm({ article, onClose, onSaved }: Omit<AnswerDialogProps, 'open'>) {
  const t = words();
  const [said, setSaid] = useState({
    language: article?.language ?? (language.peek() as Language),
    title: article?.title ?? '',
    body: article?.body ?? '',
  });
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const save = async (event: Event) => {
    event.preventDefault();
    const read = articleSaid.safeParse({ ...said, title: said.title.trim(), body: said.body.trim() });
    if (!read.success) return setProblem(t.need);
    setBusy(true);
    const answer = article
      ? await put(`/api/articles/${article.id}`, read.data, nothing)
      : await post('/api/articles', read.data, nothing);
    setBusy(false);
    if (!isRefusal(answer)) return onSaved();
    setProblem(answer.refused === 'TOO_FAST' ? t.full : inWordsHere(answer));
  };
  return (
    <form class="answer-form" noValidate onSubmit={(event) => void save(event)}>
      <Choices
        legend={t.language}
        shape="row"
        value={said.language}
        options={languages.map(({ code, name }) => ({ value: code, label: <span lang={code}>{name}</span> }))}
        onChange={(value) => setSaid({ ...said, language: value })}
      />
      <TextField
        label={t.title}
        maxLength={100}
        autofocus
        value={said.title}
        onInput={(title) => setSaid({ ...said, title })}
      />
      <TextArea
        label={t.body}
        rows={8}
        maxLength={2_000}
        value={said.body}
        onInput={(body) => setSaid({ ...said, body })}
      />
      {problem !== null && (
        <Notice kind="danger" role="alert">
          {problem}
        </Notice>
      )}
      <div class="people-answers">
        <Button onClick={onClose}>{t.cancel}</Button>
        <Button kind="primary" type="submit" busy={isBusy ? t.saving : undefined}>
          {t.save}
        </Button>
      </div>
    </form>
  );
}
