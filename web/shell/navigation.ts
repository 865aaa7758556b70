import type { Permission } from '#platform/access/contract'
import { type RoomPage, type RoomPages, type Section, sections } from '../ui/page/room-page.js'
import { jobsPages } from '../rooms/jobs/pages.js'
import { homePages } from '../rooms/home/pages.js'
import { segmentsPages } from '../rooms/segments/pages.js'
import { reviewPages } from '../rooms/review/pages.js'
import { insightPages } from '../rooms/insight/pages.js'
import { modelsPages } from '../rooms/models/pages.js'
import { analysesPages } from '../rooms/analyses/pages.js'
import { sourcesPages } from '../rooms/sources/pages.js'
import { ingestPages } from '../rooms/ingest/pages.js'
import { qualityPages } from '../rooms/quality/pages.js'
import { eventsPages } from '../rooms/events/pages.js'
import { identityPages } from '../rooms/identity/pages.js'
import { privacyPages } from '../rooms/privacy/pages.js'
import { customersPages } from '../rooms/customers/pages.js'
import { tagsPages } from '../rooms/tags/pages.js'
import { strategyPages } from '../rooms/strategy/pages.js'
import { executionPages } from '../rooms/execution/pages.js'
import { settingsPages } from '../rooms/settings/pages.js'

/** Every room that works. A room adds one line. */
export const rooms: readonly RoomPages[] = [homePages, sourcesPages, ingestPages, qualityPages, eventsPages, identityPages, privacyPages, customersPages, tagsPages, segmentsPages, reviewPages, insightPages, modelsPages, analysesPages, settingsPages, jobsPages, strategyPages, executionPages]

export interface MenuSection {
  readonly section: Section
  readonly pages: readonly RoomPage[]
}

const mayOpen = (page: RoomPage, permissions: readonly Permission[]): boolean =>
  page.permission === undefined || permissions.includes(page.permission)

/** The sections somebody sees, in the order of the loop; a section without pages is not there. */
export function menuFor(
  permissions: readonly Permission[],
  from: readonly RoomPages[] = rooms,
): readonly MenuSection[] {
  return sections
    .map((section) => ({
      section,
      pages: from
        .filter((room) => room.section === section)
        .flatMap(({ pages }) => pages)
        .filter((page) => page.inMenu !== false && mayOpen(page, permissions)),
    }))
    .filter(({ pages }) => pages.length > 0)
}

/** The page of a menu a place belongs to: of those whose path it lies under, the one with the longest. */
export function pageAt(pages: readonly RoomPage[], pathname: string): RoomPage | undefined {
  const under = pages.filter(({ path }) => (path === '/' ? pathname === '/' : pathname === path || pathname.startsWith(`${path}/`)))
  return under.sort((a, b) => b.path.length - a.path.length)[0]
}

/** Rooms with only the pages somebody may open. */
export function roomsFor(permissions: readonly Permission[]): readonly RoomPages[] {
  return rooms.map((room) => ({ ...room, pages: room.pages.filter((page) => mayOpen(page, permissions)) }))
}

/** Where a definition opens; undefined when no working room shows its kind. */
export function definitionPath(kind: string, key: string): string | undefined {
  return rooms.map(({ opens }) => opens?.[kind]).find((open) => open !== undefined)?.(key)
}
