import type { Context } from '#platform/context'
import type { TagPorts } from '#tags'
import { checkDiscovery, discoveryReferences } from './actions/check-discovery.js'
import { runDiscovery, type DiscoveryJobInput, type DiscoveryJobResult } from './actions/discover.js'
import type { Discovery } from './contract-discovery.js'

/** The job that finds subgroups, and the definitions of discoveries. */
export function registerDiscoveries(context: Context, ports: TagPorts): void {
  context.jobs.register<DiscoveryJobInput, DiscoveryJobResult>({
    kind: 'segments.discover',
    titleZh: '发现子群',
    titleEn: 'Find subgroups',
    afterCrash: 'resume',
    exclusive: (input) => `discovery:${input.key}`,
    run: (run) => runDiscovery(context, ports, run),
  })
  context.definitions.register<Discovery>({
    kind: 'discovery',
    order: 31,
    permissions: { read: 'segment.read', write: 'segment.write' },
    check: (body, lookup) => checkDiscovery(context, body, lookup),
    references(body) {
      const { tags, segments, lists } = discoveryReferences(body)
      return [
        ...tags.map((key) => ({ kind: 'tag', key, version: 'latest' as const })),
        ...segments.map(({ segment, version }) => ({ kind: 'segment', key: segment, version })),
        ...lists.map((key) => ({ kind: 'strategy', key, version: 'latest' as const })),
      ]
    },
  })
}
