import type { ComponentType } from 'react'
import type { Permission } from '#platform/access/contract'
import type { WordSet } from '../language/resources.js'
import type { TwoLanguages } from '../language/translated.js'

/** The loop, in the order of the navigation. */
export const sections = [
  'home',
  'data',
  'insight',
  'customers',
  'models',
  'strategy',
  'execution',
  'review',
  'settings',
] as const
export type Section = (typeof sections)[number]

export interface RoomPage {
  /** Absolute, with `:name` places: `/customers/segments/:key`. */
  readonly path: string
  /** Name in both languages, since the navigation shows both. */
  readonly label: Required<TwoLanguages>
  /** Without it the page is neither listed nor opened. */
  readonly permission?: Permission
  /** The page's component, loaded when it is opened. */
  readonly load: () => Promise<ComponentType>
  /** False for a page reached from another, such as an object's page. */
  readonly inMenu?: boolean
  /** Stands beside its line in the menu, such as how many things wait. */
  readonly badge?: ComponentType
}

/** What a room gives the shell: its pages, its words, and where its definitions open. */
export interface RoomPages {
  readonly section: Section
  readonly words: WordSet
  readonly pages: readonly RoomPage[]
  /** Path of a definition by its kind, for search and lineage. */
  readonly opens?: Readonly<Record<string, (key: string) => string>>
}
