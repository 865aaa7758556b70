import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AggregateNode, EachPeriod } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { HelpHint } from '../figures/HelpHint.js'
import { innerFunctions, mayBeZero, withEach } from './aggregate-form.js'
import { factOf } from './spoken.js'
import { without } from './without.js'

interface Props {
  readonly node: AggregateNode
  readonly vocabulary: Vocabulary
  readonly onChange: (node: AggregateNode) => void
}

const periods = ['none', 'day', 'week', 'month'] as const

/** Whether a figure is first made for every day, week or month, and how: the days with rows, the average of monthly sums. */
export function EachControl({ node, vocabulary, onChange }: Props) {
  const { t } = useTranslation('rule-editor')
  const { each } = node
  const fact = factOf(vocabulary, node.table)
  const put = (next: EachPeriod | undefined) => onChange(withEach(node, next, fact))
  return (
    <span className="each-control">
      <Select<(typeof periods)[number]>
        aria-label={t('each.per')}
        variant="borderless"
        size="small"
        popupMatchSelectWidth={false}
        value={each?.per ?? 'none'}
        onChange={(per) => put(per === 'none' ? undefined : { fn: 'count', ...each, per })}
        options={periods.map((value) => ({ value, label: t(`each.pers.${value}`) }))}
      />
      {each !== undefined && (
        <Select<EachPeriod['fn']>
          aria-label={t('each.inner')}
          size="small"
          popupMatchSelectWidth={false}
          value={each.fn}
          onChange={(fn) => put({ ...each, fn })}
          options={innerFunctions(fact).map((fn) => ({ value: fn, label: t(`value.fn.${fn}`) }))}
        />
      )}
      {each !== undefined && mayBeZero(node) && (
        <Select<'out' | 'zero'>
          aria-label={t('each.empty')}
          size="small"
          popupMatchSelectWidth={false}
          value={each.empty ?? 'out'}
          onChange={(empty) => put(empty === 'zero' ? { ...each, empty } : without(each, 'empty'))}
          options={(['out', 'zero'] as const).map((value) => ({ value, label: t(`each.empties.${value}`) }))}
        />
      )}
      <HelpHint name={t('each.per')}>{t('each.what')}</HelpHint>
    </span>
  )
}
