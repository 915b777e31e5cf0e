// The question, over the room. Refuse comes first and is as strong as Allow; Allow works only after a moment; nothing
// is sent before the customer has seen the very picture and pressed "show it". Silence is refusal.
import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { currentNotice, noticeText } from '../../../../shared/consent/notices.ts';
import { isWithin, naming } from '../../../../shared/session/scopes.ts';
import type { Manner, Prompt, ViewFlow } from '../../features/consent/view-flow.ts';
import type { Help } from '../../features/help.ts';
import type { Capture } from '../../features/screen/capture.ts';
import { ArmedButton } from '../../view/ArmedButton.tsx';
import { Button } from '../../view/Button.tsx';
import { Choices } from '../../view/Choices.tsx';
import { language } from '../../view/i18n.ts';
import { stop } from '../../view/icons.ts';
import { LanguageSwitch } from '../../view/LanguageSwitch.tsx';
import { Notice } from '../../view/Notice.tsx';
import { Sheet } from '../../view/Sheet.tsx';
import { Timer } from '../../view/Timer.tsx';
import { words as companyWords } from './company.text.ts';
import { words } from './room.text.ts';
import { openSmallWindow, type SmallWindowOf } from './SmallWindow.tsx';
import type { Stay } from './stay.ts';

type By = Manner['m'];

interface AskSheetProps {
  /** Whose question it is. */
  stay: Stay;
  /** Somebody else who sees something now; null where nobody does. */
  other: Stay | null;
  /** Somebody else asks as well, and waits. */
  isNotAlone: boolean;
  /** For the small window on top. */
  small: SmallWindowOf;
}

export function AskSheet({ stay, other, isNotAlone, small }: AskSheetProps) {
  const { flow, help, me } = stay;
  const { name } = me.technician;
  const desk = me.desk.name;
  const { value: prompt } = flow.prompt;
  const minutes = useSignal(0);
  const text = useRef<HTMLParagraphElement>(null);
  const since = useRef(0);
  const asked = prompt?.ask.minutes ?? 0;
  useEffect(() => {
    minutes.value = asked;
    since.current = performance.now();
  }, [prompt?.ask.askId]);
  if (!prompt) return null;
  const chosen = minutes.value || asked;
  const same = sameFor(prompt, other);
  const show = () => {
    openSmallWindow(small);
    void flow.show();
  };
  const manner = (m: By): Manner => ({ m, shown: Math.round(performance.now() - since.current) });
  const allow = (by: By) => {
    const notice = currentNotice(prompt.ask.scope, language.value);
    // What stood on the screen, read from the page itself and not from what it was told to show.
    const shown = text.current?.textContent ?? '';
    flow.allow({ notice, text: shown, minutes: chosen, manner: manner(by) }, same ?? undefined);
  };
  return (
    <Sheet
      open
      dismissable={false}
      tone="ask"
      title={prompt.step === 'preview' ? words().previewTitle(name) : words().askTitle(name, desk)}
      actions={
        <Answers
          prompt={prompt}
          flow={flow}
          name={name}
          onRefuse={(by) => flow.refuse(manner(by))}
          onAllow={allow}
          onShow={show}
        />
      }
    >
      {flow.showing.value && (
        <Button kind="danger" draw={stop} wide onClick={() => flow.stop('stop')}>
          {words().stopNow(name)}
        </Button>
      )}
      {isNotAlone && <p class="soft small">{companyWords().asksToo}</p>}
      {prompt.step === 'asked' && (
        <Question
          prompt={prompt}
          help={help}
          text={text}
          name={name}
          desk={desk}
          minutes={chosen}
          sameAs={same && other ? other.me.technician.name : null}
          onMinutes={(n) => (minutes.value = n)}
        />
      )}
      {prompt.step === 'picking' && <p role="status">{words().picking}</p>}
      {prompt.step === 'wider' && (
        <Notice kind="ask" role="alert">
          {prompt.isGuess ? words().widerGuess : words().wider(prompt.picked, prompt.ask.surface)}
        </Notice>
      )}
      {prompt.step === 'preview' && <Preview stream={prompt.capture.stream} />}
      {prompt.step === 'recording' && <p role="status">{words().recording}</p>}
      <Aside prompt={prompt} flow={flow} offset={help.session.clockOffset.value} />
    </Sheet>
  );
}

/** What somebody else sees already, where it is no wider than this question. */
function sameFor({ step, ask }: Prompt, other: Stay | null): Capture | null {
  const capture = other?.flow.showing.value?.capture;
  return step === 'asked' && capture && isWithin(capture.surface, ask.surface) ? capture : null;
}

interface QuestionProps {
  prompt: Prompt;
  help: Help;
  text: RefObject<HTMLParagraphElement | null>;
  name: string;
  desk: string;
  minutes: number;
  /** Who sees something now that will be looked at first; null where the browser asks what to show. */
  sameAs: string | null;
  onMinutes: (minutes: number) => void;
}

function Question({ prompt, help, text, name, desk, minutes, sameAs, onMinutes }: QuestionProps) {
  const { ask } = prompt;
  const reason = help.ledger.asks.value.get(ask.askId)?.statement.reason;
  const notice = currentNotice(ask.scope, language.value);
  const auth = help.ledger.auth.value;
  const shorter = [5, 15, 30].filter((n) => n < ask.minutes);
  return (
    <>
      <p class="notice-text" ref={text}>
        {noticeText(notice, { tech: name, desk, surface: ask.surface, ...naming(ask), minutes })}
      </p>
      {reason && (
        <figure class="quote">
          <figcaption>{words().reasonOf(name)}</figcaption>
          <blockquote>
            <bdi>{reason}</bdi>
          </blockquote>
        </figure>
      )}
      {(ask.surface === 'monitor' || auth === 'none') && (
        <Notice kind="info" title={words().careTitle}>
          {ask.surface === 'monitor' && <p>{words().monitorWarning}</p>}
          {auth === 'none' && <p>{words().whoUnverified}</p>}
        </Notice>
      )}
      {shorter.length > 0 && (
        <Choices
          legend={words().forHowLong}
          shape="row"
          value={String(minutes)}
          options={[...shorter, ask.minutes].map((n) => ({ value: String(n), label: words().minutes(n) }))}
          onChange={(value) => onMinutes(Number(value))}
        />
      )}
      <p class="soft small">{sameAs === null ? words().afterAllow : companyWords().sameHint(sameAs, name)}</p>
      <p class="soft small">{words().recorded}</p>
      <LanguageSwitch />
    </>
  );
}

interface AnswersProps {
  prompt: Prompt;
  flow: ViewFlow;
  name: string;
  onRefuse: (by: By) => void;
  onAllow: (by: By) => void;
  onShow: () => void;
}

function Answers({ prompt, flow, name, onRefuse, onAllow, onShow }: AnswersProps) {
  if (prompt.step === 'recording') return null;
  return (
    <div class="answers">
      <Button kind="quiet" autofocus onClick={({ detail }) => onRefuse(detail === 0 ? 'kbd' : 'click')}>
        {words().refuse}
      </Button>
      {prompt.step === 'asked' && (
        <ArmedButton key={prompt.ask.askId} onAllow={onAllow}>
          {words().allow}
        </ArmedButton>
      )}
      {prompt.step === 'wider' && (
        <Button kind="primary" onClick={() => flow.again()}>
          {words().again}
        </Button>
      )}
      {prompt.step === 'preview' && (
        <ArmedButton key="show" onAllow={onShow}>
          {words().show(name)}
        </ArmedButton>
      )}
    </div>
  );
}

/** What else can be done, apart from the answer itself. */
function Aside({ prompt, flow, offset }: { prompt: Prompt; flow: ViewFlow; offset: number }) {
  if (prompt.step === 'asked')
    return (
      <p class="soft small row">
        <span>
          {words().answerLeft}: <Timer endsAt={prompt.ask.answerBy - offset} />
        </span>
        <Button kind="quiet" onClick={() => flow.extend()}>
          {words().moreTime}
        </Button>
      </p>
    );
  if (prompt.step === 'preview')
    return (
      <Button kind="quiet" onClick={() => flow.again()}>
        {words().again}
      </Button>
    );
  return null;
}

function Preview({ stream }: { stream: MediaStream }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  return (
    <>
      <video ref={video} class="preview" autoplay muted playsInline aria-label={words().previewLabel} />
      <p class="soft small">{words().previewHint}</p>
    </>
  );
}
