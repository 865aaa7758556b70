import type { Mistake } from '#kernel/error'
import type { Actor, Permission } from '#platform/access/contract'
import type { ApplyItem, DefinitionFile } from './contract.js'

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

/** What a published version says; it never changes, and nobody may write into its body. */
export interface PublishedVersion<Body> extends Pick<Definition<Body>, 'kind' | 'key' | 'name' | 'body'> {
  readonly version: number
  readonly publishedAt: string
  readonly publishedBy: string
}

/** Finds definitions while one is checked; during an apply, those of the same apply first. */
export interface DefinitionLookup {
  /** The draft when there is one, else the published body; null when there is none or it is archived. */
  find(
    kind: string,
    key: string,
  ): Promise<Pick<Definition<unknown>, 'kind' | 'key' | 'name' | 'body' | 'version'> | null>
  /** Every one of a kind that is not archived; `isPending` of those of the same apply. */
  list(kind: string): Promise<{ readonly key: string; readonly name: { readonly zh: string; readonly en?: string | undefined }; readonly body: unknown; readonly isPending: boolean }[]>
}

/** One kind of thing people define (tag, segment, source, strategy, metric); a room registers it. */
export interface DefinitionKind<Body> {
  readonly kind: string
  /** Room order: references point to lower numbers; export and apply follow it. */
  readonly order: number
  /** Who reads and writes this kind through the routes; `publish` when publishing asks for more than writing. */
  readonly permissions: {
    readonly read: Permission
    readonly write: Permission
    readonly publish?: Permission
  }
  /**
   * Parses and checks a body, every mistake collected and located from the body, such as `rule.all[2].value`. Look
   * definitions up through `lookup` only, so that one file of an apply sees the others. Existence of what
   * `references` names, circles and archived targets are checked for every kind already.
   */
  check(body: unknown, lookup: DefinitionLookup): Promise<{ body: Body } | { mistakes: readonly Mistake[] }>
  /** What the body refers to, for lineage and archive checks. */
  references(body: Body): readonly { kind: string; key: string; version: number | 'latest' }[]
}

export interface Definitions {
  register<Body>(kind: DefinitionKind<Body>): void
  /** Not archived ones, by key; `archived: true` gives the archived ones instead. */
  list<Body>(kind: string, options?: { archived?: boolean }): Promise<Definition<Body>[]>
  /** The draft when there is one, else the published body. Fails NOT_FOUND. */
  get<Body>(kind: string, key: string): Promise<Definition<Body>>
  /**
   * An immutable published version: of a number it is asked of the ledger once and remembered within bounds; of `latest` the
   * ledger is asked which one that is. Fails NOT_FOUND, and DEFINITION_NOT_PUBLISHED.
   */
  version<Body>(kind: string, key: string, version: number | 'latest'): Promise<PublishedVersion<Body>>
  versions(
    kind: string,
    key: string,
  ): Promise<{ version: number; publishedAt: string; publishedBy: string; note: string }[]>
  /** Creates a draft (revision 1). */
  create<Body>(
    kind: string,
    input: { key: string; name: { zh: string; en?: string | undefined }; body: unknown },
    actor: Actor,
  ): Promise<Definition<Body>>
  /** Replaces the draft; a stale revision fails CONFLICT. */
  save<Body>(
    kind: string,
    key: string,
    input: { revision: number; name: { zh: string; en?: string | undefined }; body: unknown },
    actor: Actor,
  ): Promise<Definition<Body>>
  /** Makes the draft the next immutable version. */
  publish<Body>(
    kind: string,
    key: string,
    input: { revision: number; note?: string | undefined },
    actor: Actor,
  ): Promise<Definition<Body> & { readonly version: number }>
  /** Refused while something else uses it. */
  archive(kind: string, key: string, actor: Actor): Promise<void>
  /** What refers to this definition. */
  usedBy(kind: string, key: string): Promise<{ kind: string; key: string }[]>
  /** Every reference between definitions: `from`, which is not archived, refers to `to` by draft or live version. */
  edges(): Promise<{ from: { kind: string; key: string }; to: { kind: string; key: string } }[]>
  /** Registered kinds in room order. */
  kinds(): readonly Pick<DefinitionKind<unknown>, 'kind' | 'order' | 'permissions'>[]
  /** Checks a body without saving: the mistakes, or none. */
  check(kind: string, key: string | null, body: unknown): Promise<readonly Mistake[]>
  /** Every live version as stable YAML, one file each: `<kind>/<key>.yaml`, kinds in room order. */
  exportAll(): Promise<DefinitionFile[]>
  /** Writes `exportAll` file by file. */
  exportTo(write: (path: string, text: string) => Promise<void>): Promise<number>
  /** What `apply` would do. Throws Mistakes with every mistake of every file. */
  planApply(files: readonly DefinitionFile[]): Promise<ApplyItem[]>
  /**
   * Publishes what differs, in kind order, all or nothing. Without `force`, fails APPLY_CONFLICT when a live version is
   * not the one the file was exported from, or a shared draft would be overwritten.
   */
  apply(
    files: readonly DefinitionFile[],
    actor: Actor,
    options?: { force?: boolean; note?: string },
  ): Promise<ApplyItem[]>
}
