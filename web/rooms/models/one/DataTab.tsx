import { useTranslation } from 'react-i18next'
import { Num } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import type { ModelDetail, VersionDetail } from './use-picked-version.js'
import { WithVersion } from './WithVersion.js'

const parts = ['train', 'valid', 'test'] as const

function RowsPanel({ version }: { readonly version: VersionDetail }) {
  const { t } = useTranslation('models')
  const { rows, uplift } = version.figures
  // Uplift is cross-fitted: every row is learned from, and judged by a model of the other folds.
  const isCrossed = uplift !== null && uplift !== undefined
  const shown = parts.filter((part) => !isCrossed || part !== 'valid')
  return (
    <section className="panel">
      <h2>{t('data.rows')}</h2>
      <table className="plain-table">
        <tbody>
          {shown.map((part) => (
            <tr key={part}>
              <th scope="row">{t(`data.parts.${part}`)}</th>
              <td className="right"><Num value={rows[part]} /></td>
              <td className="soft">{t(isCrossed && part === 'test' ? 'data.folds' : `data.partWhat.${part}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft">{t('data.snapshotWhat', { run: version.dataRun })}</p>
      <p className="soft">{t('data.definition', { version: version.definitionVersion })}</p>
    </section>
  )
}

function Dates({ dates, none }: { readonly dates: readonly string[]; readonly none: string }) {
  if (dates.length === 0) return <span className="soft">{none}</span>
  return (
    <span className="model-dates figures">
      {dates.map((date) => (
        <StatusTag key={date} tone="quiet">{date}</StatusTag>
      ))}
    </span>
  )
}

function DatesPanel({ model, version }: { readonly model: ModelDetail; readonly version: VersionDetail }) {
  const { t } = useTranslation('models')
  const { train, test, left } = version.figures.dates
  const [firstTest] = test
  const why = firstTest === undefined ? t('data.leftUnknown') : t('data.leftWhy', { test: firstTest })
  return (
    <section className="panel">
      <h2>{t('data.dates')}</h2>
      <p className="soft">{t('data.horizon', { days: model.horizonDays })}</p>
      <dl className="model-facts">
        <div>
          <dt>{t('data.train')}</dt>
          <dd><Dates dates={train} none={t('data.none')} /></dd>
        </div>
        <div>
          <dt>{t('data.test')}</dt>
          <dd><Dates dates={test} none={t(version.figures.uplift ? 'data.folds' : 'data.noTest')} /></dd>
        </div>
        <div>
          <dt>{t('data.left')}</dt>
          <dd>
            <Dates dates={left} none={t('data.none')} />
            {left.length > 0 && <p className="soft">{why}</p>}
          </dd>
        </div>
      </dl>
    </section>
  )
}

/** What a version learned from: rows of each part, dates used and left out with the reason, the snapshot kept with it. */
export function DataTab({ model }: { readonly model: ModelDetail }) {
  return (
    <WithVersion model={model}>
      {(version) => (
        <div className="model-columns even">
          <RowsPanel version={version} />
          <DatesPanel model={model} version={version} />
        </div>
      )}
    </WithVersion>
  )
}
