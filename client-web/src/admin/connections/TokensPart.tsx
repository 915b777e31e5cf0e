// Tokens of the desk's programs: which there are, making one, revoking one at once.
import { useState } from 'preact/hooks';
import { isRefusal } from '../../../../shared/errors.ts';
import type { Me } from '../../../../shared/protocol/http.ts';
import { type ApiToken, apiTokens, type TokenMade } from '../../../../shared/protocol/tokens.ts';
import { post } from '../../features/account/session.ts';
import { nothing } from '../../link/api.ts';
import { Button } from '../../view/Button.tsx';
import { type Column, DataTable } from '../../view/DataTable.tsx';
import { Dialog } from '../../view/Dialog.tsx';
import { ago, dateOf } from '../../view/format.ts';
import { announce } from '../../view/LiveRegion.tsx';
import { Copyable } from './Copyable.tsx';
import { words } from './connections.text.ts';
import { Part, Pending } from './Part.tsx';
import { inWords } from './refusal.ts';
import { TokenDialog } from './TokenDialog.tsx';
import { useRead } from './use-read.ts';

type Open =
  | { readonly what: 'add' }
  | { readonly what: 'value'; readonly made: TokenMade }
  | { readonly what: 'revoke'; readonly token: ApiToken }
  | null;

export function TokensPart({ me }: { me: Me }) {
  const t = words();
  const tokens = useRead('/api/tokens', apiTokens, me);
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const revokes = async ({ id }: ApiToken) => {
    close();
    const answer = await post(`/api/tokens/${id}/revoke`, undefined, nothing);
    if (isRefusal(answer)) announce(inWords(answer) ?? '', 'assertive');
    await tokens.read();
  };
  const adding = (
    <Button kind="primary" onClick={() => setOpen({ what: 'add' })}>
      {t.addToken}
    </Button>
  );
  return (
    <Part title={t.tokens} lead={t.tokensLead} action={adding}>
      <p>
        <a href="/docs">{t.docs}</a>
      </p>
      <Pending of={tokens} />
      {tokens.value !== null && (
        <DataTable
          caption={t.tokens}
          hidesCaption
          columns={columns((token) => setOpen({ what: 'revoke', token }))}
          rows={tokens.value}
          rowKey={({ id }) => id}
          empty={t.noTokens}
        />
      )}
      <TokenDialog
        open={open?.what === 'add'}
        onClose={close}
        onMade={(made) => {
          setOpen({ what: 'value', made });
          void tokens.read();
        }}
      />
      <Dialog
        open={open?.what === 'value'}
        dismissable={false}
        title={t.tokenTitle}
        actions={<Button onClick={close}>{t.done}</Button>}
      >
        {open?.what === 'value' && (
          <>
            <p>{t.tokenUse}</p>
            <Copyable label={t.token} hint={t.once} value={open.made.value} />
          </>
        )}
      </Dialog>
      <Dialog
        open={open?.what === 'revoke'}
        title={open?.what === 'revoke' ? t.revokeTitle(open.token.name) : ''}
        tone="danger"
        onClose={close}
        actions={
          <>
            <Button autofocus onClick={close}>
              {t.cancel}
            </Button>
            <Button kind="danger" onClick={() => open?.what === 'revoke' && void revokes(open.token)}>
              {t.revoke}
            </Button>
          </>
        }
      >
        <p>{t.revokeWhat}</p>
      </Dialog>
    </Part>
  );
}

function columns(revoke: (token: ApiToken) => void): Column<ApiToken>[] {
  const t = words();
  const now = Date.now();
  const isOver = ({ revokedAt, expiresAt }: ApiToken) => revokedAt !== null || expiresAt <= now;
  const stateOf = (token: ApiToken) => {
    if (token.revokedAt !== null) return t.revoked;
    return isOver(token) ? t.expired : t.inUse;
  };
  return [
    {
      key: 'name',
      title: t.tokenName,
      cell: (token) => (
        <>
          <strong>{token.name}</strong>
          <br />
          <span class="small soft">{token.scopes.map((scope) => t.scopeNames[scope]).join(' · ')}</span>
        </>
      ),
    },
    { key: 'state', title: t.state, cell: stateOf },
    { key: 'until', title: t.until, only: 'wide', cell: ({ expiresAt }) => dateOf(expiresAt) },
    {
      key: 'used',
      title: t.used,
      only: 'wide',
      cell: ({ usedAt }) => (usedAt === null ? t.never : ago(usedAt, now)),
    },
    {
      key: 'revoke',
      title: t.revoke,
      cell: (token) =>
        isOver(token) ? null : (
          <Button aria-label={t.revokeOf(token.name)} onClick={() => revoke(token)}>
            {t.revoke}
          </Button>
        ),
    },
  ];
}
