import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Figures } from '#models/contract'
import { Estimate } from '../../../ui/figures/Estimate.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { formatNumber } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { FigureHelp } from '../FigureHelp.js'
import { UpliftFairness } from '../uplift/UpliftFairness.js'
import { readGroup } from './figures.js'
import { useGroupName } from './use-group-name.js'
import type { ModelDetail, VersionDetail } from './use-picked-version.js'
import { WithVersion } from './WithVersion.js'

type Report = Figures['fairness'][number]

/** The selection ratio, marked where it is low by more than chance, and said where that cannot be told. */
function Ratio({ group, groups }: { readonly group: Report['groups'][number]; readonly groups: Report['groups'] }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const read = readGroup(group, groups)
  if (read === 'low') return <StatusTag tone="attention">{formatNumber(group.selectedRatio, locale, 2)}</StatusTag>
  return (
    <>
      {read === 'unsure' && <span className="soft">{t('fairness.unsure')}</span>} <Num value={group.selectedRatio} digits={2} />
    </>
  )
}

function GroupTable({ report }: { readonly report: Report }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const nameOf = useGroupName(report.by)
  const warned = report.groups.filter((group) => readGroup(group, report.groups) === 'low')
  const write = (value: number) => formatNumber(value, locale, 3)
  return (
    <section className="panel model-scroll">
      <h2>{t(`fairness.by.${report.by}`)}</h2>
      {warned.length === 0 ? <p className="soft">{t('fairness.fine')}</p> : <Alert type="warning" showIcon title={t('fairness.warn', { count: warned.length, groups: warned.map(({ group }) => nameOf(group)).join(', ') })} />}
      <table className="plain-table model-numbers">
        <thead>
          <tr>
            <th scope="col">{t('fairness.group')}</th>
            <th scope="col">{t('fairness.rows')}</th>
            <th scope="col">{t('fairness.rate')}</th>
            <th scope="col">{t('fairness.meanScore')}</th>
            <th scope="col">{t('fairness.selected')}</th>
            <th scope="col">
              {t('fairness.ratio')}
              <FigureHelp figure="selectedRatio" />
            </th>
            <th scope="col">
              {t('fairness.auc')}
              <FigureHelp figure="auc" />
            </th>
          </tr>
        </thead>
        <tbody>
          {report.groups.map((group) => (
            <tr key={group.group}>
              <th scope="row">{nameOf(group.group)}</th>
              <td><Num value={group.rows} /></td>
              <td><Percent value={group.rate} /></td>
              <td><Percent value={group.meanScore} /></td>
              <td><Percent value={group.selectedRate} /></td>
              <td>
                <Ratio group={group} groups={report.groups} />
              </td>
              <td>
                {group.auc?.low == null || group.auc.high === null ? <span className="soft">{t('fairness.tooFew')}</span> : <Estimate estimate={{ value: group.auc.value, low: group.auc.low, high: group.auc.high }} format={write} level={group.auc.level} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Fairness({ version }: { readonly version: VersionDetail }) {
  const { t } = useTranslation('models')
  const { fairness, uplift } = version.figures
  const ofUplift = uplift?.fairness ?? []
  if (ofUplift.length > 0) {
    return (
      <>
        <p className="soft">{t('fairness.purpose')}</p>
        {ofUplift.map((report) => (
          <UpliftFairness key={report.by} report={report} />
        ))}
      </>
    )
  }
  if (fairness.length === 0) return <p className="soft">{t('fairness.none')}</p>
  return (
    <>
      <p className="soft">{t('fairness.purpose')}</p>
      {fairness.map((report) => (
        <GroupTable key={report.by} report={report} />
      ))}
    </>
  )
}

/** How groups fare that the model must not treat worse, whether it reads them or not. */
export function FairnessTab({ model }: { readonly model: ModelDetail }) {
  return <WithVersion model={model}>{(version) => <Fairness version={version} />}</WithVersion>
}
