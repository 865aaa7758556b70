import { Alert, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { upliftListsSchema } from '#models/contract'
import { useApi } from '../../../api/query.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { Estimate } from '../../../ui/figures/Estimate.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { formatPercent, formatPp } from '../../../ui/format.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { modelUrl } from '../models-paths.js'
import type { ModelDetail, VersionDetail } from '../one/use-picked-version.js'
import { WithVersion } from '../one/WithVersion.js'
import { writeMinor } from '../write-score.js'
import { FigureHelp } from '../FigureHelp.js'
import { lessonOf, readingsOf } from './lists-lesson.js'
import { estimateOf } from './uplift-rows.js'

type Lists = z.infer<typeof upliftListsSchema>

const shares = ['0.1', '0.2', '0.3', '0.5'] as const
const DEFAULT_SHARE = '0.3'

/** What the lists teach, in words: who converts most is not whom the campaign changes most. */
function Lesson({ lists }: { readonly lists: Lists }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const lesson = lessonOf(lists.lists)
  if (lesson === null) return null
  const pp = (value: number) => formatPp(value, locale, 1)
  const percent = (value: number | null) => (value === null ? '–' : formatPercent(value, locale, 1))
  return (
    <div className="model-verdict">
      <p>{t(`lists.lesson.${lesson.kind}`, { best: t(`lists.name.${lesson.converts.list}`), rate: percent(lesson.converts.treatedRate), bestAdds: pp(lesson.converts.increment.value), uplift: percent(lesson.uplift.treatedRate), adds: pp(lesson.uplift.increment.value) })}</p>
      {!lesson.isProven && <p className="soft">{t('lists.lesson.unproven')}</p>}
      {lesson.averse !== null && <p>{t('lists.lesson.averse', { share: formatPercent(lists.averseShare, locale, 0), adds: pp(lesson.averse.increment.value) })}</p>}
    </div>
  )
}

function ListsTable({ lists }: { readonly lists: Lists }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const pp = (value: number) => formatPp(value, locale, 1)
  const money = (value: number) => writeMinor(value, locale)
  const heads = ['list', 'size', 'treatedRate', 'controlRate', 'increment', 'money', 'reading'] as const
  return (
    <section className="panel model-scroll">
      <table className="plain-table model-numbers model-lists">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {t(`lists.column.${head}`)}
                {head === 'increment' && <FigureHelp figure="uplift" />}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lists.lists.map((one) => (
            <tr key={one.list}>
              <th scope="row">
                <strong>{t(`lists.name.${one.list}`)}</strong> <span className="soft">{t(`lists.cut.${one.list}`)}</span>
              </th>
              <td><Num value={one.size} /></td>
              <td><Percent value={one.treatedRate} /></td>
              <td><Percent value={one.controlRate} /></td>
              <td><Estimate estimate={estimateOf(one.increment)} format={pp} good="up" /></td>
              <td><Estimate estimate={estimateOf(one.money)} format={money} good="up" /></td>
              <td className="soft">{readingsOf(one, lists.lists).map((reading) => t(`lists.reading.${reading}`)).join(t('lists.comma'))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft">{lists.overlap.filter(({ of, on }) => of < on).map(({ of, on, share }) => t('lists.overlap', { of: t(`lists.name.${of}`), on: t(`lists.name.${on}`), share: formatPercent(share, locale, 0) })).join(' · ')}</p>
    </section>
  )
}

function Lists({ model, version }: { readonly model: ModelDetail; readonly version: VersionDetail }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const [search, change] = useUrlState()
  const uplift = version.figures.uplift
  const share = shares.find((one) => one === search.get('share')) ?? DEFAULT_SHARE
  const arms = uplift?.arms.map(({ arm }) => arm) ?? []
  const arm = arms.find((one) => one === search.get('arm')) ?? arms[0]
  const campaigns = (uplift?.balance ?? []).filter((one) => one.arm === arm).map(({ campaign }) => campaign)
  const campaign = campaigns.find((one) => one === search.get('campaign'))
  const lists = useApi(`${modelUrl(model.key)}/lists`, upliftListsSchema, { query: { share, arm, campaign, version: version.number }, keepPrevious: true })
  return (
    <>
      <p className="soft">{t('lists.purpose')}</p>
      <div className="model-buttons">
        <Segmented value={share} onChange={(next: string) => change({ share: next }, { replace: true })} options={shares.map((value) => ({ value, label: t('lists.first', { share: formatPercent(Number(value), locale, 0) }) }))} />
        {arms.length > 1 && <Segmented {...(arm === undefined ? {} : { value: arm })} onChange={(next: string) => change({ arm: next, campaign: null }, { replace: true })} options={arms.map((value) => ({ value, label: value }))} />}
        {campaigns.length > 1 && (
          <Select
            allowClear
            className="filter-choice"
            aria-label={t('uplift.column.campaign')}
            placeholder={t('lists.allCampaigns')}
            value={campaign ?? null}
            onChange={(next: string | null | undefined) => change({ campaign: next ?? null }, { replace: true })}
            options={campaigns.map((value) => ({ value, label: value }))}
          />
        )}
      </div>
      <Loaded query={lists}>
        {(found) => (
          <>
            {found.confounded && <Alert type="warning" showIcon title={t('lists.confounded')} />}
            <Lesson lists={found} />
            <ListsTable lists={found} />
          </>
        )}
      </Loaded>
    </>
  )
}

/** The same past customers cut three ways: by who buys anyway, by who buys when contacted, by whom the contact changes. */
export function ListsTab({ model }: { readonly model: ModelDetail }) {
  return <WithVersion model={model}>{(version) => <Lists model={model} version={version} />}</WithVersion>
}
