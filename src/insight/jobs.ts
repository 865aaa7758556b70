import { issueMistakes } from '#kernel/error'
import type { Context } from '#platform/context'
import { makePortrait } from './actions/make-portrait.js'
import { checkPack, packReferences } from './actions/packs.js'
import { readHistory } from './actions/read-flow.js'
import type { Pack } from './contract-pack.js'
import type { History, People, PortraitRequest } from './contract-portrait.js'
import { metricSchema, type Metric } from './contract.js'
import type { InsightPorts } from './ports.js'

/** Definitions of metrics and insight packs, and the jobs that draw portraits. */
export function registerInsight(context: Context, ports: InsightPorts): void {
  registerJobs(context, ports)
  registerPacks(context)
  context.definitions.register<Metric>({
    kind: 'metric',
    order: 35,
    permissions: { read: 'insight.read', write: 'strategy.write' },
    async check(body) {
      const parsed = metricSchema.safeParse(body)
      return parsed.success ? { body: parsed.data } : { mistakes: issueMistakes(parsed.error.issues) }
    },
    references: () => [],
  })
}

function registerPacks(context: Context): void {
  context.definitions.register<Pack>({
    kind: 'insight-pack',
    order: 36,
    permissions: { read: 'insight.read', write: 'segment.write' },
    check: (body, lookup) => checkPack(context, body, lookup),
    references: packReferences,
  })
}

function registerJobs(context: Context, ports: InsightPorts): void {
  context.jobs.register<PortraitRequest, { id: number; customers: number }>({
    kind: 'insight.portrait',
    titleZh: '客群画像',
    titleEn: 'Portrait of a segment',
    afterCrash: 'resume',
    async run(run) {
      run.progress({ step: 'counting' })
      const { id, of } = await makePortrait(context, ports, run.input, { actor: run.actor, jobId: run.id, signal: run.signal })
      return { id, customers: of.customers }
    },
  })
  context.jobs.register<{ of: People; months: number; asOf?: string | undefined }, History>({
    kind: 'insight.history',
    titleZh: '客群走势',
    titleEn: 'History of a segment',
    afterCrash: 'resume',
    run: (run) =>
      readHistory(context, ports, run.input, {
        actor: run.actor,
        signal: run.signal,
        progress: (done, total) => run.progress({ step: 'counting', done, total, unit: 'steps' }),
      }),
  })
}
