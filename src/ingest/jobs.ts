import type { Context } from '#platform/context'
import { loadFile, type LoadInput, type LoadResult } from './actions/load-file.js'
import { sourceSchema, type Source } from './contract.js'
import { checkSource } from './domain/check-source.js'
import type { IngestPorts } from './ports.js'
import { issueMistakes } from '#kernel/error'

/** The job that loads a file, and the definitions of sources. */
export function registerIngest(context: Context, ports: IngestPorts): void {
  context.jobs.register<LoadInput, LoadResult>({
    kind: 'data.load',
    titleZh: '装载数据',
    titleEn: 'Load data',
    afterCrash: 'resume',
    exclusive: (input) => `load:${input.source}`,
    run: (run) => loadFile(context, ports, run),
  })
  context.definitions.register<Source>({
    kind: 'source',
    order: 10,
    permissions: { read: 'data.read', write: 'data.load' },
    async check(body) {
      const parsed = sourceSchema.safeParse(body)
      if (!parsed.success) return { mistakes: issueMistakes(parsed.error.issues) }
      const mistakes = checkSource(parsed.data)
      return mistakes.length > 0 ? { mistakes } : { body: parsed.data }
    },
    references: () => [],
  })
}
