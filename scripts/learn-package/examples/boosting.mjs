// Who will leave: boosting on made-up customers, judged on rows it never saw, explained for one of them.
import { readFileSync } from 'node:fs'
import { aucInterval, boostedModel, createRandom, curveOf, gradientBoosting, matrixOf, numbers, rankingOf, singleMachine, takeRows } from 'qunce-learn'

const machine = singleMachine(readFileSync(new URL(import.meta.resolve('qunce-learn/kernels.wasm'))))
const random = createRandom(7)
const rows = Array.from({ length: 20_000 }, () => ({ logins: random.below(30), complaints: random.next() < 0.1 ? 1 : 0, tenure: 1 + random.below(120) }))
const left = Float64Array.from(rows, ({ logins, complaints, tenure }) => (random.next() < 1 / (1 + Math.exp(1.5 + 0.12 * logins - 1.6 * complaints + 0.01 * tenure)) ? 1 : 0))
const matrix = matrixOf([numbers('logins', rows.map((row) => row.logins)), numbers('complaints', rows.map((row) => row.complaints)), numbers('tenure', rows.map((row) => row.tenure))])
const train = Uint32Array.from({ length: 15_000 }, (_, row) => row)
const test = Uint32Array.from({ length: 5000 }, (_, row) => 15_000 + row)

const model = gradientBoosting(machine, { trees: 60, leaves: 15, monotone: { complaints: 1 } }).fit(takeRows(matrix, train), left.subarray(0, 15_000), { seed: 1 })
const unseen = takeRows(matrix, test)
const { value, low, high } = aucInterval(curveOf(rankingOf(left.subarray(15_000), boostedModel.score(model, unseen))))
console.log(`AUC on unseen rows ${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`)
console.log(boostedModel.explain(model, unseen, 0))
