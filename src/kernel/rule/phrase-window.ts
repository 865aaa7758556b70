import { say, type Phraser } from './phraser.js'
import { type TypedWindow } from './typed.js'

const UNITS = { d: { zh: '天', en: 'day' }, m: { zh: '个月', en: 'month' }, h: { zh: '小时', en: 'hour' } } as const

/** A window of time in words. */
export function phraseWindow(p: Phraser, window: TypedWindow): string {
  switch (window.kind) {
    case 'all':
      return say(p, '截至目前全部', 'so far')
    case 'last': {
      const unit = UNITS[window.unit]
      return say(
        p,
        `近${window.n}${unit.zh}`,
        `in the last ${window.n} ${unit.en}${window.n === 1 ? '' : 's'}`,
      )
    }
    case 'between':
      return say(p, `${window.from}天前至${window.to}天前`, `from ${window.from} to ${window.to} days ago`)
    case 'since': {
      const day = p.value(p, window.since)
      const { days } = window
      if (days === null) return say(p, `自${day}起`, `since ${day}`)
      return say(p, `自${day}起${days}天内`, `in the ${days} day${days === 1 ? '' : 's'} from ${day}`)
    }
    case 'month':
      return calendarWords(p, window.offset, { zh: '月', en: 'month' })
    case 'quarter':
      return calendarWords(p, window.offset, { zh: '季度', en: 'quarter' })
  }
}

function calendarWords(p: Phraser, offset: number, unit: { zh: string; en: string }): string {
  if (offset === 0) return say(p, `本${unit.zh}`, `this ${unit.en}`)
  if (offset === -1) return say(p, `上${unit.zh === '月' ? '' : '一'}${unit.zh}`, `last ${unit.en}`)
  const ago = -offset
  return say(
    p,
    `往前第${ago}个${unit.zh === '月' ? '自然月' : '季度'}`,
    `in the ${unit.en} ${ago} ${unit.en}s ago`,
  )
}
