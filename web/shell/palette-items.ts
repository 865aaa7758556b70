import { z } from 'zod'
import type { Permission } from '#platform/access/contract'
import type { TwoLanguages } from '../ui/language/translated.js'
import { definitionPath, roomsFor } from './navigation.js'
import { sectionNames } from './navigation-words.js'

/** Answer of GET /api/v1/search. */
export const searchSchema = z.object({
  items: z.array(
    z.object({
      kind: z.string(),
      key: z.string(),
      name: z.object({ zh: z.string(), en: z.string().nullish() }),
    }),
  ),
})
export type SearchAnswer = z.infer<typeof searchSchema>

export interface PaletteItem {
  readonly key: string
  /** Section of a page; kind of a definition. */
  readonly group: TwoLanguages
  readonly name: TwoLanguages
  readonly to: string
}

/** Pages whose name in either language, section or path holds every word typed. */
export function findPages(typed: string, permissions: readonly Permission[]): readonly PaletteItem[] {
  const parts = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return roomsFor(permissions).flatMap(({ section, pages }) =>
    pages
      .filter(({ inMenu }) => inMenu !== false)
      .filter(({ label, path }) => {
        const text =
          `${label.zh} ${label.en} ${sectionNames[section].zh} ${sectionNames[section].en} ${path}`.toLowerCase()
        return parts.every((part) => text.includes(part))
      })
      .map(({ path, label }) => ({ key: path, group: sectionNames[section], name: label, to: path })),
  )
}

/** What the server found, as far as a working room can open it. */
export function toItems(
  { items }: SearchAnswer,
  kindName: (kind: string) => TwoLanguages,
): readonly PaletteItem[] {
  return items.flatMap(({ kind, key, name }) => {
    const to = definitionPath(kind, key)
    const item = {
      key: `${kind} ${key}`,
      group: kindName(kind),
      name: { zh: name.zh, en: name.en ?? undefined },
    }
    return to === undefined ? [] : [{ ...item, to }]
  })
}
