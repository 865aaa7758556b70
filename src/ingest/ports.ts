import type { Query } from '#kernel/sql'
import type { Mistake } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { DefinitionLookup } from '#platform/definition'
import type { Source } from './contract.js'

/** Gives every customer id a dense number; the identity room provides it. */
export interface CustomerNumbers {
  /** Numbers the ids of a query that have none yet; returns how many were new. */
  assign(ids: Query<{ cust_id: string }>): Promise<number>
  /** Who writes rows under customers' numbers does so in here, from looking the numbers up on: no merge changes them meanwhile. */
  hold<T>(work: () => Promise<T>): Promise<T>
  /** Called whenever customers were given other numbers: what was remembered is out of date. */
  onChange(forget: () => void): void
}

export interface OrgRow {
  readonly orgId: string
  readonly parentId: string | null
  readonly level: string | null
  readonly nameZh: string
  readonly nameEn: string | null
}

/** Where the bank's org tree goes; platform/access provides it. */
export interface OrgSink {
  replace(orgs: readonly OrgRow[], actor: Actor): Promise<void>
}

/** What may be taken in at all; the privacy room provides it. */
export interface PrivacyGuard {
  /** A source without a registered purpose, or with data that must never be stored. */
  mistakes(source: Source, lookup: DefinitionLookup): Promise<readonly Mistake[]>
  /** Takes customers whose data were erased out of tables of a run nobody sees yet. */
  forget(run: { readonly runId: number; readonly tables: readonly string[] }): Promise<void>
}

/** Sees direct identifiers in clear while they are sealed; keeps counts and masked shapes only. */
export interface IdentifierObserver {
  see(row: Readonly<Record<string, string | null>>): void
  keep(): Promise<void>
}

/** Looks on at loads; the quality room provides it. */
export interface LoadWatch {
  identifiers(loadId: string): IdentifierObserver
  /** Called when a load is visible; starts its own work and returns. */
  loaded(load: { readonly source: string; readonly loadId: string; readonly businessDate: string }, actor: Actor): Promise<void>
}

/** What rooms know a person by besides customer numbers. Identifiers are in clear: held while they are used, never kept. */
export interface PersonMarks {
  readonly texts: readonly string[]
  readonly devices: readonly string[]
}

/** A person whose data are erased, with every customer number it covers. */
export interface ErasedPerson extends PersonMarks {
  readonly custIds: readonly string[]
}

export interface ErasureWork {
  readonly signal: AbortSignal
  /** Call before rows go, with how many: an attempt that was interrupted has counted them. */
  removing(table: string, rows: number): Promise<void>
}

/** Where a room keeps data of persons that no column `cust_id` leads to. Done again, an erasure changes nothing more. */
export interface ErasurePlace {
  readonly name: string
  /** What the room knows the person by; every place is asked before anything is removed. */
  marks?(custIds: readonly string[]): Promise<PersonMarks>
  erase(person: ErasedPerson, work: ErasureWork): Promise<void>
}

export interface IngestPorts {
  readonly numbers: CustomerNumbers
  readonly orgs: OrgSink
  readonly privacy: PrivacyGuard
  readonly watch: LoadWatch
}
