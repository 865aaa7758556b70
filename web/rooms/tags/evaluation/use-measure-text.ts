import { useTranslation } from 'react-i18next'
import type { Measure } from '#tags/contract'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useTagName } from '../use-tag-name.js'
import { useDecisionName } from './use-decision-name.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'

const SHARES: readonly Measure['name'][] = ['coverage', 'accuracy', 'conflict']
const WHOLE: readonly Measure['name'][] = ['freshness', 'inputs', 'usage']

/** Whether contacting by the tag adds anything, and as much as it did. */
function targetingWord({ grade, params }: Measure): 'targeting' | 'targetingNot' | 'targetingDecays' {
  if (grade === null) return 'targetingNot'
  return params['decays'] === 1 ? 'targetingDecays' : 'targeting'
}

/** How a measure is written, and the sentence that says where it comes from. */
export function useMeasureText() {
  const { t } = useTranslation('tags')
  const locale = useFormatLocale()
  const [tagName, decisionName] = [useTagName(), useDecisionName()]
  const write = (name: Measure['name'], value: number): string => (SHARES.includes(name) ? formatPercent(value, locale) : formatNumber(value, locale, WHOLE.includes(name) ? 0 : 3))
  const saying = (measure: Measure): string => {
    const { name, params, value } = measure
    if (value === null) return t('evaluation.says.unknown')
    if (name === 'coverage' && params['whole'] === 0) return t('evaluation.says.coverageOf', { ...counted(params), defaultValue: '' })
    if (name === 'inputs' && params['table'] === undefined) return t('evaluation.says.inputsNone')
    if (name === 'redundancy' && params['tag'] === undefined) return t('evaluation.says.redundancyNone')
    if (name === 'targeting') return t(`evaluation.says.${targetingWord(measure)}`, { ...counted(params), defaultValue: '' })
    if (name === 'inputs') return t('evaluation.says.inputs', { ...params, defaultValue: '', kind: t(`evaluation.measures.${String(params['kind']) as 'stale'}`) })
    return t(`evaluation.says.${name}`, { ...counted(params), defaultValue: '' })
  }
  const counted = (params: Measure['params']) => Object.fromEntries(Object.entries(params).map(([key, value]) => [key, key === 'tag' ? tagName(String(value)) : key === 'decision' ? decisionName(String(value)) : typeof value === 'number' ? formatNumber(value, locale, Number.isInteger(value) ? 0 : 1) : value]))
  return { write, saying }
}
