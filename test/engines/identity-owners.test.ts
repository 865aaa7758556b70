import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier, query, sql } from '#kernel/sql'
import { bankRuns } from '#ingest'
import { bankPersons } from '#ingest/contract'
import { latestSnapshot } from '#tags'
import { previewOwners, type OwnersResult } from '../../src/identity/actions/apply-owners.js'
import { startChange, startUndo } from '../../src/identity/actions/change-persons.js'
import { previewSegment } from '../../src/segments/actions/preview-segment.js'
import type { OwnerPreference } from '../../src/identity/contract.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { AS_OF, branchOne, branchTwo, openStrategyBank, load, managerOne, openedThrough, run } from '../kit/strategy-bank.js'

let app: TestApp
const ports = { orgPaths: () => app.access.orgs(), mask: (_kind: string, text: string) => text }
/** C12 is B1's and R1's, C16 and C17 are B2's and R2's; C16 has the most. */
const PERSON = ['C12', 'C16', 'C17']
const money = { purposes: ['SERVICE'], format: { type: 'csv' }, businessDate: AS_OF, targets: [{ table: 'aum_month', mode: 'append', columns: { cust_id: 'c', month: { from: 'm', format: 'YYYY-MM-DD' }, end: 'v' } }] }
beforeAll(async () => {
  app = await openStrategyBank()
  await load(app, 'money', money, 'c,m,v\nC12,2025-11-30,100\nC16,2025-11-30,900\nC17,2025-11-30,500\nC13,2025-11-30,100\n')
})
afterAll(() => app.close())

async function person(): Promise<{ cust_id: string; main_org_id: string | null; rm_emp_id: string | null }[]> {
  const runs = await bankRuns(app.context.runs, 'customer', AS_OF)
  return app.context.warehouse.query(query(sql`SELECT cust_id, toString(main_org_id) AS main_org_id, toString(rm_emp_id) AS rm_emp_id FROM ${bankPersons(runs, ['main_org_id', 'rm_emp_id'])} WHERE cust_id IN ${PERSON} ORDER BY cust_id`))
}
const places = async () => (await person()).map((row) => [row.cust_id, row.main_org_id, row.rm_emp_id])
async function settled(): Promise<void> {
  const { items } = await app.context.jobs.list({ kind: 'tags.build', limit: 10 })
  for (const job of items) await app.context.jobs.wait(job.id)
}
async function snapshot(): Promise<unknown[]> {
  await settled()
  const table = (await latestSnapshot(app.context))?.table ?? ''
  return app.context.warehouse.query(query(sql`SELECT cust_id, toString(org_path) AS org_path, toString(rm) AS rm FROM ${identifier(table)} WHERE cust_id IN ${PERSON} ORDER BY cust_id`))
}
const seenBy = async (actor: typeof branchOne) => (await previewSegment(app.context, ports, openedThrough('APP').rule as never, actor)).total

async function rules(owner: OwnerPreference[]): Promise<void> {
  const { definitions } = app.context
  const head = (await definitions.list('identity-rules')).find(({ key }) => key === 'one-id')
  if (head === undefined) await definitions.create('identity-rules', { key: 'one-id', name: { zh: '规则' }, body: { owner } }, headOffice)
  else await definitions.save('identity-rules', 'one-id', { revision: head.revision, name: head.name, body: { owner } }, headOffice)
  await definitions.publish('identity-rules', 'one-id', { revision: (await definitions.get('identity-rules', 'one-id')).revision }, headOffice)
}
const apply = async () => run<OwnersResult>(app, 'identity.owners', {})

describe('whose a person is', () => {
  let change = ''
  const apart = [['C12', 'B1', 'R1'], ['C16', 'B2', 'R2'], ['C17', 'B2', 'R2']]

  it('IDN-20: a merge gives the person the org and manager the preferences choose, in every read that scopes', async () => {
    expect(await places()).toEqual(apart)
    const [one, two] = [await seenBy(branchOne), await seenBy(branchTwo)]
    const { changeId, jobId } = await startChange(app.context, { kind: 'merge', custIds: PERSON, note: 'test' }, headOffice)
    change = changeId
    await app.context.jobs.wait(jobId)
    // By default: open ones first, then the most assets: C16's.
    expect(await places()).toEqual([['C12', 'B2', 'R2']])
    expect(await snapshot()).toEqual([{ cust_id: 'C12', org_path: '/HO/B2/', rm: 'R2' }])
    expect([await seenBy(branchOne), await seenBy(branchTwo), await seenBy(managerOne)]).toEqual([one - 1, two - 1, 1])
  })

  it('IDN-20: other preferences are previewed on the whole base, applied in one instant, and taken back', async () => {
    await rules(['OLDEST'])
    expect(await places()).toEqual([['C12', 'B2', 'R2']])
    const preview = await previewOwners(app.context, ports, ['OLDEST'], headOffice)
    expect(preview).toEqual({ persons: 1, changed: 1, samples: [{ first: 'C12', before: { custId: 'C16', mainOrg: 'B2', rm: 'R2' }, after: { custId: 'C12', mainOrg: 'B1', rm: 'R1' }, because: 'ONLY' }] })
    expect((await previewOwners(app.context, ports, ['OLDEST'], branchOne)).samples).toEqual([])
    expect(await apply()).toEqual({ persons: 1, changed: 1 })
    expect(await places()).toEqual([['C12', 'B1', 'R1']])
    expect(await snapshot()).toEqual([{ cust_id: 'C12', org_path: '/HO/B1/', rm: 'R1' }])
    expect(await apply()).toEqual({ persons: 1, changed: 0 })
    await rules(['OPEN', 'VALUE'])
    expect(await apply()).toEqual({ persons: 1, changed: 1 })
    expect(await places()).toEqual([['C12', 'B2', 'R2']])
  })

  it('IDN-20: what is loaded since counts when the preferences are applied again, or the base is linked', async () => {
    await load(app, 'money-late', money, 'c,m,v\nC12,2025-12-31,2000\n')
    expect(await places()).toEqual([['C12', 'B2', 'R2']])
    expect(await apply()).toEqual({ persons: 1, changed: 1 })
    expect(await places()).toEqual([['C12', 'B1', 'R1']])
  })

  it('IDN-20: other merges and settling copies leave it, an undo gives each number its own back', async () => {
    const { jobId } = await startChange(app.context, { kind: 'merge', custIds: ['C13', 'C14'], note: 'test' }, headOffice)
    await app.context.jobs.wait(jobId)
    await run(app, 'identity.settle', {})
    expect(await places()).toEqual([['C12', 'B1', 'R1']])
    await app.context.jobs.wait((await startUndo(app.context, ports, change, { note: 'test' }, headOffice)).jobId)
    expect(await places()).toEqual(apart)
    expect((await snapshot()).length).toBe(3)
  })
})
