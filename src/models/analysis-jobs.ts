import type { Context } from '#platform/context'
import type { TagPorts } from '#tags'
import { analysisReferences, checkAnalysis } from './actions/analysis/check-analysis.js'
import { runAnalysis, type AnalysisInput, type AnalysisResult } from './actions/analysis/run-analysis.js'
import type { Analysis } from './contract-analysis.js'

/** The job that runs analyses, and their definitions. */
export function registerAnalyses(context: Context, ports: TagPorts): void {
  context.jobs.register<AnalysisInput, AnalysisResult>({
    kind: 'models.analyse',
    titleZh: '运行分析',
    titleEn: 'Run an analysis',
    afterCrash: 'resume',
    exclusive: (input) => `analysis:${input.key}`,
    run: (run) => runAnalysis(context, ports, run),
  })
  context.definitions.register<Analysis>({
    kind: 'analysis',
    order: 36,
    permissions: { read: 'model.read', write: 'model.manage' },
    check: (body, lookup) => checkAnalysis(context, body, lookup),
    references(body) {
      const { tags, segments, lists } = analysisReferences(body)
      return [
        ...tags.map((key) => ({ kind: 'tag', key, version: 'latest' as const })),
        ...segments.map(({ segment, version }) => ({ kind: 'segment', key: segment, version })),
        ...lists.map((key) => ({ kind: 'strategy', key, version: 'latest' as const })),
      ]
    },
  })
}
