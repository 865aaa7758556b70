import type { Context } from '#platform/context'
import type { TagPorts } from '#tags'
import { checkModel, modelReferences } from './actions/check-model.js'
import { scoreModel, type ScoreInput, type ScoreResult } from './actions/score-model.js'
import { trainVersion, type TrainRequest, type TrainResult } from './actions/train-version.js'
import type { Model } from './contract.js'

/** The jobs that train and score, and the definitions of models. */
export function registerModels(context: Context, ports: TagPorts): void {
  context.jobs.register<TrainRequest, TrainResult>({
    kind: 'models.train',
    titleZh: '训练模型',
    titleEn: 'Train a model',
    afterCrash: 'resume',
    exclusive: (input) => `model:${input.key}`,
    run: (run) => trainVersion(context, ports, run),
  })
  context.jobs.register<ScoreInput, ScoreResult>({
    kind: 'models.score',
    titleZh: '模型打分',
    titleEn: 'Score customers',
    afterCrash: 'resume',
    exclusive: (input) => `model-score:${input.key}`,
    run: (run) => scoreModel(context, ports, run),
  })
  context.definitions.register<Model>({
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
