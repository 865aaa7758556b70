import { Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../../../api/client.js'
import { startedSchema } from '#platform/http/contract'
import { useMay } from '../../../api/session.js'
import { JobButton } from '../../../ui/action/JobButton.js'

interface Props {
  readonly tagKey: string
  /** Newest first. */
  readonly versions: readonly number[]
}

/** Dates shown before they are only counted. */
const SHOWN = 3

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
}

/** Computes a version on past days: a job with progress that can be cancelled. */
export function BackfillForm({ tagKey, versions }: Props) {
  const { t } = useTranslation('tags')
  const [version, setVersion] = useState(versions[0] ?? 1)
  const [dates, setDates] = useState<readonly string[]>([])
  const [typed, setTyped] = useState('')
  if (!useMay('tag.write')) return null
  const path = `/api/v1/tags/${encodeURIComponent(tagKey)}`
  const add = (date: string) => {
    setTyped('')
    if (isDate(date)) setDates([...new Set([...dates, date])].sort())
  }
  return (
    <section className="panel">
      <h2>{t('versions.backfillTitle')}</h2>
      <p className="soft">{t('versions.backfillWhat')}</p>
      <div className="tags-life-line">
        <Select<number>
          aria-label={t('tag.version')}
          value={version}
          onChange={setVersion}
          options={versions.map((value) => ({ value, label: t('versions.version', { version: value }) }))}
        />
        <Input className="tags-date" type="date" aria-label={t('versions.backfillDates')} value={typed} onChange={({ target }) => (isDate(target.value) ? add(target.value) : setTyped(target.value))} />
        <Select<string[]>
          mode="multiple"
          open={false}
          className="tags-dates"
          maxTagCount={SHOWN}
          aria-label={t('versions.backfillDates')}
          placeholder={t('versions.backfillDates')}
          value={[...dates]}
          onChange={setDates}
        />
        <JobButton
          label={t('versions.backfillRun', { count: dates.length })}
          disabled={dates.length === 0}
          start={() => post(`${path}/backfill`, { version, dates }, startedSchema)}
          refreshes={[`${path}/versions`]}
          onDone={() => setDates([])}
        />
      </div>
    </section>
  )
}
