import { currencyWord, formatMoney, minorUnitsOf } from '#kernel/money'
import { type Scalar } from './node.js'
import { say, type Phraser } from './phraser.js'
import { type TypeInfo } from './schema.js'

const LIST_SHOWN = 6

/** A literal as people write it: enum names, amounts with currency, numbers with units. */
export function phraseLiteral(p: Phraser, value: Scalar | readonly Scalar[], info: TypeInfo): string {
  if (typeof value === 'object') return phraseList(p, value, info)
  if (typeof value === 'boolean') return value ? say(p, '是', 'yes') : say(p, '否', 'no')
  if (typeof value === 'string') return phraseText(p, value, info)
  if (info.type === 'money') return phraseMoney(p, value, info.ccy)
  const unit = info.unit === undefined ? '' : info.unit[p.lang]
  return `${grouped(value)}${unit}`
}

function phraseText(p: Phraser, value: string, info: TypeInfo): string {
  const known = info.values?.find((each) => each.code === value)
  if (known !== undefined) return known[p.lang]
  return info.type === 'string' || info.type === 'set' ? say(p, `“${value}”`, `“${value}”`) : value
}

/** Several literals; a long list is cut, saying how many there are. */
export function phraseList(p: Phraser, values: readonly Scalar[], info: TypeInfo): string {
  const shown = values.slice(0, LIST_SHOWN).map((value) => phraseLiteral(p, value, info))
  const text = shown.join(say(p, '、', ', '))
  if (values.length <= LIST_SHOWN) return text
  return say(p, `${text}等${values.length}项`, `${text} and ${values.length - LIST_SHOWN} more`)
}

function grouped(value: number): string {
  const [whole = '', fraction] = String(value).split('.')
  const text = /^-?\d+$/.test(whole) ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole
  return fraction === undefined ? text : `${text}.${fraction}`
}

function phraseMoney(p: Phraser, minor: number, ccy: string | undefined): string {
  if (ccy === undefined) return `${grouped(minor)}${say(p, '（最小货币单位）', ' (minor units)')}`
  const amount = formatMoney(minor, ccy, p.lang, { symbol: false, compact: isRound(p, minor, ccy) })
  return `${amount.replace(/\.0+$/, '')}${currencyWord(ccy, p.lang)}`
}

/** Whether writing an amount with 万 or 亿 loses nothing. English is always written out. */
function isRound(p: Phraser, minor: number, ccy: string): boolean {
  const unit = 10 ** minorUnitsOf(ccy)
  const step = Math.abs(minor) >= 1e8 * unit ? 1e6 * unit : 100 * unit
  return p.lang === 'zh' && Math.abs(minor) >= 1e4 * unit && minor % step === 0
}
