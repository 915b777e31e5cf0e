// What goes out of the desk and which programs come in, for admins: webhooks, tokens, letters, and the button for other sites.
import type { Me } from '../../../../shared/protocol/http.ts';
import { useTitle } from '../../view/document-title.ts';
import { language } from '../../view/i18n.ts';
import { Copyable } from './Copyable.tsx';
import { words } from './connections.text.ts';
import { MailPart } from './MailPart.tsx';
import { Part } from './Part.tsx';
import { TokensPart } from './TokensPart.tsx';
import { WebhooksPart } from './WebhooksPart.tsx';
import './connections.css';

export function ConnectionsPage({ me }: { me: Me }) {
  const t = words();
  useTitle(t.title);
  return (
    <div class="page" key={me.desk.id}>
      <header class="page-head">
        <h1>{t.title}</h1>
        <p class="soft">{t.lead(me.desk.name)}</p>
      </header>
      <WebhooksPart me={me} />
      <TokensPart me={me} />
      <MailPart me={me} />
      <Part title={t.button} lead={t.buttonLead}>
        <Copyable label={t.snippet} value={snippet(me.desk.slug)} />
      </Part>
    </div>
  );
}

const snippet = (slug: string): string =>
  `<script src="${location.origin}/embed.js" data-desk="${slug}" data-lang="${language.value}" defer></script>`;
