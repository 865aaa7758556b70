// What customers will still bring: BG/NBD on made-up purchase histories, in weeks.
import { bgNbd, bgNbdAlive, bgNbdExpected, createRandom, matrixOf, numbers } from 'qunce-learn'

const random = createRandom(3)
const histories = Array.from({ length: 5000 }, () => history(random.gamma(0.24) / 4.4, random.beta(0.8, 2.4), 39))
const matrix = matrixOf(['frequency', 'recency', 'age'].map((name) => numbers(name, histories.map((row) => row[name]))))
const model = bgNbd().fit(matrix, null)
console.log(model)
console.log('alive', bgNbdAlive(model, matrix).slice(0, 5), 'purchases in the next 26 weeks', bgNbdExpected(model, matrix, 26).slice(0, 5))

/** Purchases at a rate until the customer leaves, which may happen after any of them. */
function history(rate, dropout, age) {
  let [at, frequency, recency] = [0, 0, 0]
  for (;;) {
    at += -Math.log(1 - random.next()) / rate
    if (at > age) return { frequency, recency, age }
    frequency += 1
    recency = at
    if (random.next() < dropout) return { frequency, recency, age }
  }
}
