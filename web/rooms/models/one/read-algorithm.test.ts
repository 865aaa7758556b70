import { describe, expect, it } from 'vitest'
import { readAlgorithm } from './read-algorithm.js'

describe('how a model scores', () => {
  it('reads what the bank brings with its defaults', () => {
    expect(readAlgorithm({ algorithm: { kind: 'http', url: 'https://scoring.bank.example/churn' } })).toEqual({ kind: 'http', url: 'https://scoring.bank.example/churn', batch: 500, timeoutSeconds: 10, retries: 2, recalibrate: false })
    expect(readAlgorithm({ algorithm: { kind: 'expression', value: {}, scale: 'log-odds', otherwise: 0.1 } })).toEqual({ kind: 'expression', scale: 'log-odds', otherwise: 0.1, recalibrate: false })
  })

  it('names what is learned here, and says nothing of what has no algorithm', () => {
    expect(readAlgorithm({ algorithm: { kind: 'boosting', trees: 100 } })).toEqual({ kind: 'boosting' })
    expect(readAlgorithm({ task: 'uplift' })).toBeNull()
  })
})
