// The rules of files: each is offered by one side, accepted by the other, and finished by whoever knows how it went.
import { fileProblem } from '../desk/policy.ts';
import { assertNever, type Refusal, refuse } from '../errors.ts';
import type { CommandOf } from './commands.ts';
import type { Draft } from './events.ts';
import { LIMITS } from './scopes.ts';
import type { OpenSession } from './state.ts';

type FileCommand = CommandOf<'offer-file' | 'accept-file' | 'reject-file' | 'finish-file'>;

export function decideFile(
  state: OpenSession,
  wish: FileCommand,
  role: 'technician' | 'customer',
): Draft[] | Refusal {
  const { fileId } = wish;
  const file = state.files[fileId];
  if (wish.type === 'offer-file') return offer(state, wish, role);
  if (!file) return refuse('NO_SUCH_FILE');
  const isReceiver = file.from !== role;
  switch (wish.type) {
    case 'accept-file':
      if (!isReceiver) return refuse('NOT_YOURS');
      if (file.stage === 'accepted') return [];
      return file.stage === 'offered' ? [{ type: 'file.accepted', fileId, detail: null }] : refuse('NOT_NOW');
    case 'reject-file':
      if (!isReceiver) return refuse('NOT_YOURS');
      if (file.stage === 'rejected') return [];
      return file.stage === 'offered' ? [{ type: 'file.rejected', fileId, detail: null }] : refuse('NOT_NOW');
    case 'finish-file':
      if (file.stage === 'done') return [];
      if (file.stage === 'rejected') return refuse('NOT_NOW');
      // Only the receiver can know that a file arrived whole.
      if (wish.result === 'complete' && (!isReceiver || file.stage !== 'accepted'))
        return refuse('NOT_YOURS');
      if (wish.result === 'complete' && (wish.bytes !== file.size || wish.sha256 === null))
        return refuse('BAD_INPUT');
      return [
        {
          type: 'file.done',
          fileId,
          result: wish.result,
          bytes: wish.bytes,
          detail: { sha256: wish.sha256 },
        },
      ];
    default:
      return assertNever(wish);
  }
}

function offer(
  state: OpenSession,
  wish: CommandOf<'offer-file'>,
  role: 'technician' | 'customer',
): Draft[] | Refusal {
  const { fileId, name, size } = wish;
  const all = Object.values(state.files);
  if (state.files[fileId]) return [];
  const problem = fileProblem(state.policy, name, size);
  if (problem) return refuse(problem);
  const waiting = all.filter((file) => file.stage === 'offered' || file.stage === 'accepted');
  if (waiting.length >= LIMITS.openFiles || all.length >= LIMITS.filesPerSession)
    return refuse('TOO_MANY_FILES');
  return [{ type: 'file.offered', fileId, from: role, size, detail: { name } }];
}
