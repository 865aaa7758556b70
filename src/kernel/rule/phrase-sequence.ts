import { type Span } from './node.js'
import { phraseWindow } from './phrase-window.js'
import { say, type Phraser } from './phraser.js'
import { type TypedBool, type TypedInterval, type TypedSequence } from './typed.js'

const UNITS = { d: { zh: '天', en: 'day' }, h: { zh: '小时', en: 'hour' }, min: { zh: '分钟', en: 'minute' } } as const

/** A sequence in words; where its steps are of several tables each says which. */
export function phraseSequence(p: Phraser, node: TypedSequence): string {
  const tables = node.facts.map((fact) => fact[p.lang])
  const steps = node.steps.map(({ fact, if: condition }, at) => {
    const of = tables.length === 1 ? '' : say(p, `${fact.zh}：`, `${fact.en}: `)
    return `(${at + 1}) ${of}${condition.kind === 'always' ? say(p, '任意一条', 'any row') : inWords(p, condition, true)}`
  })
  const window = phraseWindow(p, node.window)
  const span = spanInWords(p, node.within)
  const strict = node.strict ? say(p, '，其间没有别的记录', ' with no other row between') : ''
  return say(p, `${window}${tables.join('、')}在${span}依次出现${strict}：${steps.join('；')}`, `${tables.join(' and ')} ${window} that follow each other ${span}${strict}: ${steps.join('; ')}`)
}

function spanInWords(p: Phraser, { n, unit }: Span): string {
  return say(p, `${n}${UNITS[unit].zh}内`, `within ${n} ${UNITS[unit].en}${n === 1 ? '' : 's'}`)
}

function inWords(p: Phraser, node: TypedBool, nested: boolean): string {
  return p.bool(p, node, { nested, negated: false })
}

/** The time between two rows in words. */
export function phraseInterval(p: Phraser, node: TypedInterval): string {
  const [from, to] = [rowInWords(p, node.from), rowInWords(p, node.to)]
  const window = phraseWindow(p, node.window)
  const pick = PICKS[node.pick]
  const unit = UNITS[node.unit]
  return say(p, `${window}${node.fact.zh}中${pick.zh}从（${from}）到其后（${to}）的${unit.zh}数`, `${pick.en} ${unit.en}s from (${from}) to the next (${to}) in ${node.fact.en} ${window}`)
}

function rowInWords(p: Phraser, node: TypedBool): string {
  return node.kind === 'always' ? say(p, '任意一条', 'any row') : inWords(p, node, false)
}

const PICKS = {
  first: { zh: '首次', en: 'first interval in' },
  last: { zh: '最近一次', en: 'latest interval in' },
  min: { zh: '最短', en: 'shortest interval in' },
  max: { zh: '最长', en: 'longest interval in' },
  avg: { zh: '平均', en: 'average interval in' },
} as const satisfies Record<TypedInterval['pick'], { zh: string; en: string }>
