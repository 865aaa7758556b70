import type { Context } from '#platform/context'
import type { TagPorts } from '#tags'
import { registerAnalyses } from './analysis-jobs.js'
import { checkModel } from './actions/check-model.js'
import { modelReferences } from './actions/check-parts.js'
import { monitorModel, type MonitorInput, type MonitorResult } from './actions/monitor/monitor-model.js'
import { tickMonitors } from './actions/monitor/tick-monitors.js'
import type { ScoreInput, ScoreResult } from './actions/score-model.js'
import type { TrainRequest, TrainResult } from './actions/train-version.js'
import { scoreByTask, trainByTask } from './actions/uplift/by-task.js'
import { registerComparisons } from './comparison-jobs.js'
import type { Model } from './contract.js'
import { registerOffers } from './offer-jobs.js'
import type { UpliftBody } from './contract-uplift.js'

/** How often due moments are looked for. */
const MONITOR_SECONDS = 30

/** The jobs that train and score, and the definitions of models. */
export function registerModels(context: Context, ports: TagPorts): void {
  registerAnalyses(context, ports)
  registerOffers(context, ports)
  registerComparisons(context, ports)
  context.jobs.register<TrainRequest, TrainResult>({
    kind: 'models.train',
    titleZh: '训练模型',
    titleEn: 'Train a model',
    afterCrash: 'resume',
    exclusive: (input) => `model:${input.key}`,
    run: (run) => trainByTask(context, ports, run),
  })
  context.jobs.register<ScoreInput, ScoreResult>({
    kind: 'models.score',
    titleZh: '模型打分',
    titleEn: 'Score customers',
    afterCrash: 'resume',
    exclusive: (input) => `model-score:${input.key}`,
    run: (run) => scoreByTask(context, ports, run),
  })
  context.jobs.register<MonitorInput, MonitorResult>({
    kind: 'models.monitor',
    titleZh: '检查模型漂移',
    titleEn: 'Watch a model',
    afterCrash: 'resume',
    exclusive: (input) => `model-score:${input.key}`,
    run: (run) => monitorModel(context, ports, run),
  })
  context.jobs.every('models.monitor', MONITOR_SECONDS, () => tickMonitors(context, context.clock.now()))
  context.definitions.register<Model | UpliftBody>({
    kind: 'model',
    order: 35,
    permissions: { read: 'model.read', write: 'model.manage' },
    check: (body, lookup) => checkModel(context, body, lookup),
    references(body) {
      const { tags, segments, lists } = modelReferences(body)
      return [
        ...tags.map((key) => ({ kind: 'tag', key, version: 'latest' as const })),
        ...segments.map(({ segment, version }) => ({ kind: 'segment', key: segment, version })),
        ...lists.map((key) => ({ kind: 'strategy', key, version: 'latest' as const })),
      ]
    },
  })
}
