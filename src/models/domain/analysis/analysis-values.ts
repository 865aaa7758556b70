import type { ValueType } from '#kernel/rule'
import type { Analysis, AnalysisValue } from '../../contract-analysis.js'

/** A value of an analysis and what it must be: an aggregate of rows with one of these functions, or one of these types. */
export interface WantedValue extends AnalysisValue {
  readonly fn?: string
  readonly types?: readonly ValueType[]
}

const DATES: readonly ValueType[] = ['date', 'instant']
const CODES: readonly ValueType[] = ['enum', 'string']
const AMOUNTS: readonly ValueType[] = ['int', 'decimal', 'money']

/** Every value an analysis names, with what it must be. */
export function valuesOf(analysis: Analysis): WantedValue[] {
  switch (analysis.task) {
    case 'lifetime':
      return [{ path: 'spend', value: analysis.spend, fn: 'sum' }, ...optional('start', analysis.start, DATES), ...optional('group', analysis.group, CODES), ...optional('balance.value', analysis.balance?.value, AMOUNTS), ...optional('balance.kept', analysis.balance?.kept, DATES)]
    case 'timing':
      return [{ path: 'event', value: analysis.event, fn: 'count' }, { path: 'quietSince', value: analysis.quietSince, types: DATES }, ...analysis.clocks.flatMap(clockValue)]
    case 'benefit':
      return optional('group', analysis.group, CODES)
    case 'worth':
      return analysis.lines.map(({ value }, at) => ({ path: `lines[${at}].value`, value, types: AMOUNTS }))
  }
}

function clockValue(clock: Extract<Analysis, { task: 'timing' }>['clocks'][number], at: number): WantedValue[] {
  if (clock.kind === 'year' || clock.kind === 'hour') return []
  const path = `clocks[${at}].of`
  return clock.kind === 'anniversary' ? [{ path, value: clock.of, types: DATES }] : [{ path, value: clock.of, types: DATES, fn: 'max' }]
}

function optional(path: string, value: AnalysisValue['value'] | undefined, types: readonly ValueType[]): WantedValue[] {
  return value === undefined ? [] : [{ path, value, types }]
}
