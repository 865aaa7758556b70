import type { Mistake } from '#kernel/error'
import type { Actor } from '#platform/access/contract'

export interface Definition<Body> {
  readonly kind: string
  /** Immutable slug, unique per kind. */
  readonly key: string
  readonly name: { readonly zh: string; readonly en?: string | undefined }
  readonly body: Body
  /** Revision of the shared draft; writes carry it. */
  readonly revision: number
  /** Latest published version; null before the first publish. */
  readonly version: number | null
  /** The draft differs from the latest published version. */
  readonly hasDraft: boolean
  readonly archived: boolean
  readonly updatedAt: string
  readonly updatedBy: string
}

/** One kind of thing people define (tag, segment, source, strategy, metric); a room registers it. */
export interface DefinitionKind<Body> {
  readonly kind: string
  /** Room order: references point to lower numbers; export and apply follow it. */
  readonly order: number
  /** Parses and checks a body, every mistake collected and located. */
  check(body: unknown): Promise<{ body: Body } | { mistakes: readonly Mistake[] }>
  /** What the body refers to, for lineage and archive checks. */
  references(body: Body): readonly { kind: string; key: string; version: number | 'latest' }[]
}

export interface Definitions {
  register<Body>(kind: DefinitionKind<Body>): void
  list<Body>(kind: string): Promise<Definition<Body>[]>
  /** The draft when there is one, else the published body. Fails NOT_FOUND. */
  get<Body>(kind: string, key: string): Promise<Definition<Body>>
  /** An immutable published version. */
  version<Body>(kind: string, key: string, version: number | 'latest'): Promise<Definition<Body> & { readonly version: number }>
  versions(kind: string, key: string): Promise<{ version: number; publishedAt: string; publishedBy: string; note: string }[]>
  /** Creates a draft (revision 1). */
  create<Body>(kind: string, input: { key: string; name: { zh: string; en?: string | undefined }; body: unknown }, actor: Actor): Promise<Definition<Body>>
  /** Replaces the draft; a stale revision fails CONFLICT. */
  save<Body>(kind: string, key: string, input: { revision: number; name: { zh: string; en?: string | undefined }; body: unknown }, actor: Actor): Promise<Definition<Body>>
  /** Makes the draft the next immutable version. */
  publish<Body>(kind: string, key: string, input: { revision: number; note?: string | undefined }, actor: Actor): Promise<Definition<Body> & { readonly version: number }>
  /** Refused while something else uses it. */
  archive(kind: string, key: string, actor: Actor): Promise<void>
  /** What refers to this definition. */
  usedBy(kind: string, key: string): Promise<{ kind: string; key: string }[]>
}
