import { phraseWindow } from './phrase-window.js'
import { say, type Phraser } from './phraser.js'
import { type TypedSequence } from './typed.js'

const UNITS = { d: { zh: '天', en: 'day' }, h: { zh: '小时', en: 'hour' }, min: { zh: '分钟', en: 'minute' } } as const

/** A sequence in words. */
export function phraseSequence(p: Phraser, node: TypedSequence): string {
  const { n, unit } = node.within
  const steps = node.steps.map((step, at) => `(${at + 1}) ${p.bool(p, step, { nested: true, negated: false })}`)
  const window = phraseWindow(p, node.window)
  const span = say(p, `${n}${UNITS[unit].zh}内`, `within ${n} ${UNITS[unit].en}${n === 1 ? '' : 's'}`)
  return say(p, `${window}${node.fact.zh}在${span}依次出现：${steps.join('；')}`, `${node.fact.en} ${window} that follow each other ${span}: ${steps.join('; ')}`)
}
