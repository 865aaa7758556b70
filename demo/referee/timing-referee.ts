import { KEY_TIMES } from '../behaviour/session-kind.js'
import type { Product } from '../load/product.js'
import { newestOf } from './analysis-rows.js'
import { overlapOf, type Judged, type Judgement } from './analysis-verdict.js'

interface Window {
  readonly clock: string
  readonly from: number
  readonly to: number
  readonly ratio: number
  readonly low: number
  readonly high: number
  readonly adjusted: number
  readonly kept: boolean
}

interface TimingFigures {
  readonly events: number
  readonly windows: readonly Window[]
}

/** TR9 on the clocks of examples/value-models.yaml; halves of months count from 1. */
const PLANTED = [
  { clock: 'pay_day', zh: '发薪日', from: 0, to: 1, ratio: KEY_TIMES.payDay, size: null, first: 0 },
  { clock: 'maturity', zh: '到期前', from: KEY_TIMES.maturityFrom, to: KEY_TIMES.maturityTo, ratio: KEY_TIMES.beforeMaturity, size: null, first: 0 },
  { clock: 'year', zh: '年末年初', from: 24, to: 2, ratio: KEY_TIMES.yearEnd, size: 24, first: 1 },
  { clock: 'hour', zh: '晚间', from: 20, to: 21, ratio: KEY_TIMES.evening, size: 24, first: 0 },
] as const
const HALF = 0.5

/** TR9: every planted window is found, and none that was not planted. */
export async function refereeTiming(product: Product): Promise<Judged> {
  const figures = (await newestOf(product, 'timing')).figures as TimingFigures
  const kept = figures.windows.filter((window) => window.kept)
  const judgements = PLANTED.map((planted): Judgement => {
    const found = kept.find((window) => {
      if (window.clock !== planted.clock) return false
      const { covered, true: own } = overlapOf(planted, window, planted.size, planted.first)
      return covered >= HALF && own >= HALF
    })
    const said = found === undefined ? 'not found 未发现' : `${found.from} … ${found.to} ×${found.ratio.toFixed(2)} [${found.low.toFixed(2)}, ${found.high.toFixed(2)}]`
    return { truth: 'TR9', what: `${planted.clock} ${planted.zh}`, found: said, wanted: `${planted.from} … ${planted.to} ×${planted.ratio}`, met: found !== undefined }
  })
  // A part of a planted window is not false, though not the window either.
  const extra = kept.filter((window) => !PLANTED.some((planted) => planted.clock === window.clock && overlapOf(planted, window, planted.size, planted.first).true >= HALF))
  judgements.push({ truth: 'TR9', what: 'false windows 虚假窗口', found: extra.length === 0 ? '0' : extra.map(({ clock, from, to }) => `${clock} ${from} … ${to}`).join(', '), wanted: '0', met: extra.length === 0, small: extra.length === 0 })
  return { judgements, notes: [`returns watched 观察到的回归 ${figures.events}`] }
}
