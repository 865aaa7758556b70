import { issueMistakes } from '#kernel/error'
import type { Context } from '#platform/context'
import { eraseCustomer, type EraseInput, type EraseResult } from './actions/erase-customer.js'
import { rotateKeys, type RotateInput, type RotateResult } from './actions/keys.js'
import { purposeSchema, type Purpose } from './contract.js'
import type { PrivacyPorts } from './ports.js'

/** Jobs that erase and that rotate keys, and the definitions of purposes. */
export function registerPrivacy(context: Context, ports: PrivacyPorts): void {
  context.jobs.register<EraseInput, EraseResult>({
    kind: 'privacy.erase',
    titleZh: '删除或限制客户数据',
    titleEn: "Erase or restrict a customer's data",
    afterCrash: 'resume',
    exclusive: () => 'privacy.erase',
    run: (run) => eraseCustomer(context, ports, run),
  })
  context.jobs.register<RotateInput, RotateResult>({
    kind: 'privacy.rotate-keys',
    titleZh: '轮换密钥',
    titleEn: 'Rotate keys',
    afterCrash: 'resume',
    exclusive: () => 'privacy.keys',
    run: (run) => rotateKeys(context, run),
  })
  context.definitions.register<Purpose>({
    kind: 'purpose',
    order: 5,
    permissions: { read: 'privacy.read', write: 'privacy.manage' },
    check(body) {
      const parsed = purposeSchema.safeParse(body)
      if (!parsed.success) return Promise.resolve({ mistakes: issueMistakes(parsed.error.issues) })
      const repeated = parsed.data.notices.findIndex(({ version }, at) => parsed.data.notices.findIndex((other) => other.version === version) !== at)
      if (repeated < 0) return Promise.resolve({ body: parsed.data })
      return Promise.resolve({ mistakes: [{ code: 'FIELD_INVALID' as const, path: `notices[${repeated}].version`, params: { reason: 'repeated' } }] })
    },
    references: () => [],
  })
}
