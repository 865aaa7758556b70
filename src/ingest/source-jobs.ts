import type { Context } from '#platform/context'
import { backfillSource, type BackfillInput, type BackfillResult } from './actions/backfill-source.js'
import { fetchSource, type FetchInput, type FetchResult } from './actions/fetch-source.js'
import type { LoadResult } from './actions/load-file.js'
import { resumeLoad, type ResumeInput } from './actions/resume-load.js'
import { sealedSecrets } from './actions/sealed-secrets.js'
import { tickSources } from './actions/tick-sources.js'
import type { IngestPorts } from './ports.js'

/** How often due moments are looked for. */
const TICK_SECONDS = 15

const exclusive = (input: { readonly source: string }) => `load:${input.source}`

/** The jobs that fetch sources, and the pulse of their schedules. */
export function registerSourceJobs(context: Context, ports: IngestPorts): void {
  context.secrets.keepsSealed(sealedSecrets(context))
  context.jobs.register<FetchInput, FetchResult>({
    kind: 'data.fetch',
    titleZh: '取数',
    titleEn: 'Fetch a source',
    afterCrash: 'resume',
    exclusive,
    run: (run) => fetchSource(context, ports, run),
  })
  context.jobs.register<BackfillInput, BackfillResult>({
    kind: 'data.backfill',
    titleZh: '补数',
    titleEn: 'Backfill a source',
    afterCrash: 'resume',
    exclusive,
    run: (run) => backfillSource(context, ports, run),
  })
  context.jobs.register<ResumeInput, LoadResult>({
    kind: 'data.resume',
    titleZh: '继续等待决定的装载',
    titleEn: 'Go on with a load that was decided about',
    afterCrash: 'resume',
    exclusive,
    run: (run) => resumeLoad(context, ports, run),
  })
  context.jobs.every('data.schedule', TICK_SECONDS, () => tickSources(context, context.clock.now()))
}
