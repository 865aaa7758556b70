import type { DefinitionMistake } from '../../../api/definitions.js'
import type { ConnectorDraft, SourceDraft } from './source-draft.js'

/** What every part of the form gets. */
export interface PartProps {
  readonly body: SourceDraft
  readonly set: (part: { readonly [Key in keyof SourceDraft]?: SourceDraft[Key] | undefined }) => void
  readonly mistakes: readonly DefinitionMistake[]
}

export interface ConnectorProps {
  readonly connector: ConnectorDraft
  readonly set: (part: Readonly<Record<string, unknown>>) => void
  readonly mistakes: readonly DefinitionMistake[]
}
