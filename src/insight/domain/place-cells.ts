import { cityName, provinceName, provinceOf } from '#customers/contract'
import type { PortraitCell } from '../contract-portrait.js'
import { countsOf, type GroupCounts } from './group-counts.js'
import { notKnown, presentCells, type CellGround, type RawCell } from './portrait-cells.js'
import type { TraitCount } from './portrait-traits.js'

const MOST_CITIES = 40
const weight = ({ only, rest, both }: GroupCounts): number => only + rest + both

/** Customers by province and by city of residence, most first; the code is what leads from one to the other. */
export function placeCells(rows: readonly TraitCount[], ground: CellGround): { readonly known: boolean; readonly provinces: PortraitCell[]; readonly cities: PortraitCell[]; readonly more: number } {
  const known = rows.filter(({ code }) => code !== '')
  const cities = known.map(({ code, n }): RawCell => ({ code, label: cityName(code), found: countsOf(n) })).sort((a, b) => weight(b.found) - weight(a.found))
  const missing = rows.filter(({ code }) => code === '').map(({ n }): RawCell => ({ code: null, label: notKnown, found: countsOf(n) }))
  return {
    known: known.length > 0,
    provinces: presentCells([...provincesOf(cities), ...missing], ground, true),
    more: Math.max(0, cities.length - MOST_CITIES),
    cities: presentCells([...cities.slice(0, MOST_CITIES), ...missing], ground, true),
  }
}

function provincesOf(cities: readonly RawCell[]): RawCell[] {
  const found = new Map<string, RawCell>()
  for (const city of cities) {
    const province = provinceOf(city.code ?? '') ?? city.code ?? ''
    const sum = found.get(province)?.found ?? { only: 0, rest: 0, both: 0 }
    const { only, rest, both } = city.found
    found.set(province, { code: province, label: provinceName(province), found: { only: sum.only + only, rest: sum.rest + rest, both: sum.both + both } })
  }
  return [...found.values()].sort((a, b) => weight(b.found) - weight(a.found))
}
