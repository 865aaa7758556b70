import { AppError } from '#kernel/error'

/** CONFLICT of a write that carried an old revision: what the other writer changed against what this one sends. */
export class DefinitionConflict extends AppError {
  constructor(
    readonly difference: readonly string[],
    readonly current: { readonly revision: number; readonly updatedBy: string },
  ) {
    super('CONFLICT', { ...current, difference: difference.join(', ') }, 'revision')
    this.name = 'DefinitionConflict'
  }
}
