import type { Mistake } from '#kernel/error'
import { patternProblem } from '#kernel/rule'
import { bankTable, type BankTableName } from '#ingest/contract'
import { columnPlaces, isFact, type CustomAttribute } from './bank-column-place.js'
import { NUMBERS, readsColumn, TAKES, type ValidityTest } from './check-columns.js'
import type { Check, QualityRuleBody } from './rule-body.js'

/** What a person got wrong in a rule that parsed, each located. */
export function ruleMistakes(body: QualityRuleBody, attributes: readonly CustomAttribute[]): Mistake[] {
  return [...shapeMistakes(body), ...columnMistakes(body, attributes), ...checkMistakes(body, attributes)]
}

function shapeMistakes(body: QualityRuleBody): Mistake[] {
  const { kind } = body.check
  const [fewest, most] = TAKES[kind].columns
  const mistakes: Mistake[] = []
  if (body.columns.length < fewest || body.columns.length > most) mistakes.push({ code: 'QUALITY_COLUMN_COUNT', path: 'columns', params: { kind, fewest, most } })
  const needsTable = kind === 'timeliness' ? body.source === undefined : kind !== 'reconciliation'
  if (needsTable && body.table === undefined) mistakes.push({ code: 'QUALITY_TABLE_MISSING', path: 'table', params: { kind } })
  const needsTime = kind === 'volume' || (body.check.kind === 'timeliness' && body.check.newestWithinHours !== undefined)
  if (needsTime && (body.table === undefined || !isFact(body.table))) mistakes.push({ code: 'QUALITY_TIME_MISSING', path: 'table', params: { table: body.table ?? '' } })
  return mistakes
}

function columnMistakes(body: QualityRuleBody, attributes: readonly CustomAttribute[]): Mistake[] {
  if (body.table === undefined) return []
  const { table } = body
  const named = [...body.columns.map((name, at) => ({ name, path: `columns[${at}]` })), ...Object.keys(body.where ?? {}).map((name) => ({ name, path: `where.${name}` }))]
  return named.flatMap(({ name, path }) => existsMistake(table, name, path, attributes, body.check.kind === 'validity'))
}

function existsMistake(table: BankTableName, name: string, path: string, attributes: readonly CustomAttribute[], sealedToo: boolean): Mistake[] {
  const place = columnPlaces(table, attributes).find((each) => each.name === name)
  if (place === undefined) return [{ code: 'TARGET_COLUMN_UNKNOWN', path, params: { table, column: name } }]
  if (place.column.identifier !== undefined && !sealedToo) return [{ code: 'QUALITY_COLUMN_SEALED', path, params: { column: name } }]
  return []
}

function checkMistakes(body: QualityRuleBody, attributes: readonly CustomAttribute[]): Mistake[] {
  const { check } = body
  switch (check.kind) {
    case 'validity':
      return [...typeMistakes(body, attributes), ...validityMistakes(body, check)]
    case 'range':
      return [...typeMistakes(body, attributes), ...rangeMistakes(check)]
    case 'referential':
      return [...typeMistakes(body, attributes), ...existsMistake(check.to.table, check.to.column, 'check.to.column', attributes, false)]
    case 'reconciliation':
      return [...sideMistakes('left', check, attributes), ...sideMistakes('right', check, attributes)]
    case 'completeness':
    case 'uniqueness':
    case 'timeliness':
    case 'volume':
    case 'drift':
    case 'unit-change':
      return typeMistakes(body, attributes)
  }
}

function rangeMistakes({ min, max }: Extract<Check, { kind: 'range' }>): Mistake[] {
  return min === undefined && max === undefined ? [{ code: 'QUALITY_RANGE_EMPTY', path: 'check', params: {} }] : []
}

function typeMistakes(body: QualityRuleBody, attributes: readonly CustomAttribute[]): Mistake[] {
  const types = TAKES[body.check.kind].types
  const { table } = body
  if (types === undefined || table === undefined) return []
  const places = columnPlaces(table, attributes)
  return body.columns.flatMap((name, at) => {
    const type = places.find((place) => place.name === name)?.column.type
    return type === undefined || types.includes(type) ? [] : [{ code: 'QUALITY_COLUMN_TYPE', path: `columns[${at}]`, params: { column: name, type, kind: body.check.kind } } as const]
  })
}

function validityMistakes(body: QualityRuleBody, check: Extract<Check, { kind: 'validity' }>): Mistake[] {
  const mistakes: Mistake[] = []
  const problem = check.test === 'pattern' ? patternProblem(check.pattern ?? '') : null
  if (problem !== null) mistakes.push({ code: 'QUALITY_PATTERN_REFUSED', path: 'check.pattern', params: { reason: problem } })
  if (check.test === 'values' && check.values === undefined) mistakes.push({ code: 'QUALITY_VALUES_MISSING', path: 'check.values', params: {} })
  return [...mistakes, ...testMistakes(body, check.test)]
}

function testMistakes({ table, columns }: QualityRuleBody, test: ValidityTest): Mistake[] {
  const name = columns[0] ?? ''
  const column = table === undefined ? undefined : bankTable(table).columns[name]
  if (column === undefined) return []
  return readsColumn(test, column) ? [] : [{ code: 'QUALITY_COLUMN_TYPE', path: 'columns[0]', params: { column: name, type: column.identifier ?? column.type, kind: test } }]
}

function sideMistakes(of: 'left' | 'right', check: Extract<Check, { kind: 'reconciliation' }>, attributes: readonly CustomAttribute[]): Mistake[] {
  const side = check[of]
  const places = columnPlaces(side.table, attributes)
  const type = places.find(({ name }) => name === side.column)?.column.type
  if (type === undefined) return [{ code: 'TARGET_COLUMN_UNKNOWN', path: `check.${of}.column`, params: { table: side.table, column: side.column } }]
  const mistakes: Mistake[] = []
  if (!NUMBERS.includes(type)) mistakes.push({ code: 'QUALITY_COLUMN_TYPE', path: `check.${of}.column`, params: { column: side.column, type, kind: check.kind } })
  if (side.measure === 'change' && !isFact(side.table)) mistakes.push({ code: 'QUALITY_TIME_MISSING', path: `check.${of}.table`, params: { table: side.table } })
  for (const name of [...Object.keys(side.minus ?? {}), ...Object.keys(side.where ?? {})]) {
    mistakes.push(...existsMistake(side.table, name, `check.${of}.${side.minus?.[name] === undefined ? 'where' : 'minus'}.${name}`, attributes, false))
  }
  return mistakes
}
