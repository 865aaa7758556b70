import type { SegmentOrgs } from '../contract-life.js'

export interface OrgRow {
  readonly path: string
  readonly customers: number
  readonly members: number
}

type Item = SegmentOrgs['items'][number]

/** Where customers of no org are counted. */
export const NO_ORG = '/-/'

function ancestors(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '')
  return parts.map((_, at) => `/${parts.slice(0, at + 1).join('/')}/`)
}

const parentOf = (path: string): string => path.replace(/[^/]+\/$/, '')
const depthOf = (path: string): number => path.split('/').length - 2

/**
 * Members of a segment by org, each with those of the orgs below it, parents before children. Counts of members below the
 * smallest cell are hidden, and so is everything that would give one away by subtraction from its parent: where an org shown has
 * one hidden part (a child, or the customers it holds itself), the next smallest part is hidden too; below a hidden org all
 * parts are (secondary suppression; Hundepool et al., Statistical Disclosure Control, 2012, ch. 4.3).
 */
export function orgCounts(rows: readonly OrgRow[], minCell: number): Item[] {
  const totals = new Map<string, { customers: number; members: number }>()
  const own = new Map<string, number>()
  for (const { path: given, customers, members } of rows) {
    const path = given === '' || given === '/' ? NO_ORG : given
    own.set(path, (own.get(path) ?? 0) + members)
    for (const each of ancestors(path)) {
      const sum = totals.get(each) ?? { customers: 0, members: 0 }
      totals.set(each, { customers: sum.customers + customers, members: sum.members + members })
    }
  }
  const paths = [...totals.keys()].toSorted((a, b) => (a < b ? -1 : 1))
  const hidden = hiddenOrgs(paths, totals, own, minCell)
  return paths.map((path) => {
    const { customers, members } = totals.get(path) ?? { customers: 0, members: 0 }
    return { path, depth: depthOf(path), customers: customers < minCell ? null : customers, members: hidden.has(path) ? null : members }
  })
}

interface Part {
  /** Null for the customers an org holds itself: they have no line of their own. */
  readonly path: string | null
  readonly members: number
}

function hiddenOrgs(paths: readonly string[], totals: ReadonlyMap<string, { members: number }>, own: ReadonlyMap<string, number>, minCell: number): Set<string> {
  const isSmall = (members: number) => members > 0 && members < minCell
  const membersOf = (path: string) => totals.get(path)?.members ?? 0
  const hidden = new Set(paths.filter((path) => isSmall(membersOf(path))))
  const children = new Map<string, string[]>()
  for (const path of paths) children.set(parentOf(path), [...(children.get(parentOf(path)) ?? []), path])
  for (const parent of ['/', ...paths]) {
    const below = children.get(parent) ?? []
    const parts: Part[] = [...below.map((path) => ({ path, members: membersOf(path) })), { path: null, members: own.get(parent) ?? 0 }].filter(({ members }) => members > 0)
    for (const path of partsToHide(parts, hidden, { isParentHidden: hidden.has(parent), isSmall })) hidden.add(path)
  }
  return hidden
}

function partsToHide(parts: readonly Part[], hidden: ReadonlySet<string>, { isParentHidden, isSmall }: { isParentHidden: boolean; isSmall: (members: number) => boolean }): string[] {
  const named = parts.flatMap(({ path, members }) => (path === null ? [] : [{ path, members }]))
  if (isParentHidden) return named.map(({ path }) => path)
  const closed = parts.filter(({ path, members }) => (path === null ? isSmall(members) : hidden.has(path)))
  if (closed.length !== 1) return []
  const next = named.filter(({ path }) => !hidden.has(path)).sort((a, b) => a.members - b.members)[0]
  return next === undefined ? [] : [next.path]
}
