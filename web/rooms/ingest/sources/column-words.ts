import type { TFunction } from 'i18next'
import type { ColumnSpec, FromColumn } from '#ingest/contract'

function lookupWords(spec: Extract<ColumnSpec, { lookup: unknown }>, t: TFunction<'ingest'>): string {
  const { table, by, value } = spec.lookup
  return t('spec.lookup', { from: spec.from, table, by, value })
}

/** How the text of a file column becomes a value, as clauses. */
function readClauses(spec: FromColumn, t: TFunction<'ingest'>): readonly string[] {
  const { slice, missing, values, otherwise, bands, format, monthOffset, unit, decimal } = spec
  const pairs = Object.entries(values ?? {}).map(([from, to]) => `${from} → ${to}`)
  const clauses: (string | false | undefined)[] = [
    slice && t('spec.slice', { from: slice[0] + 1, to: slice[1] }),
    missing && t('spec.missing', { texts: missing.join(' / ') }),
    pairs.length > 0 && t('spec.values', { pairs: pairs.join('；') }),
    otherwise !== undefined && t('spec.otherwise', { value: otherwise }),
    bands && t('spec.bands', { count: bands.length }),
    format && t('spec.format', { format }),
    monthOffset !== undefined && t('spec.monthOffset', { months: monthOffset }),
    unit && t(`spec.unit.${unit}`),
    decimal === ',' && t('spec.comma'),
  ]
  return clauses.filter((clause): clause is string => typeof clause === 'string')
}

/** A column of a mapping in words: `file column`, and what is done to it. */
export function columnWords(spec: ColumnSpec, t: TFunction<'ingest'>): { from: string; how: string } {
  if (typeof spec === 'string') return { from: spec, how: '' }
  if ('constant' in spec) return { from: '', how: t('spec.constant', { value: String(spec.constant) }) }
  if ('line' in spec) return { from: '', how: t('spec.line') }
  if ('lookup' in spec) return { from: spec.from, how: lookupWords(spec, t) }
  return { from: spec.from, how: readClauses(spec, t).join(t('spec.join')) }
}
