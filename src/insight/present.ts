import type { Portrait, PortraitCell } from './contract-portrait.js'

type Line = readonly (string | number | null)[]

const HEAD: Line = ['section', 'key', 'name', 'value', 'from', 'to', 'count', 'base_count', 'share', 'base_share', 'tgi', 'tgi_low', 'tgi_high', 'diff', 'diff_low', 'diff_high', 'p_adjusted', 'hidden']

/** A portrait as lines of a table, money in minor units; hidden cells have no figures. */
export function portraitLines(portrait: Portrait): Line[] {
  const list = (section: string, cells: readonly PortraitCell[]) => cells.map((cell) => cellLine([section, section, section], cell))
  return [
    HEAD,
    ...portrait.traits.flatMap((trait) => trait.cells.map((cell) => cellLine([trait.kind, trait.key, trait.name.zh], cell))),
    ...list('product', portrait.products.cells),
    ...list('channel', portrait.channels.cells),
    ...list('province', portrait.provinces.cells),
    ...list('city', portrait.cities.cells),
    ...portrait.money.items.map((item) => ['money', item.key, item.key, null, null, null, item.mean, item.baseMean, null, null, null, null, null, item.diff, item.low, item.high, item.p, null]),
  ]
}

function cellLine(head: readonly [string, string, string], cell: PortraitCell): Line {
  const { tgi, diff } = cell
  const value = cell.label.zh === '' ? (cell.code ?? '') : cell.label.zh
  return [...head, value, cell.from, cell.to, cell.count, cell.baseCount, cell.share, cell.baseShare, ...interval(tgi), ...interval(diff), cell.p, cell.hidden ? 1 : 0]
}

function interval(found: { readonly value: number; readonly low: number | null; readonly high: number | null } | null): Line {
  return found === null ? [null, null, null] : [found.value, found.low, found.high]
}
