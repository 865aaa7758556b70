import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#platform/access/contract'
import { clusterMembers, showClusters } from '../../src/segments/actions/read-clusterings.js'
import { profileFeatures, suggestClusterFeatures } from '../../src/segments/actions/profile-clustering.js'
import { adoptCluster } from '../../src/segments/actions/adopt-cluster.js'
import { clusterRun, clusterRuns } from '../../src/segments/actions/cluster-runs.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { asOf, openSmallBank, runJob } from '../kit/small-bank/load.js'
import { branchB1 } from '../kit/small-bank/queries.js'
import { publish } from '../kit/strategy-bank.js'

let app: TestApp
const ports = () => ({ orgPaths: () => app.access.orgs() })
const everybody = { v: 1, kind: 'rule', rule: { kind: 'always' } }
const value = (node: object) => ({ v: 1, kind: 'value', value: node })
/** By README of the small bank: 10 of C11–20, 3 of C01, C05 and C21–30, 2 of C06, 1 of C02, C04, C31, 0 of the 14 others. */
const transactions = { key: 'txns', name: { zh: '交易笔数', en: 'Transactions' }, value: value({ kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'all' } }), prepare: { winsorise: null } }
const body = { population: everybody, features: [transactions], clusters: 2 }

interface Ran {
  readonly runId: number
  readonly clusters: number
  readonly customers: number
}

let first: Ran
beforeAll(async () => {
  app = await openSmallBank()
  await publish(app, 'clustering', 'habits', body)
  first = await runJob<Ran>(app, 'segments.cluster', { key: 'habits' })
})
afterAll(() => app.close())

const shown = (actor: Actor = headOffice) => showClusters(app.context, 'habits', actor, first.runId)
const busy = async () => (await shown()).sizes.find(({ size }) => size === 10)?.cluster ?? -1
const idsOf = async (actor: Actor) => (await clusterMembers(app.context, { key: 'habits', run: first.runId, cluster: await busy() }, actor, { limit: 100 })).items.map(({ custId }) => custId)
const TENS = ['C11', 'C12', 'C13', 'C14', 'C15', 'C16', 'C17', 'C18', 'C19', 'C20']

describe('clusters of the small bank', () => {
  it('SEG-6: two clusters of one number are the ten who pay ten times and the thirty others', async () => {
    expect(first).toMatchObject({ clusters: 2, customers: 40 })
    expect((await shown()).sizes.map(({ size }) => size).sort()).toEqual([10, 30])
    expect(await idsOf(headOffice)).toEqual(TENS)
  })

  it('SEG-6: centroids are the means by hand, standardised', async () => {
    const { found } = await clusterRun(app.context, 'habits', first.runId)
    // 10 × 10 + 12 × 3 + 2 + 3 × 1 = 141 over 40 customers.
    const mean = 141 / 40
    const deviation = Math.sqrt((10 * 100 + 12 * 9 + 4 + 3) / 40 - mean ** 2)
    if (found.model.kind !== 'kmeans') throw new Error(found.model.kind)
    const own = found.model.centres.map((centre) => (centre[0] ?? Number.NaN) * deviation + mean).sort((a, b) => a - b)
    expect(own[0]).toBeCloseTo(41 / 30, 6)
    expect(own[1]).toBeCloseTo(10, 6)
  })

  it('SEG-6: a card tells share against the base, the rule that finds the cluster, and a name', async () => {
    const card = (await shown()).cards[await busy()]
    expect(card?.traits[0]).toMatchObject({ feature: 'txns', share: 1, baseShare: 0.25, tgi: 400, mean: 10, baseMean: 3.525 })
    expect(card).toMatchObject({ name: { zh: '交易笔数高', en: 'High transactions' }, fidelity: 1, precision: 1, recall: 1 })
    expect(card?.rules).toHaveLength(1)
  })

  it('SEG-4, SEG-5: members are those in the asker\'s scope, small sizes are hidden', async () => {
    expect(await idsOf(branchB1)).toEqual(TENS)
    expect(await idsOf({ ...branchB1, scope: { ...branchB1.scope, orgPaths: ['/HO/B1/B1-2/'] } })).toEqual(['C17', 'C18', 'C19', 'C20'])
    const hidden = await shown({ ...headOffice, scope: { ...headOffice.scope, minCell: 11 } })
    expect(hidden.sizes.map(({ size }) => size).sort()).toEqual([30, null])
  })

  it('SEG-7: a new assignment in the engine gives everybody the cluster the kernel gave', async () => {
    const again = await runJob<Ran>(app, 'segments.assign-clusters', { key: 'habits' })
    const [run] = await clusterRuns(app.context, 'habits')
    expect(run).toMatchObject({ runId: again.runId, trainedRun: first.runId, customers: 40, asOf, drift: { changed: 0, psi: 0, alarm: false } })
  })

  it.each(['rule', 'cluster', 'hybrid'] as const)('SEG-8: adopted as %s, the segment has the ten', async (way) => {
    const { key, revision } = await adoptCluster(app.context, { key: 'habits', run: first.runId }, { cluster: await busy(), way, key: `busy-${way}`, name: { zh: '常用客户' } }, headOffice)
    await app.context.definitions.publish('segment', key, { revision }, headOffice)
    expect(await runJob(app, 'segment.snapshot', { key })).toMatchObject({ size: 10 })
  })

  it('SEG-8: a hybrid takes the members who meet the rule too', async () => {
    const rule = { v: 1 as const, kind: 'rule' as const, rule: { kind: 'compare' as const, left: { kind: 'attr' as const, table: 'customer', field: 'staff_flag' }, op: 'is' as const, value: true } }
    const { key, revision } = await adoptCluster(app.context, { key: 'habits', run: first.runId }, { cluster: await busy(), way: 'hybrid', key: 'busy-staff', name: { zh: '员工' }, rule }, headOffice)
    await app.context.definitions.publish('segment', key, { revision }, headOffice)
    // Staff are C11 and C31.
    expect(await runJob(app, 'segment.snapshot', { key })).toMatchObject({ size: 1 })
    await publish(app, 'segment', 'within', { rule: { v: 1, kind: 'rule', rule: { kind: 'not', not: { kind: 'inSegment', segment: 'busy-staff', version: 'latest' } } } })
    expect(await runJob(app, 'segment.snapshot', { key: 'within' })).toMatchObject({ size: 39 })
  })

  it('SEG-6: k is chosen in a range with silhouette, gap and stability of each', async () => {
    await publish(app, 'clustering', 'chosen', { ...body, clusters: { from: 2, to: 4 }, criterion: 'silhouette' })
    const { runId, clusters } = await runJob<Ran>(app, 'segments.cluster', { key: 'chosen' })
    const { choice } = await showClusters(app.context, 'chosen', headOffice, runId)
    expect(choice?.candidates.map((each) => each.clusters)).toEqual([2, 3, 4])
    expect(choice?.reasons.map(({ criterion }) => criterion)).toEqual(['silhouette', 'calinski_harabasz', 'davies_bouldin', 'gap', 'stability'])
    const best = choice?.candidates.reduce((top, one) => (one.silhouette > top.silhouette ? one : top))
    expect(clusters).toBe(best?.clusters)
  })

  const staff = { key: 'staff', name: { zh: '性别', en: 'Gender' }, value: value({ kind: 'attr', table: 'customer', field: 'gender' }) }

  it.each(['kmeans-minibatch', 'kprototypes', 'gaussian-mixture'] as const)('SEG-6, SEG-7: %s finds the ten, and the engine assigns them again', async (kernel) => {
    const key = `habits-${kernel}`
    await publish(app, 'clustering', key, { ...body, kernel, ...(kernel === 'kprototypes' ? { features: [transactions, staff], gamma: 0.1 } : {}) })
    const { runId } = await runJob<Ran>(app, 'segments.cluster', { key })
    const result = await showClusters(app.context, key, headOffice, runId)
    expect(result.kernel).toBe(kernel)
    expect(result.sizes.map(({ size }) => size).sort()).toEqual([10, 30])
    await runJob<Ran>(app, 'segments.assign-clusters', { key })
    expect((await clusterRuns(app.context, key))[0]).toMatchObject({ trainedRun: runId, drift: { changed: 0, psi: 0 } })
  })

  it('SEG-6: a run with a number that was given keeps the figures of the choice beside it', async () => {
    await publish(app, 'clustering', 'given', { ...body, clusters: { from: 2, to: 4 } })
    const { runId: free } = await runJob<Ran>(app, 'segments.cluster', { key: 'given' })
    const before = await showClusters(app.context, 'given', headOffice, free)
    expect(before.decision?.[0]?.en).toContain(`${before.run.clusters} clusters taken`)
    const { runId, clusters } = await runJob<Ran>(app, 'segments.cluster', { key: 'given', clusters: 3 })
    expect(clusters).toBe(3)
    const after = await showClusters(app.context, 'given', headOffice, runId)
    expect(after).toMatchObject({ run: { fixed: 3, clusters: 3 }, decision: null })
    expect(after.choice).toEqual(before.choice)
    expect(new Set(after.cards.map(({ name }) => name.zh)).size).toBe(3)
  })

  it('SEG-6: a definition without a kernel keeps its meaning and its form', async () => {
    expect((await app.context.definitions.version('clustering', 'habits', 'latest')).body).not.toHaveProperty('kernel')
    const features = Array.from({ length: 21 }, (_, at) => ({ ...transactions, key: `f${at}` }))
    const found = await app.context.definitions.check('clustering', null, { ...body, features, kernel: 'gaussian-mixture', covariance: 'full' })
    expect(found.map(({ code }) => code)).toEqual(['CLUSTER_FULL_WIDE'])
  })

  it('SEG-24: a feature\'s distribution over the customers the asker may see, and what suits it', async () => {
    const found = await profileFeatures(app.context, ports(), { population: everybody as never, features: [{ key: 'txns', name: { zh: '交易笔数' }, value: transactions.value as never }] }, headOffice)
    expect(found).toMatchObject({ customers: 40, sampled: 40, items: [{ key: 'txns', missing: 0, number: { zeros: 14 / 40, mean: 141 / 40 } }] })
    const hidden = await profileFeatures(app.context, ports(), { population: everybody as never, features: [{ key: 'txns', name: { zh: '交易笔数' }, value: transactions.value as never }] }, { ...headOffice, scope: { ...headOffice.scope, minCell: 41 } })
    expect(hidden.items).toEqual([])
    const suggested = await suggestClusterFeatures(app.context, ports(), { population: everybody as never }, headOffice)
    expect(suggested.customers).toBe(40)
    expect([...suggested.items.map(({ tag }) => tag), ...suggested.dropped.map(({ tag }) => tag)].length).toBeGreaterThan(0)
  })

  it.each([
    ['CLUSTER_FEATURE_CONSTANT', { ...body, features: [transactions, { key: 'same', name: { zh: '常数' }, value: value({ kind: 'literal', type: 'int', value: 1 }) }] }],
    ['CLUSTER_MORE_THAN_CUSTOMERS', { ...body, clusters: 41 }],
    ['CLUSTER_FEW_CUSTOMERS', { ...body, clusters: 9 }],
  ])('says %s', async (code, made) => {
    const key = code.toLowerCase().replaceAll('_', '-')
    await publish(app, 'clustering', key, made)
    await expect(runJob(app, 'segments.cluster', { key })).rejects.toMatchObject({ code })
    expect(await clusterRuns(app.context, key)).toEqual([])
  })

  it('refuses dates, features twice, ranges that are none, runs and clusters there are not', async () => {
    const born = { key: 'txns', name: { zh: '生日' }, value: value({ kind: 'attr', table: 'customer', field: 'birth_date' }) }
    const found = await app.context.definitions.check('clustering', null, { ...body, features: [transactions, born], clusters: { from: 4, to: 4 } })
    expect(found.map(({ code }) => code)).toEqual(['CLUSTER_FEATURE_REPEATED', 'CLUSTER_FEATURE_TYPE', 'CLUSTER_RANGE'])
    await expect(clusterRun(app.context, 'habits', 999_999)).rejects.toMatchObject({ code: 'CLUSTER_RUN_UNKNOWN' })
    await expect(clusterRun(app.context, 'none')).rejects.toMatchObject({ code: 'CLUSTER_NOT_RUN' })
    await expect(clusterMembers(app.context, { key: 'habits', run: first.runId, cluster: 2 }, headOffice, { limit: 1 })).rejects.toMatchObject({ code: 'CLUSTER_UNKNOWN' })
  })
})
