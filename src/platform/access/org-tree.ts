import type { Mistake } from '#kernel/error'
import type { Org, OrgInput } from './contract.js'

// A path is compared by prefix, so nothing in an id may look like its separator or be invisible.
const ORG_ID = /^[^\s/\p{C}]{1,40}$/u

/** Paths of a whole tree, or everything wrong with it. `given` marks the rows mistakes may point at, by their place. */
export function placeOrgs(
  all: ReadonlyMap<string, OrgInput>,
  given: readonly OrgInput[],
): { orgs: Org[]; mistakes: Mistake[] } {
  const mistakes = given.flatMap((org, at) => mistakesOf(org, at, all))
  if (mistakes.length > 0) return { orgs: [], mistakes }
  const paths = new Map<string, string>()
  const orgs = [...all.values()].map((org) => ({ ...org, path: pathOf(org, all, paths) }))
  return { orgs, mistakes: [] }
}

function mistakesOf(org: OrgInput, at: number, all: ReadonlyMap<string, OrgInput>): Mistake[] {
  const path = `orgs[${at}]`
  if (!ORG_ID.test(org.orgId)) {
    return [{ code: 'ORG_ID_INVALID', path: `${path}.orgId`, params: { org: org.orgId } }]
  }
  if (org.parentId === null) return []
  if (!all.has(org.parentId)) {
    return [
      {
        code: 'ORG_PARENT_UNKNOWN',
        path: `${path}.parentId`,
        params: { org: org.orgId, parent: org.parentId },
      },
    ]
  }
  return isInCircle(org, all)
    ? [{ code: 'ORG_CIRCLE', path: `${path}.parentId`, params: { org: org.orgId } }]
    : []
}

function isInCircle(org: OrgInput, all: ReadonlyMap<string, OrgInput>): boolean {
  const seen = new Set<string>()
  let at: OrgInput | undefined = org
  while (at !== undefined) {
    if (seen.has(at.orgId)) return true
    seen.add(at.orgId)
    at = at.parentId === null ? undefined : all.get(at.parentId)
  }
  return false
}

function pathOf(org: OrgInput, all: ReadonlyMap<string, OrgInput>, paths: Map<string, string>): string {
  const known = paths.get(org.orgId)
  if (known !== undefined) return known
  const parent = org.parentId === null ? undefined : all.get(org.parentId)
  const path = `${parent === undefined ? '/' : pathOf(parent, all, paths)}${org.orgId}/`
  paths.set(org.orgId, path)
  return path
}
