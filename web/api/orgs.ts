import type { UseQueryResult } from '@tanstack/react-query'
import { type Org, orgListSchema } from '#platform/access/contract'
import type { ApiError } from './problem.js'
import { useApi } from './query.js'

/** The organisations the person may see; they change rarely. */
export function useOrgs(): UseQueryResult<{ items: Org[] }, ApiError> {
  return useApi('/api/v1/orgs', orgListSchema, { staleTime: 300_000 })
}

export interface OrgNode {
  readonly org: Org
  readonly children: readonly OrgNode[]
}

/** Flat rows as trees; an org whose parent is out of sight is a root. */
export function toOrgTrees(orgs: readonly Org[]): readonly OrgNode[] {
  const known = new Set(orgs.map(({ orgId }) => orgId))
  const byParent = new Map<string, Org[]>()
  for (const org of orgs) {
    const parent = org.parentId !== null && known.has(org.parentId) ? org.parentId : ''
    byParent.set(parent, [...(byParent.get(parent) ?? []), org])
  }
  const nodesUnder = (parent: string): readonly OrgNode[] =>
    (byParent.get(parent) ?? [])
      .toSorted((a, b) => a.orgId.localeCompare(b.orgId))
      .map((org) => ({ org, children: nodesUnder(org.orgId) }))
  return nodesUnder('')
}
