import { CalendarOutlined } from '@ant-design/icons'
import { Button, Input, Popover } from 'antd'
import { useTranslation } from 'react-i18next'
import { useToday } from '../api/installation.js'
import { useUrlState } from '../ui/place/scope.js'
import { monthEndsBefore } from './month-ends.js'

const MONTHS = 6

interface PanelProps {
  readonly asOf: string | null
  /** The bank's business date. */
  readonly latest: string | undefined
  readonly onChoose: (day: string | null) => void
}

function AsOfPanel({ asOf, latest, onChoose }: PanelProps) {
  const { t } = useTranslation('shell')
  return (
    <div className="as-of-panel">
      <Button type={asOf === null ? 'primary' : 'default'} block onClick={() => onChoose(null)}>
        {t('asOf.latest')} {latest}
      </Button>
      <label>
        <span className="soft">{t('asOf.day')}</span>
        <Input
          type="date"
          {...(latest === undefined ? {} : { max: latest })}
          value={asOf ?? ''}
          onChange={(event) => onChoose(event.target.value || null)}
        />
      </label>
      <span className="soft">{t('asOf.monthEnds')}</span>
      <div className="as-of-days">
        {(latest === undefined ? [] : monthEndsBefore(latest, MONTHS)).map((day) => (
          <Button
            key={day}
            size="small"
            type={day === asOf ? 'primary' : 'default'}
            onClick={() => onChoose(day)}
          >
            {day}
          </Button>
        ))}
      </div>
    </div>
  )
}

/** Chooses the business date figures are computed as of; the URL keeps it as `asOf`, absent for the latest. */
export function AsOfPicker() {
  const { t } = useTranslation('shell')
  const [search, change] = useUrlState()
  const asOf = search.get('asOf')
  const latest = useToday().data?.businessDate
  const shown = asOf ?? `${t('asOf.latest')} ${latest ?? ''}`.trim()
  const panel = (
    <AsOfPanel asOf={asOf} latest={latest} onChoose={(day) => change({ asOf: day, cursor: null })} />
  )
  return (
    <Popover trigger="click" placement="bottomLeft" content={panel} destroyOnHidden>
      <Button
        type="text"
        className="figures"
        icon={<CalendarOutlined />}
        aria-label={t('asOf.label', { day: shown })}
        aria-haspopup="dialog"
      >
        {shown}
      </Button>
    </Popover>
  )
}
