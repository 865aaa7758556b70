import { issueMistakes } from '#kernel/error'
import type { Context } from '#platform/context'
import { isListed } from '#platform/http'
import { loadFile, type LoadInput, type LoadResult } from './actions/load-file.js'
import { sealedPlaces } from './actions/sealed-place.js'
import { sourceSchema, type Source } from './contract.js'
import { checkConnector } from './domain/check-connector.js'
import { checkSource } from './domain/check-source.js'
import type { IngestPorts } from './ports.js'
import { registerSourceJobs } from './source-jobs.js'

/** The job that loads a file, and the definitions of sources. */
export function registerIngest(context: Context, ports: IngestPorts): void {
  for (const place of sealedPlaces(context)) context.secrets.keepsSealed(place)
  context.jobs.register<LoadInput, LoadResult>({
    kind: 'data.load',
    titleZh: '装载数据',
    titleEn: 'Load data',
    afterCrash: 'resume',
    exclusive: (input) => `load:${input.source}`,
    run: (run) => loadFile(context, ports, run),
  })
  registerSourceJobs(context, ports)
  context.definitions.register<Source>({
    kind: 'source',
    order: 10,
    permissions: { read: 'data.read', write: 'data.load' },
    async check(body, lookup) {
      const parsed = sourceSchema.safeParse(body)
      if (!parsed.success) return { mistakes: issueMistakes(parsed.error.issues) }
      const isAllowed = (url: URL) => isListed(url, context.settings.connectorHosts)
      const mistakes = [...checkSource(parsed.data), ...checkConnector(parsed.data, isAllowed), ...(await ports.privacy.mistakes(parsed.data, lookup))]
      return mistakes.length > 0 ? { mistakes } : { body: parsed.data }
    },
    references: ({ after }) => (after ?? []).map((key) => ({ kind: 'source', key, version: 'latest' as const })),
  })
}
