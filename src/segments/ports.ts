import type { TagPorts } from '#tags'

/** What the segments room needs of others: org paths, and the template packs that ship with the product. */
export interface SegmentPorts extends TagPorts {
  /** Packs as they were read, not checked yet, with the file's name. */
  templates(): Promise<readonly { readonly file: string; readonly pack: unknown }[]>
}
