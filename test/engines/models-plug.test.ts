import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { keepConnectorSecret, removeConnectorSecret } from '../../src/ingest/actions/connector-secret.js'
import { identifier, query, sql } from '#kernel/sql'
import type { Mistake } from '#kernel/error'
import { approveVersion, promoteVersion, rollBack } from '../../src/models/actions/manage-versions.js'
import { describeModelFiles, keepModelFile, removeModelFile } from '../../src/models/actions/plug/keep-model-file.js'
import { explainCustomer, scoreRuns, topScores } from '../../src/models/actions/read-scores.js'
import type { ScoreResult } from '../../src/models/actions/score-model.js'
import type { TrainResult } from '../../src/models/actions/train-version.js'
import { getVersion } from '../../src/models/store/version-store.js'
import { compliance, headOffice, type TestApp } from '../kit/app.js'
import { FEATURES, openModelBank, makeBank, modelBody } from '../kit/model-bank.js'
import { echoOnnx, logisticOnnx, namedOnnx } from '../kit/onnx-file.js'
import { publish, run } from '../kit/strategy-bank.js'

let app: TestApp
let service: Server
let host: string

type Row = Record<string, number | string | null>
interface Asked {
  readonly rows: readonly Row[]
  readonly authorization: string | undefined
}
/** What the scoring service of the bank does with a call; each test says so. */
let answer: (asked: Asked) => { status?: number; body: unknown; delayMs?: number } = () => ({ body: {} })
const calls: Asked[] = []

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))
const byPayments = ({ rows }: Asked) => ({ body: { results: rows.map((row) => ({ score: sigmoid(-0.5 - 0.4 * Number(row['payments'])) })) } })

beforeAll(async () => {
  service = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const asked = { rows: (JSON.parse(Buffer.concat(parts).toString()) as { rows: Row[] }).rows, authorization: request.headers.authorization }
      calls.push(asked)
      const { status = 200, body, delayMs = 0 } = answer(asked)
      setTimeout(() => response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body)), delayMs)
    })
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(service.address() as AddressInfo).port}`
  app = await openModelBank(makeBank(1500, 5), { QUNCE_MODEL_HOSTS: host })
}, 240_000)
afterAll(async () => {
  service.closeAllConnections()
  await new Promise((resolve) => service.close(resolve))
  await app.close()
})
beforeEach(() => {
  calls.length = 0
})

const train = (key: string) => run<TrainResult>(app, 'models.train', { key })
const score = (input: object) => run<ScoreResult>(app, 'models.score', input)
const version = (key: string, number: number) => getVersion(app.context.ledger.db, key, number)
const mistakes = (body: object): Promise<readonly Mistake[]> => app.context.definitions.check('model', null, body)
const placed = (found: readonly Mistake[]) => found.map(({ code, path }) => [code, path])
async function promoted(key: string, number: number): Promise<void> {
  await approveVersion(app.context, { key, number }, '指标达标', compliance)
  await promoteVersion(app.context, { key, number }, 'champion', headOffice)
}
async function scoresOf(runId: number): Promise<Map<string, number>> {
  const rows = await app.context.warehouse.query(query<{ cust_id: string; score: number }>(sql`SELECT cust_id, score FROM model_score WHERE run_id = ${runId}`))
  return new Map(rows.map(({ cust_id, score: each }) => [cust_id, each]))
}
async function featuresOf(runId: number): Promise<Map<string, { payments: number; salaries: number; aum: number }>> {
  const rows = await app.context.warehouse.query(
    query<{ cust_id: string; payments: number; salaries: number; aum: number }>(sql`SELECT cust_id, f_payments AS payments, f_salaries AS salaries, f_aum AS aum FROM ${identifier(`model_features_${runId}`)}`),
  )
  return new Map(rows.map((row) => [row.cust_id, row]))
}

const feature = (field: string) => ({ kind: 'attr', table: 'feature', field })
const literal = (value: number) => ({ kind: 'literal', type: 'decimal', value })
const arith = (op: string, left: object, right: object) => ({ kind: 'arith', op, left, right })
const value = (node: object) => ({ v: 1, kind: 'value', value: node })
/** -0.5 - 0.25 × payments - 0.4 × salaries, in log-odds: what the bank is made of, over three months. */
const POINTS = value(arith('-', arith('-', literal(-0.5), arith('*', literal(0.25), feature('payments'))), arith('*', literal(0.4), feature('salaries'))))
const expression = { kind: 'expression', value: POINTS, scale: 'log-odds' }
const numeric = FEATURES.filter(({ key }) => key !== 'gender')

describe('expressions', () => {
  it('MDL-10: a written score is judged like a learned one, the same by the engine and by a worker, with reasons', async () => {
    await publish(app, 'model', 'points', modelBody({ algorithm: expression }))
    const { number } = await train('points')
    const { figures, algorithm } = await version('points', number)
    expect(algorithm).toBe('expression')
    expect(figures.calibrated).toBe(false)
    expect(figures.probability!.auc.value).toBeGreaterThan(0.65)
    expect(figures.importance.slice(0, 2).map(({ feature: name }) => name).sort()).toEqual(['payments', 'salaries'])
    expect(figures.importance.slice(2).map(({ share }) => share)).toEqual([0, 0, 0])
    await promoted('points', number)
    const worker = await score({ key: 'points', asOf: '2025-12-30', via: 'worker' })
    const engine = await score({ key: 'points', asOf: '2025-12-31', via: 'sql' })
    const again = await score({ key: 'points', asOf: '2025-12-31', via: 'worker' })
    expect([worker.via, engine.via, again.via]).toEqual(['worker', 'sql', 'worker'])
    const [a, b, rows] = [await scoresOf(engine.runId), await scoresOf(again.runId), await featuresOf(again.runId)]
    expect(a.size).toBeGreaterThan(200)
    expect(b.size).toBe(a.size)
    for (const [id, row] of rows) {
      const expected = sigmoid(-0.5 - 0.25 * row.payments - 0.4 * row.salaries)
      expect(a.get(id)).toBeCloseTo(expected, 12)
      expect(b.get(id)).toBeCloseTo(expected, 12)
    }
    const [first] = (await topScores(app.context, 'points', headOffice, { limit: 1 })).items
    const told = await explainCustomer(app.context, 'points', first!.custId, headOffice)
    expect(told.method).toBe('shapley-exact')
    const sum = told.reasons.reduce((total, { effect }) => total + effect, told.base)
    expect(sigmoid(sum)).toBeCloseTo(first!.score, 10)
    expect(told.reasons.filter(({ effect }) => effect !== 0).every(({ feature: name }) => ['payments', 'salaries'].includes(name))).toBe(true)
  })

  it('MDL-10: who divides by zero has no score: refused in training, left out of a run, or given the one set for it', async () => {
    const share = value(arith('/', literal(0.3), feature('payments')))
    await publish(app, 'model', 'ratio', modelBody({ algorithm: { kind: 'expression', value: share } }))
    await expect(train('ratio')).rejects.toMatchObject({ code: 'MODEL_SCORE_MISSING' })
    await publish(app, 'model', 'filled', modelBody({ algorithm: { kind: 'expression', value: share, otherwise: 0.9 } }))
    await promoted('filled', (await train('filled')).number)
    for (const via of ['sql', 'worker']) {
      const { runId } = await score({ key: 'filled', via })
      const [scores, rows] = [await scoresOf(runId), await featuresOf(runId)]
      for (const [id, { payments }] of rows) expect(scores.get(id)).toBeCloseTo(payments === 0 ? 0.9 : 0.3 / payments, 12)
    }
    await publish(app, 'model', 'percent', modelBody({ algorithm: { kind: 'expression', value: value(feature('payments')) } }))
    await expect(train('percent')).rejects.toMatchObject({ code: 'MODEL_SCORE_RANGE' })
  })

  it('every mistake of an expression has its place', async () => {
    expect(placed(await mistakes(modelBody({ algorithm: { ...expression, value: value(feature('nobody')) } })))).toEqual([['RULE_UNKNOWN_ATTR', 'algorithm.value.value.field']])
    expect(placed(await mistakes(modelBody({ algorithm: { ...expression, value: value({ kind: 'tag', tag: 'x' }) } })))).toEqual([['RULE_UNKNOWN_TAG', 'algorithm.value.value.tag']])
    expect(placed(await mistakes(modelBody({ algorithm: { ...expression, value: value(feature('gender')) } })))).toEqual([['MODEL_EXPRESSION_TYPE', 'algorithm.value']])
    const drawn = { kind: 'case', when: [{ if: { kind: 'sample', share: 0.5, salt: 'x' }, then: literal(1) }], else: literal(0) }
    expect(placed(await mistakes(modelBody({ algorithm: { ...expression, value: value(drawn) } })))).toEqual([['MODEL_EXPRESSION_READS', 'algorithm.value.value.when[0].if']])
  })
})

describe('model files', () => {
  const keep = (name: string, bytes: Buffer) => keepModelFile(app.context, name, Readable.from([bytes]), headOffice)
  // aum, payments, salaries, age
  const weights = [0, -0.25, -0.4, 0]

  it('MDL-11: an ONNX model scores as it says, missing values and all, and its reasons add up', async () => {
    const kept = await keep('logit.onnx', logisticOnnx(weights, -0.5))
    expect(kept).toMatchObject({ inputs: [{ name: 'x', type: 'float32', shape: [null, 4] }], outputs: [{ name: 'p', type: 'float32', shape: [null, 1] }], usedBy: [] })
    expect((await keep('again.onnx', logisticOnnx(weights, -0.5))).name).toBe('logit.onnx')
    await publish(app, 'model', 'brought', modelBody({ features: numeric, algorithm: { kind: 'onnx', file: kept.file } }))
    const { number } = await train('brought')
    expect((await version('brought', number)).figures.probability!.auc.value).toBeGreaterThan(0.65)
    await promoted('brought', number)
    const { runId } = await score({ key: 'brought' })
    const [scores, rows] = [await scoresOf(runId), await featuresOf(runId)]
    expect(scores.size).toBe(rows.size)
    for (const [id, row] of rows) expect(scores.get(id)).toBeCloseTo(sigmoid(-0.5 - 0.25 * row.payments - 0.4 * row.salaries), 6)
    const [first] = (await topScores(app.context, 'brought', headOffice, { limit: 1 })).items
    const told = await explainCustomer(app.context, 'brought', first!.custId, headOffice)
    expect(told.method).toBe('shapley-exact')
    expect(sigmoid(told.reasons.reduce((total, { effect }) => total + effect, told.base))).toBeCloseTo(first!.score, 6)
    expect((await describeModelFiles(app.context)).find(({ file }) => file === kept.file)?.usedBy).toEqual(['brought'])
    await expect(removeModelFile(app.context, kept.file, headOffice)).rejects.toMatchObject({ code: 'MODEL_FILE_IN_USE' })
  })

  it('MDL-11: inputs that do not fit the features are refused, each at its place', async () => {
    const onnx = (file: string, more: object = {}) => ({ kind: 'onnx', file, ...more })
    const three = await keep('three.onnx', logisticOnnx([1, 1, 1], 0))
    expect(placed(await mistakes(modelBody({ features: numeric, algorithm: onnx(three.file) })))).toEqual([['MODEL_ONNX_INPUTS', 'algorithm.file']])
    const four = await keep('four.onnx', logisticOnnx([1, 1, 1, 1], 0))
    expect(placed(await mistakes(modelBody({ features: FEATURES.slice(1), algorithm: onnx(four.file) })))).toEqual([['MODEL_ONNX_INPUTS', 'features[3]']])
    const named = await keep('named.onnx', namedOnnx(['payments', 'gender'], true))
    const two = FEATURES.filter(({ key }) => ['payments', 'gender'].includes(key))
    expect(await mistakes(modelBody({ features: two, algorithm: onnx(named.file, { output: { name: 'p' } }) }))).toEqual([])
    expect(placed(await mistakes(modelBody({ features: FEATURES, algorithm: onnx(named.file) })))).toEqual([
      ['MODEL_ONNX_INPUTS', 'features[0]'], ['MODEL_ONNX_INPUTS', 'features[2]'], ['MODEL_ONNX_INPUTS', 'features[3]'],
    ])
    const echo = await keep('echo.onnx', echoOnnx(4))
    expect(placed(await mistakes(modelBody({ features: numeric, algorithm: onnx(echo.file) })))).toEqual([['MODEL_ONNX_OUTPUT', 'algorithm.output']])
    expect(placed(await mistakes(modelBody({ features: numeric, algorithm: onnx(echo.file, { output: { name: 'z' } }) })))).toEqual([['MODEL_ONNX_OUTPUT', 'algorithm.output.name']])
    expect(placed(await mistakes(modelBody({ features: numeric, algorithm: onnx('0'.repeat(64)) })))).toEqual([['MODEL_ONNX_UNKNOWN', 'algorithm.file']])
    await expect(keep('words.onnx', Buffer.from('these are words'))).rejects.toMatchObject({ code: 'MODEL_ONNX_FILE' })
    await removeModelFile(app.context, three.file, headOffice)
    expect((await describeModelFiles(app.context)).some(({ file }) => file === three.file)).toBe(false)
  })

  it('a number out of 0 to 1 is no probability', async () => {
    const { file } = await keep('echo.onnx', echoOnnx(4))
    await publish(app, 'model', 'echoed', modelBody({ features: numeric, algorithm: { kind: 'onnx', file, output: { name: 'y', column: 0 } } }))
    await expect(train('echoed')).rejects.toMatchObject({ code: 'MODEL_SCORE_RANGE' })
  })
})

describe('scoring services', () => {
  const http = (more: object = {}) => ({ kind: 'http', url: `http://${host}/score`, batch: 400, timeoutSeconds: 1, retries: 1, ...more })

  it('MDL-12: is asked in batches, without customer numbers, and again after a fault', async () => {
    let failed = false
    answer = (asked) => {
      if (failed) return byPayments(asked)
      failed = true
      return { status: 503, body: 'busy' }
    }
    await publish(app, 'model', 'served', modelBody({ algorithm: http() }))
    const { number } = await train('served')
    expect((await version('served', number)).figures.probability!.auc.value).toBeGreaterThan(0.6)
    await promoted('served', number)
    calls.length = 0
    const { runId, customers } = await score({ key: 'served' })
    expect(calls.every(({ rows }) => rows.length <= 400 && Object.keys(rows[0]!).sort().join() === 'age,aum,gender,payments,salaries')).toBe(true)
    const [scores, rows] = [await scoresOf(runId), await featuresOf(runId)]
    expect(scores.size).toBe(customers)
    for (const [id, { payments }] of rows) expect(scores.get(id)).toBeCloseTo(sigmoid(-0.5 - 0.4 * payments), 12)
    answer = (asked) => ({ body: { results: asked.rows.map(() => ({ score: 0.7, base: -1, reasons: [{ feature: 'payments', effect: 0.25 }] })) } })
    const [first] = scores.keys()
    expect(await explainCustomer(app.context, 'served', first!, headOffice)).toMatchObject({ method: 'service', base: -1, reasons: [{ feature: 'payments', effect: 0.25 }] })
  })

  it('MDL-12: what it answers is checked, and a run that failed publishes nothing', async () => {
    const before = await scoreRuns(app.context, 'served', false)
    const wrong = async (then: typeof answer, code: string) => {
      answer = then
      await expect(score({ key: 'served' })).rejects.toMatchObject({ code })
    }
    await wrong(() => ({ body: '<html>' }), 'MODEL_ENDPOINT_ANSWER')
    await wrong(() => ({ body: { scores: [1] } }), 'MODEL_ENDPOINT_ANSWER')
    await wrong(() => ({ body: { results: [{ score: 0.5 }] } }), 'MODEL_ENDPOINT_ANSWER')
    await wrong(({ rows }) => ({ body: { results: rows.map(() => ({ score: 'high' })) } }), 'MODEL_ENDPOINT_ANSWER')
    await wrong(({ rows }) => ({ body: { results: rows.map(() => ({ score: 7 })) } }), 'MODEL_SCORE_RANGE')
    await wrong(() => ({ status: 404, body: {} }), 'MODEL_ENDPOINT_ANSWER')
    calls.length = 0
    await wrong(() => ({ status: 500, body: {} }), 'MODEL_ENDPOINT')
    expect(calls).toHaveLength(2)
    await wrong((asked) => ({ ...byPayments(asked), delayMs: 1500 }), 'MODEL_ENDPOINT')
    expect(await scoreRuns(app.context, 'served', false)).toEqual(before)
  })

  it('MDL-12: goes to listed hosts only, with a secret that is bound to them', async () => {
    expect(placed(await mistakes(modelBody({ algorithm: http({ url: 'https://elsewhere.example/score' }) })))).toEqual([['MODEL_ENDPOINT_HOST', 'algorithm.url']])
    answer = byPayments
    await publish(app, 'model', 'secret', modelBody({ algorithm: http({ secretRef: 'scorer' }) }))
    await expect(train('secret')).rejects.toMatchObject({ code: 'CONNECTOR_SECRET_MISSING' })
    await keepConnectorSecret(app.context, 'scorer', { kind: 'token', hosts: [host], token: 'open sesame' }, headOffice)
    await expect(removeConnectorSecret(app.context, 'scorer', headOffice)).rejects.toMatchObject({ code: 'CONNECTOR_SECRET_IN_USE', params: { sources: 'model/secret' } })
  })
})

describe('one registry', () => {
  it('MDL-7: what scores is exchanged, shadowed and put back without a restart', async () => {
    const { file } = await keepModelFile(app.context, 'other.onnx', Readable.from([logisticOnnx([0, -0.5, 0, 0], 0)]), headOffice)
    await publish(app, 'model', 'swap', modelBody({ features: numeric, algorithm: expression }))
    await promoted('swap', (await train('swap')).number)
    const one = await score({ key: 'swap' })
    const head = await app.context.definitions.get<Record<string, unknown>>('model', 'swap')
    await app.context.definitions.save('model', 'swap', { revision: head.revision, name: head.name, body: { ...head.body, algorithm: { kind: 'onnx', file } } }, headOffice)
    await app.context.definitions.publish('model', 'swap', { revision: head.revision + 1 }, headOffice)
    const { number } = await train('swap')
    await approveVersion(app.context, { key: 'swap', number }, '指标达标', compliance)
    await promoteVersion(app.context, { key: 'swap', number }, 'challenger', headOffice)
    const shadow = await score({ key: 'swap', shadow: true })
    expect(shadow.version).toBe(2)
    expect((await scoreRuns(app.context, 'swap', false)).map(({ version: each }) => each)).toEqual([1])
    await promoteVersion(app.context, { key: 'swap', number }, 'champion', headOffice)
    const two = await score({ key: 'swap' })
    expect([one.version, two.version]).toEqual([1, 2])
    expect(await scoresOf(two.runId)).toEqual(await scoresOf(shadow.runId))
    await rollBack(app.context, 'swap', headOffice)
    const back = await score({ key: 'swap' })
    expect(back.version).toBe(1)
    expect(await scoresOf(back.runId)).not.toEqual(await scoresOf(two.runId))
  })
})
