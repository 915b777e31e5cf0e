// What the desk says often, for admins: written, changed, deleted.
import { useEffect, useState } from 'preact/hooks';
import * as z from 'zod/mini';
import { isRefusal } from '../../../../shared/errors.ts';
import { type Article, article } from '../../../../shared/protocol/articles.ts';
import type { Me } from '../../../../shared/protocol/http.ts';
import { inWords } from '../../features/account/refusals.ts';
import { get, remove } from '../../features/account/session.ts';
import { words } from '../../features/answers/answers.text.ts';
import type { Refused } from '../../link/api.ts';
import { Button } from '../../view/Button.tsx';
import { Dialog } from '../../view/Dialog.tsx';
import { useTitle } from '../../view/document-title.ts';
import { EmptyState } from '../../view/EmptyState.tsx';
import { dateOf } from '../../view/format.ts';
import { languages } from '../../view/i18n.ts';
import { book } from '../../view/icons.ts';
import { Notice } from '../../view/Notice.tsx';
import { AnswerDialog } from './AnswerDialog.tsx';
import './answers-page.css';

type Open = { readonly what: 'new' } | { readonly what: 'change' | 'drop'; readonly article: Article } | null;

export function AnswersPage({ me }: { me: Me }) {
  const t = words();
  useTitle(t.answers);
  const [all, setAll] = useState<readonly Article[] | null>(null);
  const [problem, setProblem] = useState<Refused | null>(null);
  const [open, setOpen] = useState<Open>(null);
  const read = async () => {
    const answer = await get('/api/articles', z.array(article));
    setProblem(isRefusal(answer) ? answer : null);
    if (!isRefusal(answer)) setAll(answer);
  };
  useEffect(() => void read(), [me]);
  const done = () => {
    setOpen(null);
    void read();
  };
  const drop = async ({ id }: Article) => {
    const gone = await remove(`/api/articles/${id}`);
    setProblem(isRefusal(gone) ? gone : null);
    done();
  };
  return (
    <div class="page">
      <header class="page-head">
        <h1>{t.answers}</h1>
        <Button kind="primary" onClick={() => setOpen({ what: 'new' })}>
          {t.add}
        </Button>
        <p class="soft">{t.lead(me.desk.name)}</p>
      </header>
      {problem !== null && (
        <Notice kind="danger" title={t.failed} role="alert">
          <p>{inWords(problem)}</p>
          <Button onClick={() => void read()}>{t.again}</Button>
        </Notice>
      )}
      {all?.length === 0 && (
        <EmptyState draw={book} title={t.empty}>
          <p>{t.emptyWhy}</p>
        </EmptyState>
      )}
      <ul class="answers-page">
        {all?.map((each) => (
          <li key={each.id}>
            <h2 lang={each.language}>{each.title}</h2>
            <p class="answers-text" lang={each.language}>
              {each.body}
            </p>
            <p class="soft small">
              {languages.find(({ code }) => code === each.language)?.name}.{' '}
              {t.changed(each.by, dateOf(each.changedAt))}
            </p>
            <span class="answers-deeds">
              <Button
                aria-label={t.changeOf(each.title)}
                onClick={() => setOpen({ what: 'change', article: each })}
              >
                {t.change}
              </Button>
              <Button
                aria-label={t.dropOf(each.title)}
                onClick={() => setOpen({ what: 'drop', article: each })}
              >
                {t.drop}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      <AnswerDialog
        open={open?.what === 'new' || open?.what === 'change'}
        article={open?.what === 'change' ? open.article : null}
        onClose={() => setOpen(null)}
        onSaved={done}
      />
      <Dialog
        open={open?.what === 'drop'}
        title={t.dropTitle}
        tone="danger"
        onClose={() => setOpen(null)}
        actions={
          <>
            <Button autofocus onClick={() => setOpen(null)}>
              {t.cancel}
            </Button>
            <Button kind="danger" onClick={() => void (open?.what === 'drop' && drop(open.article))}>
              {t.drop}
            </Button>
          </>
        }
      >
        <p>{t.dropWhat}</p>
      </Dialog>
    </div>
  );
}
