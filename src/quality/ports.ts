import type { Tell } from './domain/rule-body.js'

/** Who is told: a role, a login, or one person. */
export type Told = Tell | { readonly person: string }

export interface PersonToTell {
  readonly id: string
  readonly name: string
  readonly login: string
}

/** How a column must be handled, as the privacy room keeps it. */
export interface ColumnClass {
  readonly class: 'C1' | 'C2' | 'C3'
  readonly level: number
  readonly sensitive: boolean
}

export interface BankColumnUse {
  readonly table: string
  readonly column: string
}

export interface ListOfStrategy {
  readonly id: string
  readonly asOf: string
  readonly size: number
}

/** What app gives the room: what later rooms and the access platform know. */
export interface QualityPorts {
  /** Enabled people a rule tells, each once. */
  people(tell: readonly Told[]): Promise<readonly PersonToTell[]>
  /** Bank columns a definition reads that its body names in words of its own (outcomes, campaigns), not in rules. */
  columnsOf(kind: string, body: unknown): readonly BankColumnUse[]
  /** Frozen lists of a strategy, newest first. */
  listsOf(strategy: string): Promise<readonly ListOfStrategy[]>
  /** The strategy a list is of; null when there is no such list. */
  strategyOf(listId: string): Promise<string | null>
  /** Classes of every bank column and custom attribute, by `table.column`. */
  classes(): Promise<ReadonlyMap<string, ColumnClass>>
}
