import type { Actor } from '#platform/access/contract'
import type { Sql } from '#kernel/sql'
import type { CustomerStanding, CustomerUses } from './contract.js'
import type { Face } from './domain/face.js'

export interface OrgPlace {
  readonly orgId: string
  readonly path: string
  readonly nameZh: string
  readonly nameEn: string | null
}

/** One person as later rooms may ask for them: our number and the customer numbers the asker may see. */
export interface PersonKey {
  readonly custNo: number
  readonly custIds: readonly string[]
}

/** A tag value of the newest snapshot, as stored. */
export interface TagValue {
  readonly key: string
  readonly name: { readonly zh: string; readonly en?: string | undefined }
  readonly facet: string
  readonly classification: string
  readonly type: string
  readonly ccy: string | null
  readonly values: readonly { readonly code: string; readonly zh: string; readonly en: string }[]
  readonly value: string | number | boolean | readonly string[] | null
  /** How the customer is spread over codes, where the tag says so. */
  readonly shares: readonly { readonly code: string; readonly zh: string; readonly en: string; readonly share: number }[]
  /** Since when the customer objects to the tag, which then has no value. */
  readonly refused: string | null
  readonly face: Face
  /** The date the value is of. */
  readonly asOf: string
  readonly refresh: string
  readonly stale: boolean
  readonly grade: string | null
  readonly unsure: boolean
  readonly model: string | null
}

/** Why a person has a value of a tag: its definition in words, and what each of its readings is of that person. */
export interface TagReason {
  readonly asOf: string
  readonly sentence: { readonly zh: string; readonly en: string } | null
  /** The model or analysis whose answer the tag is; its reasons are there. */
  readonly model: string | null
  readonly readings: readonly { readonly phrase: { readonly zh: string; readonly en: string }; readonly type: string; readonly ccy: string | null; readonly value: string | null }[]
  /** Since when the customer objects to the tag: nothing is told of why it would have had a value. */
  readonly refused: string | null
}

/** Something sent to a customer. */
export interface SentTouch {
  readonly id: string
  readonly custId: string
  readonly listId: string
  readonly strategy: string
  readonly channel: string
  readonly at: string
}

export interface SearchFilter {
  readonly segment?: string | undefined
  readonly tag?: { readonly key: string; readonly value: string } | undefined
}

/** What later rooms and access give; wired in app. */
export interface CustomerPorts {
  orgs(): Promise<readonly OrgPlace[]>
  /** Condition over rows with `cust_no`, or an error when there is no such segment snapshot or tag. */
  members(filter: SearchFilter, asOf: string): Promise<Sql>
  /** Of a person with numbers outside the actor's scope too, only what the actor may see of the whole person. */
  tags(person: PersonKey, actor: Actor, asOf: string): Promise<{ asOf: string; values: readonly TagValue[] } | null>
  /** @throws AppError NOT_FOUND for an unknown tag */
  why(person: PersonKey, tag: string, actor: Actor, asOf: string): Promise<TagReason>
  /** Where a person stands among the customers the actor sees. */
  standing(person: PersonKey, actor: Actor, asOf: string): Promise<CustomerStanding>
  segments(person: PersonKey, asOf: string): Promise<CustomerUses['segments']>
  lists(person: PersonKey): Promise<CustomerUses['lists']>
  /** Newest first, at or before an instant; through some channels, or through any when none is named. */
  sent(person: PersonKey, asked: { readonly before: string; readonly channels: readonly string[]; readonly limit: number }): Promise<readonly SentTouch[]>
}
