import type { Context } from '#platform/context'
import type { TagPorts } from '#tags'
import { makeGroups, type GroupInput, type GroupResult } from './actions/group/make-groups.js'
import { measureLead, type LeadInput, type LeadResult } from './actions/warning/measure-lead.js'

/** The jobs that hold a model against an expert, and its warnings against the losses. */
export function registerComparisons(context: Context, ports: TagPorts): void {
  context.jobs.register<GroupInput, GroupResult>({
    kind: 'models.group',
    titleZh: '划分模型组与非模型组',
    titleEn: 'Deal a model and an expert group',
    afterCrash: 'resume',
    exclusive: (input) => `model-group:${input.key}`,
    run: (run) => makeGroups(context, ports, run),
  })
  context.jobs.register<LeadInput, LeadResult>({
    kind: 'models.lead',
    titleZh: '度量预警提前期',
    titleEn: 'Measure how early a model warns',
    afterCrash: 'resume',
    exclusive: (input) => `model-lead:${input.key}`,
    run: (run) => measureLead(context, ports, run),
  })
}
