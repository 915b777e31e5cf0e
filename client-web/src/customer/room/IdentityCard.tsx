// Who asks: name, desk, since when, and whether anybody but the desk itself says which company it is. In words, never by a mark alone.
import type { Card } from '../../../../shared/people/card.ts';
import { Avatar } from '../../view/Avatar.tsx';
import { monthOf } from '../../view/format.ts';
import { Icon } from '../../view/Icon.tsx';
import { check } from '../../view/icons.ts';
import { warning } from '../../view/notice-icons.ts';
import { words } from './card.text.ts';

interface IdentityCardProps {
  name: string;
  desk: string;
  card: Card | null;
}

export function IdentityCard({ name, desk, card }: IdentityCardProps) {
  const t = words();
  const company = card?.company ?? null;
  return (
    <div class="who-card">
      <Avatar name={name} size="large" />
      <div class="stack stack-tight">
        <p>
          <strong>
            <bdi>{name}</bdi>
          </strong>
          <br />
          <bdi>{t.desk(desk)}</bdi>
        </p>
        {card?.since != null && <p class="soft small">{t.since(monthOf(card.since))}</p>}
        <p class="who-company">
          <Icon draw={company ? check : warning} />
          <strong>{company ? t.verified(company.legalName) : t.notVerified}</strong>
        </p>
        <p class="soft small">
          {company ? t.verifiedHow(company.domain, company.legalName) : t.notVerifiedHow}
        </p>
      </div>
    </div>
  );
}
