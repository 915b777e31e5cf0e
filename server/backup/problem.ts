// Why a backup was not made or not restored.

/** In words for the operator. Nothing was written over. */
export class BackupProblem extends Error {
  override readonly name = 'BackupProblem';
}
