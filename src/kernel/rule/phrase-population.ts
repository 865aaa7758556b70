import { rowsInWords } from './phrase-aggregate.js'
import { say, type Phraser } from './phraser.js'
import { type TypedPopulation, type TypedResponse, type TypedValue } from './typed.js'

type Reading = Extract<TypedValue, { kind: 'set' | 'population' | 'response' }>

/** A set of the customer, or where a customer stands, in words. */
export function phraseReading(p: Phraser, value: Reading): string {
  if (value.kind === 'response') return phraseResponse(p, value)
  return value.kind === 'set' ? phraseItems(p, value) : phrasePopulation(p, value)
}

/** Which measure, among whom, which end is the best. */
function phrasePopulation(p: Phraser, node: TypedPopulation): string {
  const of = p.value(p, node.of)
  const group = groupInWords(p, node)
  const [zh, en] = node.best === 'low' ? ['低', 'lowest'] : ['高', 'highest']
  switch (node.fn) {
    case 'rank':
      return say(p, `${of}${group}的名次（${zh}者为先）`, `rank by ${of} ${group} (${en} first)`)
    case 'percentile':
      return say(p, `${of}${group}的百分位（最${zh}者为 100%）`, `percentile of ${of} ${group} (100% is the ${en})`)
    case 'tile': {
      const ties = node.ties.map((each) => p.value(p, each.of))
      const [tiesZh, tiesEn] = ties.length === 0 ? ['', ''] : [`；相同者按${ties.join('、')}区分`, `; equals by ${ties.join(', ')}`]
      return say(p, `${of}${group}的 ${node.tiles} 等分档（${node.tiles} 为最${zh}${tiesZh}）`, `one of ${node.tiles} equal bands of ${of} ${group} (${node.tiles} is the ${en}${tiesEn})`)
    }
    case 'zscore':
      return say(p, `${of}${group}的标准分`, `z-score of ${of} ${group}`)
  }
}

/** The best of so many cells, or what one of them is answered: of which rows, and what an answer is. */
function phraseResponse(p: Phraser, response: TypedResponse): string {
  const { cells, cell, least, answered } = response
  const rows = rowsInWords(p, response)
  const how = p.bool(p, answered, { nested: false, negated: false })
  const item = cell === null ? undefined : cells[cell]?.item
  if (item !== undefined) return say(p, `${rows}在${item.zh}的响应率后验均值（响应指${how}）`, `posterior mean share of ${rows} answered by ${item.en} (answered: ${how})`)
  const tried = least === 0 ? { zh: '', en: '' } : { zh: `本人至少 ${least} 次；`, en: `${least} or more of the customer’s own in each, ` }
  return say(p, `${rows}的 ${cells.length} 个单元中响应率后验均值最高的（${tried.zh}响应指${how}）`, `best of ${cells.length} cells by the posterior mean share of ${rows} answered (${tried.en}answered: ${how})`)
}

function groupInWords(p: Phraser, { among, by }: TypedPopulation): string {
  const groups = by.map((each) => p.value(p, each)).join(say(p, '、', ' and '))
  const condition = among === null ? null : p.bool(p, among, { nested: true, negated: false })
  const zh = condition === null ? '全部客户' : `${condition}的客户`
  const en = condition === null ? 'all customers' : `customers with ${condition}`
  return say(p, `在${groups === '' ? '' : `同${groups}的`}${zh}中`, `among ${en}${groups === '' ? '' : ` of the same ${groups}`}`)
}

/** Each item with its condition. */
function phraseItems(p: Phraser, { items }: Extract<TypedValue, { kind: 'set' }>): string {
  const place = { nested: true, negated: false }
  const each = items.map(({ if: condition, item }) => say(p, `${item.zh}（${p.bool(p, condition, place)}）`, `${item.en} (${p.bool(p, condition, place)})`))
  return say(p, `以下各项中满足的：${each.join('、')}`, `those that hold of ${each.join(', ')}`)
}
