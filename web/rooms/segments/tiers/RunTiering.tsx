import { InputNumber, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { startedSchema } from '#platform/http/contract'
import { post } from '../../../api/client.js'
import { useMay } from '../../../api/session.js'
import { JobButton } from '../../../ui/action/JobButton.js'
import { TIERINGS, tieringUrl } from './tier-paths.js'

interface Props {
  readonly tiering: string
  readonly isPublished: boolean
  readonly hasRun: boolean
  readonly size?: 'small'
}

const MOST_MONTHS = 24

/** Runs a tiering for the newest data; on its own page also for month ends before. */
export function RunTiering({ tiering, isPublished, hasRun, size }: Props) {
  const { t } = useTranslation('segments')
  const [months, setMonths] = useState(0)
  if (!useMay('segment.write')) return null
  return (
    <Space>
      {size === undefined && (
        <label className="soft">
          {t('tiers.months')} <InputNumber min={0} max={MOST_MONTHS} value={months} onChange={(next) => setMonths(next ?? 0)} style={{ width: '4.5rem' }} />
        </label>
      )}
      <JobButton
        label={t(hasRun ? 'tiers.runAgain' : 'tiers.run')}
        type={hasRun ? 'default' : 'primary'}
        disabled={!isPublished}
        {...(isPublished ? {} : { hint: t('tiers.publishFirst') })}
        {...(size === undefined ? {} : { size })}
        refreshes={[TIERINGS]}
        start={() => post(`${tieringUrl(tiering)}/run`, { months: size === undefined ? months : 0 }, startedSchema)}
      />
    </Space>
  )
}
