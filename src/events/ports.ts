import type { Mistake } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { DefinitionLookup } from '#platform/definition'
import type { CustomerNumbers } from '#ingest'

/** What other rooms provide to event intake; wired in app. */
export interface EventPorts {
  readonly numbers: CustomerNumbers
  /** Whether the actor may see this customer. */
  maySee(actor: Actor, custId: string): Promise<boolean>
  /** Customers whose data were erased: nothing of theirs is stored again. */
  erased(): Promise<readonly string[]>
  /** Mistakes of the purposes an event declares: those nobody registered. */
  purposeMistakes(lookup: DefinitionLookup, purposes: readonly string[]): Promise<readonly Mistake[]>
}
