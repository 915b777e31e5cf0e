// The permission board: what one technician can do now, a line a scope, each with how it stands, its time and its own Stop.
import { useEffect } from 'preact/hooks';
import type { Scope } from '../../../../shared/session/scopes.ts';
import type { Grant } from '../../../../shared/session/state.ts';
import type { ViewFlow } from '../../features/consent/view-flow.ts';
import type { Help } from '../../features/help.ts';
import { HostCard } from '../../features/host/HostCard.tsx';
import type { HostLink } from '../../features/host/host-link.ts';
import { canShowScreen } from '../../features/screen/capture.ts';
import { clipboard, computer, eye, file, mouse, record, restart } from '../../view/icons.ts';
import { announce } from '../../view/LiveRegion.tsx';
import { Notice } from '../../view/Notice.tsx';
import { ScopeBoard, ScopeRow } from '../../view/ScopeRow.tsx';
import { words as caution } from './caution.text.ts';
import type { OwnAnswers } from './own-answers.ts';
import { words } from './room.text.ts';

interface BoardProps {
  name: string;
  help: Help;
  flow: ViewFlow;
  host: HostLink;
  own: OwnAnswers;
  /** The program on this computer belongs to one session. */
  hasHostCard: boolean;
}

export function Board({ name, help, flow, host, own, hasHostCard }: BoardProps) {
  const { value: showing } = flow.showing;
  const isPaired = host.host.value?.stage === 'paired';
  const state = help.session.state.value;
  const asked = isPaired && state.phase === 'open' ? state.ask : null;
  const byHost = (scope: Scope) => host.live.value.find((grant) => grant.scope === scope);
  const seen = byHost('view');
  const isAsked = flow.prompt.value !== null || asked?.scope === 'view';
  const isOn = showing !== null || seen !== undefined;
  useEffect(() => {
    if (isOn) announce(words().seesNow(name), 'assertive');
  }, [isOn]);
  return (
    <>
      <ScopeBoard title={words().board(name)}>
        <ScopeRow
          draw={eye}
          name={words().seeScreen}
          state={seeing(showing?.grant ?? seen, isAsked, isPaired)}
          tone={isOn ? 'on' : isAsked ? 'ask' : 'off'}
          endsAt={showing?.endsAt ?? endOf(seen, help)}
          onStop={isOn ? () => (seen ? host : flow).stop('stop') : undefined}
        />
        <UseMouse
          grant={byHost('control')}
          isAsked={asked?.scope === 'control'}
          isLocked={own.isRisky.value}
          help={help}
          host={host}
        />
        {HOST_SCOPES.map((scope) => (
          <ByHost
            key={scope}
            scope={scope}
            grant={byHost(scope)}
            isAsked={asked?.scope === scope}
            help={help}
            host={host}
          />
        ))}
        <ScopeRow draw={file} name={words().files} state={words().eachAsked} />
      </ScopeBoard>
      {(isOn || host.live.value.length > 0) && <p class="soft small">{words().stopHint}</p>}
      {own.isRisky.value && <Notice kind="info">{caution().viewOnlyShort}</Notice>}
      {hasHostCard && state.phase === 'open' && state.device.kind === 'computer' && (
        <HostCard link={host} name={name} isAsked={asked !== null} />
      )}
    </>
  );
}

interface HostScopeProps {
  grant: Grant | undefined;
  isAsked: boolean;
  help: Help;
  host: HostLink;
}

function UseMouse({ grant, isAsked, isLocked, help, host }: HostScopeProps & { isLocked: boolean }) {
  const isPaired = host.host.value?.stage === 'paired';
  const off = isLocked ? caution().locked : isPaired ? words().off : words().needsHost;
  return (
    <ScopeRow
      draw={mouse}
      name={words().useMouse}
      state={grant ? words().using : isAsked ? words().asking : off}
      tone={grant ? 'on' : isAsked ? 'ask' : 'off'}
      endsAt={endOf(grant, help)}
      onStop={grant ? () => host.stop('stop') : undefined}
    />
  );
}

const HOST_SCOPES = ['record', 'clipboard-in', 'clipboard-out', 'sysinfo', 'reboot'] as const;
const DRAWN: Readonly<Record<(typeof HOST_SCOPES)[number], string>> = {
  record,
  'clipboard-in': clipboard,
  'clipboard-out': clipboard,
  sysinfo: computer,
  reboot: restart,
};

/** Rarely asked for, so it stands on the board only while somebody asks or it is allowed. */
function ByHost({ scope, grant, isAsked, help, host }: HostScopeProps & { scope: keyof typeof DRAWN }) {
  if (!grant && !isAsked) return null;
  return (
    <ScopeRow
      draw={DRAWN[scope]}
      name={words().rare[scope].name}
      state={grant ? words().rare[scope].on : words().asking}
      tone={grant ? (scope === 'record' ? 'rec' : 'on') : 'ask'}
      endsAt={endOf(grant, help)}
      onStop={grant ? () => host.stop('stop') : undefined}
    />
  );
}

/** By this computer's clock. */
const endOf = (grant: Grant | undefined, { session }: Help): number | undefined =>
  grant && grant.expiresAt - session.clockOffset.value;

function seeing(grant: Grant | undefined, isAsked: boolean, isPaired: boolean): string {
  if (grant) return words().seeing[grant.surface];
  if (isAsked) return words().asking;
  return isPaired || canShowScreen() ? words().off : words().noScreen;
}
