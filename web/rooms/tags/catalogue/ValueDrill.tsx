import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import type { Distribution, TagListItem } from '#tags/contract'
import { useMay } from '../../../api/session.js'
import { formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { keepScope } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { useFormatValue } from './DistributionChart.js'
import { type Part, partsOf } from './value-rule.js'

interface Props {
  readonly tagKey: string
  readonly distribution: Distribution
  readonly type: TagListItem['type']
  /** The part chosen, in the chart or in the list. */
  readonly chosen: number | null
  readonly onChoose: (part: number | null) => void
}

/** What each part is called. */
function usePartName({ distribution, type }: Pick<Props, 'distribution' | 'type'>): (part: Part) => string {
  const { t } = useTranslation('tags')
  const say = useSay()
  const write = useFormatValue(type)
  return ({ key }) => {
    if (distribution.kind === 'numbers') {
      const bin = distribution.bins[Number(key)]
      return bin === undefined ? key : `${write(bin.from)} – ${write(bin.to)}`
    }
    if (key === '') return t('distribution.missing')
    const label = distribution.categories.find(({ code }) => code === key)?.label
    return (label === undefined ? '' : say(label)) || key
  }
}

/** From a part of the distribution to the customers in it: a segment of them, or a list. */
export function ValueDrill({ tagKey, distribution, type, chosen, onChoose }: Props) {
  const { t } = useTranslation('tags')
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const locale = useFormatLocale()
  const nameOf = usePartName({ distribution, type })
  const [maySegment, maySee] = [useMay('segment.write'), useMay('customer.read')]
  const parts = partsOf(tagKey, distribution, type)
  const part = chosen === null ? undefined : parts[chosen]
  if (parts.length === 0 || (!maySegment && !maySee)) return null
  const look = ({ value }: Part) => {
    const asked = new URLSearchParams({ tag: tagKey, tagValue: value ?? '' })
    void navigate(keepScope(`/customers?${asked.toString()}`, search))
  }
  return (
    <div className="tags-life-line">
      <Select<number>
        allowClear
        className="tags-node-name"
        aria-label={t('drill.choose')}
        placeholder={t('drill.choose')}
        value={chosen}
        onChange={(at: number | undefined) => onChoose(at ?? null)}
        options={parts.map((each, at) => ({ value: at, label: `${nameOf(each)} · ${formatNumber(each.count, locale)}` }))}
      />
      {maySegment && (
        <Button disabled={part === undefined} onClick={() => part && void navigate(keepScope('/customers/segments/new', search), { state: { rule: part.rule } })}>
          {t('drill.segment')}
        </Button>
      )}
      {maySee && (
        <Button disabled={part === undefined || part.value === null} title={part?.value === null ? t('drill.noList') : ''} onClick={() => part && look(part)}>
          {t('drill.customers')}
        </Button>
      )}
    </div>
  )
}
