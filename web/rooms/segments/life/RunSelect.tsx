import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { SegmentRun } from '#segments/contract'
import { formatNumber } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'

interface Props {
  readonly runs: readonly SegmentRun[]
  readonly value: number
  readonly label: string
  readonly onChange: (runId: number) => void
}

/** Chooses a snapshot by its date, version and size. */
export function RunSelect({ runs, value, label, onChange }: Props) {
  const { t } = useTranslation('segments')
  const locale = useFormatLocale()
  const options = runs.map((run) => ({ value: run.runId, label: t('life.runLabel', { asOf: run.asOf, version: run.version, shown: formatNumber(run.size, locale) }) }))
  return <Select aria-label={label} className="run-select" popupMatchSelectWidth={false} value={value} onChange={onChange} options={options} />
}
