import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { formatInstant, formatNumber } from '../../../ui/format.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { toneOf, type Version } from '../model-state.js'
import { modelPath } from '../models-paths.js'
import { TrainButton } from '../TrainButton.js'
import type { ModelDetail } from './use-picked-version.js'
import { VersionActions } from './VersionActions.js'

interface RowProps {
  readonly model: ModelDetail
  readonly version: Version
  readonly chosen: boolean
  readonly onChoose: (on: boolean) => void
}

function VersionRow({ model, version, chosen, onChoose }: RowProps) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const { number, headline, trainedBy, trainedAt, approvedBy, approvedAt } = version
  const write = (value: number | null) => (value === null ? '–' : formatNumber(value, locale, 3))
  const at = (name: string, instant: string) => t('versions.by', { name, at: formatInstant(instant, locale) })
  return (
    <tr>
      <td>
        <Checkbox checked={chosen} aria-label={`${t('versions.choose')} ${t('version', { number })}`} onChange={({ target }) => onChoose(target.checked)} />
      </td>
      <td>
        <AppLink to={`${modelPath(model.key)}?tab=performance&v=${number}`}>{t('version', { number })}</AppLink>
      </td>
      <td><StatusTag tone={toneOf[version.status]}>{t(`status.${version.status}`)}</StatusTag></td>
      <td className="figures">{headline && t(headline.metric as 'auc', { value: write(headline.value), low: write(headline.low), high: write(headline.high), defaultValue: `${headline.metric} {{value}}` })}</td>
      <td>{t(`algorithm.${version.algorithm as 'linear'}`, { defaultValue: version.algorithm })}</td>
      <td className="soft">{at(trainedBy.name, trainedAt)}</td>
      <td className="soft">{approvedBy !== null && approvedAt !== null && at(approvedBy.name, approvedAt)}</td>
      <td><VersionActions model={model} version={version} /></td>
    </tr>
  )
}

/** Every version: how it stood the test, who trained and approved it, which is live, and what may be done with it. */
export function VersionsTab({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation('models')
  const [, change] = useUrlState()
  const [chosen, setChosen] = useState<readonly number[]>([])
  const next = (model.newest?.number ?? 0) + 1
  const train = <TrainButton model={model.key} number={next} isPublished={model.version !== null} />
  if (model.versions.length === 0) return <EmptyState title={t('needsVersion.title')} why={t('needsVersion.why')} action={train} />
  const choose = (number: number, on: boolean) => setChosen((now) => (on ? [...now, number].slice(-2) : now.filter((one) => one !== number)))
  const [a, b] = chosen.toSorted((x, y) => x - y)
  return (
    <div className="model-stack">
      <div className="model-buttons">
        <Button disabled={a === undefined || b === undefined} onClick={() => change({ tab: 'compare', a: String(a), b: String(b) })}>
          {t('versions.compare')}
        </Button>
        {train}
      </div>
      <section className="panel model-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col" aria-label={t('versions.choose')} />
              <th scope="col">{t('versions.number')}</th>
              <th scope="col">{t('versions.status')}</th>
              <th scope="col">{t('versions.figure')}</th>
              <th scope="col">{t('overview.algorithm')}</th>
              <th scope="col">{t('versions.trained')}</th>
              <th scope="col">{t('versions.approved')}</th>
              <th scope="col">{t('versions.actions')}</th>
            </tr>
          </thead>
          <tbody>
            {model.versions.map((version) => (
              <VersionRow key={version.number} model={model} version={version} chosen={chosen.includes(version.number)} onChoose={(on) => choose(version.number, on)} />
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}
