import { minorUnitsOf } from '#kernel/money'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { type Sheet, workbookOf, type WorkbookCell } from '#platform/http'
import { attractions, type Attraction, type Attractiveness, type AttractivenessAsk } from '../contract-attractiveness.js'
import { compareSegments } from './attractiveness.js'

const NAMES: Readonly<Record<Attraction, string>> = { size: '规模 size', growth: '增长 growth', value: '价值 value', reach: '可触达 reach', uplift: '效果 effect' }

/** Published segments compared, as a workbook: what it was made by, and figures, percentiles, points and score of each, the best first. @throws AppError as `compareSegments` */
export async function exportAttractiveness(context: Context, actor: Actor, ask: AttractivenessAsk): Promise<{ readonly name: string; readonly bytes: readonly Buffer[] }> {
  const found = await compareSegments(context, actor, ask)
  const bytes = await workbookOf(attractivenessSheets(found, ask, { by: actor.name, at: context.clock.now().toISOString() }))
  return { name: 'segments-attractiveness.xlsx', bytes: [bytes] }
}

/** Sheets of a comparison; money is in major units. */
export function attractivenessSheets(found: Attractiveness, ask: AttractivenessAsk, taken: { readonly by: string; readonly at: string }): Sheet[] {
  const tagOf = (tag: Attractiveness['value']): WorkbookCell => (tag === null ? null : `${tag.name.zh} ${tag.key}`)
  const about: WorkbookCell[][] = [
    ['客群吸引力 Attractiveness of segments'],
    ['导出人 by', taken.by],
    ['导出时间 at', taken.at],
    ['标签截至 tags as of', found.asOf],
    ['价值标签 tag of value', tagOf(found.value)],
    ['效果标签 tag of effect', tagOf(found.effect)],
    ...attractions.map((one): WorkbookCell[] => [`权重 weight: ${NAMES[one]}`, ask[one]]),
    ['未参与的客群 segments not compared', found.leftOut],
  ]
  const head = ['编号 key', '名称 name', '快照 snapshot', '得分 score', ...attractions.flatMap((one) => [`${NAMES[one]}${unitOf(found, one)}`, `${NAMES[one]} 百分位 percentile`, `${NAMES[one]} 分 points`]), '增长对比 growth since']
  const items = found.items.toSorted((a, b) => (b.score ?? -1) - (a.score ?? -1))
  return [
    { name: '说明 About', rows: about },
    { name: '客群 Segments', rows: [head, ...items.map((item) => rowOf(item, found))] },
  ]
}

function rowOf({ key, name, asOf, score, figures, ranks, parts, before }: Attractiveness['items'][number], found: Attractiveness): WorkbookCell[] {
  return [key, name.zh, asOf, score, ...attractions.flatMap((one) => [majorOf(found, one, figures[one]), ranks[one], parts[one]]), before]
}

const moneyOf = (found: Attractiveness, one: Attraction): string | null => {
  const tag = one === 'value' ? found.value : one === 'uplift' ? found.effect : null
  return tag?.type === 'money' ? (tag.ccy ?? 'CNY') : null
}

const unitOf = (found: Attractiveness, one: Attraction): string => {
  const ccy = moneyOf(found, one)
  return ccy === null ? '' : ` ${ccy}`
}

function majorOf(found: Attractiveness, one: Attraction, figure: number | null): number | null {
  const ccy = moneyOf(found, one)
  return figure === null || ccy === null ? figure : figure / 10 ** minorUnitsOf(ccy)
}
