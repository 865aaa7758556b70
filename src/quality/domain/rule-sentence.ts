import { bankTable, type BankTableName } from '#ingest/contract'
import type { Check, QualityRuleBody } from './rule-body.js'

interface Sentence {
  readonly zh: string
  readonly en: string
}

/** A rule in words. */
export function ruleSentence(body: QualityRuleBody): Sentence {
  const subject = subjectOf(body)
  const said = checkSentence(body.check)
  return { zh: `${subject.zh}${said.zh}`, en: `${subject.en} ${said.en}` }
}

function subjectOf({ table, columns, source, check }: QualityRuleBody): Sentence {
  if (check.kind === 'reconciliation') return { zh: `${check.left.table}.${check.left.column}`, en: `${check.left.table}.${check.left.column}` }
  if (table === undefined) return { zh: `数据源 ${source ?? ''} `, en: `source ${source ?? ''}` }
  const model = bankTable(table)
  if (columns.length === 0) return { zh: model.zh, en: model.en }
  const label = (name: string) => labelOf(table, name)
  return { zh: `${model.zh}的${columns.map((name) => label(name).zh).join('、')}`, en: `${model.en}: ${columns.map((name) => label(name).en).join(', ')}` }
}

function labelOf(table: BankTableName, name: string): Sentence {
  return bankTable(table).columns[name] ?? { zh: name, en: name }
}

const percent = (share: number) => `${Math.round(share * 10_000) / 100}%`

function checkSentence(check: Check): Sentence {
  switch (check.kind) {
    case 'completeness':
      return { zh: `至少 ${percent(check.minShare)} 有值`, en: `filled in at least ${percent(check.minShare)} of rows` }
    case 'validity':
      return validitySentence(check)
    case 'range':
      return rangeSentence(check)
    case 'referential':
      return { zh: `在 ${check.to.table}.${check.to.column} 中存在`, en: `found in ${check.to.table}.${check.to.column}` }
    case 'uniqueness':
      return { zh: '不重复', en: 'not repeated' }
    case 'timeliness':
      return timelinessSentence(check)
    case 'volume':
      return { zh: `行数与前 ${check.weeks} 周同一星期日均值相差不超过 ${percent(check.tolerance)}`, en: `rows within ${percent(check.tolerance)} of the mean of the same weekday in ${check.weeks} weeks` }
    case 'drift':
      return { zh: `分布稳定（PSI 不超过 ${check.max}）`, en: `spread stable (PSI at most ${check.max})` }
    case 'unit-change':
      return { zh: '单位未改变', en: 'keeps its unit' }
    case 'reconciliation':
      return { zh: `与 ${check.right.table}.${check.right.column} 相符（差异不超过 ${percent(check.tolerance)}）`, en: `agrees with ${check.right.table}.${check.right.column} within ${percent(check.tolerance)}` }
  }
}

function rangeSentence({ min = '−∞', max = '∞' }: { min?: number | string | undefined; max?: number | string | undefined }): Sentence {
  return { zh: `在 ${min} 到 ${max} 之间`, en: `between ${min} and ${max}` }
}

const TESTS: Readonly<Record<Extract<Check, { kind: 'validity' }>['test'], Sentence>> = {
  pattern: { zh: '符合格式', en: 'matches the pattern' },
  values: { zh: '为所列代码', en: 'is one of the listed codes' },
  'id-checksum': { zh: '通过身份证号校验（GB 11643）', en: 'passes the identity number check (GB 11643)' },
  mobile: { zh: '为手机号', en: 'is a mobile number' },
  email: { zh: '为邮箱地址', en: 'is an e-mail address' },
  date: { zh: '为合理日期', en: 'is a sane date' },
  json: { zh: '为 JSON', en: 'is JSON' },
}

function validitySentence(check: Extract<Check, { kind: 'validity' }>): Sentence {
  const { zh, en } = TESTS[check.test]
  return check.minShare === 1 ? { zh, en } : { zh: `${zh}（至少 ${percent(check.minShare)}）`, en: `${en} in at least ${percent(check.minShare)}` }
}

function timelinessSentence(check: Extract<Check, { kind: 'timeliness' }>): Sentence {
  if (check.by !== undefined) return { zh: `在业务日后第 ${check.dayOffset} 天 ${check.by} 前到数`, en: `loaded by ${check.by}, ${check.dayOffset} days after the business date` }
  if (check.newestWithinHours !== undefined) return { zh: `最新数据不早于 ${check.newestWithinHours} 小时前`, en: `newest row at most ${check.newestWithinHours} hours old` }
  if (check.maxAgeDays !== undefined) return { zh: `不超过 ${check.maxAgeDays} 天未更新`, en: `at most ${check.maxAgeDays} days old` }
  return { zh: '按惯常间隔更新', en: 'comes at its usual interval' }
}
