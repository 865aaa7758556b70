import { issueMistakes } from '#kernel/error'
import type { Context } from '#platform/context'
import { applyOwners, type OwnersResult } from './actions/apply-owners.js'
import { changePersons, type ChangeInput, type ChangeResult } from './actions/change-persons.js'
import { settleCopies } from './actions/move-persons.js'
import { runLink, type LinkInput } from './actions/run-link.js'
import { identityRulesSchema, type IdentityRules, type LinkSummary } from './contract.js'
import type { IdentityPorts } from './ports.js'

/** One at a time: each begins from what the one before left. */
const EXCLUSIVE = 'identity'

/** Jobs that link, preview, change and settle who is one person, and the definition of the rules. */
export function registerIdentity(context: Context, ports: IdentityPorts): void {
  context.jobs.register<Omit<LinkInput, 'apply'>, LinkSummary>({
    kind: 'identity.link',
    titleZh: '归并客户身份',
    titleEn: 'Link customers',
    afterCrash: 'resume',
    exclusive: () => EXCLUSIVE,
    run: (run) => runLink(context, ports, { ...run, input: { ...run.input, apply: true } }),
  })
  context.jobs.register<Omit<LinkInput, 'apply'>, LinkSummary>({
    kind: 'identity.preview',
    titleZh: '预览身份规则',
    titleEn: 'Preview identity rules',
    afterCrash: 'resume',
    exclusive: () => EXCLUSIVE,
    run: (run) => runLink(context, ports, { ...run, input: { ...run.input, apply: false } }),
  })
  context.jobs.register<ChangeInput, ChangeResult>({
    kind: 'identity.change',
    titleZh: '合并或拆分客户',
    titleEn: 'Merge or split customers',
    afterCrash: 'resume',
    exclusive: () => EXCLUSIVE,
    run: (run) => changePersons(context, ports, run),
  })
  context.jobs.register<Record<string, never>, { rows: number }>({
    kind: 'identity.settle',
    titleZh: '清理身份变更的旧数据副本',
    titleEn: 'Remove copies left by identity changes',
    afterCrash: 'resume',
    exclusive: () => EXCLUSIVE,
    run: async (run) => ({ rows: await settleCopies(context, await context.businessClock.today(), run.id) }),
  })
  registerOwners(context, ports)
  context.definitions.register<IdentityRules>({
    kind: 'identity-rules',
    order: 15,
    permissions: { read: 'data.read', write: 'identity.manage' },
    check(body) {
      const parsed = identityRulesSchema.safeParse(body)
      return Promise.resolve(parsed.success ? { body: parsed.data } : { mistakes: issueMistakes(parsed.error.issues) })
    },
    references: () => [],
  })
}

function registerOwners(context: Context, ports: IdentityPorts): void {
  context.jobs.register<Record<string, never>, OwnersResult>({
    kind: 'identity.owners',
    titleZh: '按规则确定客户归属',
    titleEn: 'Apply who owns a person',
    afterCrash: 'resume',
    exclusive: () => EXCLUSIVE,
    run: (run) => applyOwners(context, ports, run),
  })
}
