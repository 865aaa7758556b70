import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Mistakes } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { PrivacyPorts } from '#privacy'
import { changePolicy } from '../../src/privacy/actions/change-policy.js'
import { readQuota, unmask } from '../../src/privacy/actions/unmask.js'
import { defaultPolicy } from '../../src/privacy/contract.js'
import { compliance, headOffice, type TestApp } from '../kit/app.js'
import { auditTrail } from '../kit/audit.js'
import { openStrategyBank, managerOne } from '../kit/strategy-bank.js'

let app: TestApp
const ports: PrivacyPorts = { orgPaths: () => app.access.orgs(), closeWork: () => Promise.resolve(0), erasures: [] }
beforeAll(async () => {
  app = await openStrategyBank()
})
afterAll(() => app.close())

const mistakesOf = (promise: Promise<unknown>) => promise.then(() => [], (error: unknown) => (error instanceof Mistakes ? error.mistakes : []))

describe('clear values', () => {
  const ask = (custId: string, actor: Actor) => unmask(app.context, ports, { custId, fields: ['name', 'email', 'mobile'], purpose: 'SERVICE', reason: '核实身份' }, actor)

  it('PRV-8: only of customers in reach, by a reach that may, for a known purpose', async () => {
    await expect(ask('C12', headOffice)).rejects.toMatchObject({ code: 'UNMASK_NOT_ALLOWED' })
    await expect(ask('C14', managerOne)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await mistakesOf(unmask(app.context, ports, { custId: 'C12', fields: ['name'], purpose: 'FUN', reason: '核实身份' }, managerOne))).toMatchObject([{ code: 'PURPOSE_UNKNOWN' }])
    expect(await readQuota(app.context, managerOne)).toMatchObject({ used: 0, limit: 20, left: 20 })
    const shown = await ask('C12', managerOne)
    expect(shown).toMatchObject({ values: { name: '客户12', email: 'c12@example.com', mobile: '' }, quota: { used: 1, left: 19 } })
  })

  it('PRV-8: twenty a day, however many ask at once; each is audited without the values', async () => {
    const eager = { ...managerOne, id: 'eager', name: 'Eager' }
    const answers = await Promise.allSettled(Array.from({ length: 27 }, (_, at) => ask(at % 2 === 0 ? 'C12' : 'C13', eager)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(20)
    expect(answers.filter((answer) => answer.status === 'rejected').map((answer) => (answer.reason as { code: string }).code)).toEqual(Array(7).fill('UNMASK_QUOTA_USED'))
    expect(await readQuota(app.context, eager)).toMatchObject({ used: 20, left: 0 })
    const rows = (await auditTrail(app.context.ledger, '%')).filter((entry) => entry.actor_id === 'eager')
    expect(rows).toHaveLength(20)
    expect(rows.every(({ action, purpose }) => action === 'customer.unmask' && purpose === '核实身份')).toBe(true)
    expect(JSON.stringify(rows)).not.toMatch(/客户12|example\.com/)
    await changePolicy(app.context, { ...defaultPolicy, unmaskPerDay: 21 }, compliance)
    expect((await ask('C12', eager)).quota).toMatchObject({ used: 21, left: 0 })
    await changePolicy(app.context, { ...defaultPolicy, unmaskPerDay: 0 }, compliance)
    await expect(ask('C12', { ...eager, id: 'other' })).rejects.toMatchObject({ code: 'UNMASK_QUOTA_USED' })
    await changePolicy(app.context, defaultPolicy, compliance)
  })
})

