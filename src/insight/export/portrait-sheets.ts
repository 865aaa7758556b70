import type { Sheet, WorkbookCell } from '#platform/http'
import type { Flow, Portrait, PortraitCell } from '../contract-portrait.js'
import type { PortraitAssets, ProductFlows } from '../contract-picture.js'

type Row = readonly WorkbookCell[]

/** What is asked of the engine beside a portrait. */
export interface Pictures {
  readonly assets: PortraitAssets
  readonly flows: ProductFlows
}

/** Who took a portrait, when and what for. */
export interface Taken {
  readonly mark: string
  readonly by: string
  readonly at: string
  readonly purpose: string
}

const CELL_HEAD: Row = ['取值 value', '从 from', '至 to', '客户数 count', '对比客户数 base_count', '占比 share', '对比占比 base_share', 'TGI', 'TGI 下限 low', 'TGI 上限 high', '差 diff', '差下限 low', '差上限 high', '校正后 p', '不显示 hidden']

/** Sheets of a portrait: what it is and who took it, traits, money in minor units, products, channels, places, and flow. Hidden cells have no figures. */
export function portraitSheets(portrait: Portrait, flow: Flow | null, taken: Taken, pictures: Pictures): Sheet[] {
  return [
    { name: '说明 About', rows: aboutRows(portrait, taken) },
    { name: '特征 Traits', rows: [['类别 kind', '侧面 face', '编号 key', '名称 name', '差异 JS', 'Cramér V', 'IV', ...CELL_HEAD], ...portrait.traits.flatMap((trait) => trait.cells.map((cell): Row => [trait.kind, trait.face, trait.key, nameOf(trait.name), trait.divergence, trait.cramersV, trait.informationValue, ...cellRow(cell)]))] },
    { name: '资产 Money', rows: [['项目 item', '人均 mean', '对比人均 base_mean', '差 diff', '差下限 low', '差上限 high', '效应量 d', 'p', '合计 total', '占对比总额 share_of_base'], ...portrait.money.items.map((item): Row => [item.key, item.mean, item.baseMean, item.diff, item.low, item.high, item.effect, item.p, item.total, item.shareOfBase])] },
    { name: '产品 Products', rows: [CELL_HEAD, ...portrait.products.cells.map(cellRow)] },
    { name: '渠道 Channels', rows: [CELL_HEAD, ...portrait.channels.cells.map(cellRow)] },
    { name: '地域 Places', rows: [['层级 level', ...CELL_HEAD], ...portrait.provinces.cells.map((cell): Row => ['省 province', ...cellRow(cell)]), ...portrait.cities.cells.map((cell): Row => ['市 city', ...cellRow(cell)])] },
    { name: '流向 Flow', rows: flowRows(flow) },
    { name: '资产变动 Assets', rows: assetRows(pictures.assets) },
    { name: '产品流向 Product flows', rows: productFlowRows(pictures.flows) },
  ]
}

const nameOf = ({ zh, en }: { readonly zh: string; readonly en: string }): string => (zh === en || en === '' ? zh : `${zh} ${en}`)

function aboutRows({ of, against, both, asOf, madeAt, minCell, money }: Portrait, { mark, by, at, purpose }: Taken): Row[] {
  return [
    [mark],
    ['用途 purpose', purpose],
    ['导出人 by', by],
    ['导出时间 at', at],
    ['客群 segment', nameOf(of.name), of.customers, of.sentence?.zh ?? null, of.sentence?.en ?? null],
    ['对比 base', nameOf(against.name), against.customers, against.sentence?.zh ?? null, against.sentence?.en ?? null],
    ['两者共有 both', both],
    ['截至 as of', asOf],
    ['生成时间 made at', madeAt],
    ['最小单元 smallest cell', minCell],
    ['金额单位 money', `${money.ccy}，最小货币单位（分）in minor units${money.month === null ? '' : `，${money.month}`}`],
  ]
}

function cellRow(cell: PortraitCell): Row {
  const value = cell.label.zh === '' ? (cell.code ?? '') : nameOf(cell.label)
  return [value, cell.from, cell.to, cell.count, cell.baseCount, cell.share, cell.baseShare, ...interval(cell.tgi), ...interval(cell.diff), cell.p, cell.hidden ? 1 : 0]
}

function interval(found: { readonly value: number; readonly low: number | null; readonly high: number | null } | null): Row {
  return found === null ? [null, null, null] : [found.value, found.low, found.high]
}

function flowRows(flow: Flow | null): Row[] {
  if (flow === null) return [['导出时没有要求流向 No flow was asked for']]
  const state = ({ in: isIn, known, label, code }: Flow['flows'][number]['before']): Row => [known ? (isIn ? '客群内 in' : '客群外 out') : '尚非客户 no customer yet', label.zh === '' ? code : nameOf(label)]
  return [
    [flow.from, '标签 tag', flow.to, '标签 tag', '客户数 customers'],
    ...flow.flows.map(({ before, after, customers }): Row => [...state(before), ...state(after), customers]),
    ['人数 before', flow.before, '人数 after', flow.after],
    ['流入 came', flow.came, '流出 left', flow.left],
    ['留存 stayed', flow.stayed, '不显示的流向 hidden', flow.hidden],
    ...(flow.reconstructed.length === 0 ? [] : [['按现在所知回算 computed from what is known now', flow.reconstructed.join(', ')]]),
  ]
}

/** Money in minor units. */
function assetRows({ from, to, start, end, inflow, outflow, rest, classes }: PortraitAssets): Row[] {
  if (from === null || to === null) return [['月资产不足两个月末 Fewer than two month ends of assets']]
  return [
    ['项目 item', from, to, '变动 change'],
    ['资产 assets', start, end, end - start],
    ...classes.map((step): Row => [step.key, step.start, step.end, step.end - step.start]),
    ['流入 in', null, null, inflow],
    ['流出 out', null, null, outflow === null ? null : -outflow],
    ['估值及其他 valuation and other', null, null, rest],
  ]
}

function productFlowRows({ from, to, days, flows, hidden }: ProductFlows): Row[] {
  return [
    [`来自 from (${from})`, `去向 to (${to})`, '金额 amount', '客户数 customers'],
    ...flows.map((flow): Row => [flow.from, flow.to, flow.amount, flow.persons]),
    ['先进先出天数 FIFO days', days, '不显示的流向 hidden', hidden],
  ]
}
