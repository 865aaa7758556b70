import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { qualitySchema } from '#identity/contract'
import { startedSchema } from '#platform/http/contract'
import { post } from '../../../api/client.js'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { JobButton } from '../../../ui/action/JobButton.js'
import { barChart } from '../../../ui/charts/bar.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { DESK, IDENTITY } from '../identity-paths.js'
import { ModelTable } from './ModelTable.js'
import { RuleTable } from './RuleTable.js'
import { RunButton } from './RunButton.js'
import { RunsTable } from './RunsTable.js'

type Quality = z.infer<typeof qualitySchema>
const PROBLEMS = ['sharedDevices', 'familyDevices', 'recycledMobiles', 'sharedTooWidely', 'sameIdTwoNames', 'twoIdsOnePerson'] as const

/** Persons against customer numbers, what waits, what the data say, and the last run with its model. */
export function OverviewTab() {
  const { t } = useTranslation('identity')
  const mayRun = useMay('identity.manage')
  const quality = useApi(`${IDENTITY}/quality`, qualitySchema)
  return (
    <Loaded query={quality}>
      {(found) => (
        <div className="identity-stack">
          <Tiles quality={found} />
          {found.lastRun === null ? <EmptyState title={t('notLinked.title')} why={t('notLinked.why')} action={mayRun && <RunButton />} /> : <LastRun quality={found} run={found.lastRun} />}
        </div>
      )}
    </Loaded>
  )
}

function Tiles({ quality }: { readonly quality: Quality }) {
  const { t } = useTranslation('identity')
  const locale = useFormatLocale()
  const mayReview = useMay('identity.manage')
  const several = quality.sizes.filter(({ size }) => size > 1).reduce((sum, { persons }) => sum + persons, 0)
  const orphans = quality.orphans.reduce((sum, { n }) => sum + n, 0)
  return (
    <div className="stat-tiles">
      <StatTile
        label={t('panel.persons')}
        value={<Num value={quality.persons} />}
        note={`${formatNumber(quality.customers, locale)} ${t('panel.customers')} · ${t('panel.asOf', { date: quality.asOf })}`}
        help={<HelpHint name={t('panel.persons')}>{t('panel.help')}</HelpHint>}
      />
      <StatTile label={t('panel.several')} value={<Num value={several} />} note={quality.persons === 0 ? '' : formatPercent(several / quality.persons, locale)} />
      <StatTile label={t('panel.waiting')} value={<Num value={quality.waiting} />} note={`${t('panel.unsure')} ${formatNumber(quality.unsure, locale)}`} {...(mayReview && quality.waiting > 0 ? { to: DESK } : {})} />
      <StatTile label={t('panel.orphans')} value={<Num value={orphans} />} note={quality.orphans.filter(({ n }) => n > 0).map(({ key, n }) => `${t(`owner.reasons.${key as 'NO_RM'}`, { defaultValue: key })} ${formatNumber(n, locale)}`).join(' · ')} to="/data/identity?tab=owners" />
      <StatTile label={t('panel.conflicts')} value={<Num value={quality.ownerConflicts} />} to="/data/identity?tab=owners&show=conflicts" />
      {quality.hiddenCopies > 0 && <StatTile label={t('panel.hidden')} value={<Num value={quality.hiddenCopies} />} note={mayReview ? <Settle copies={quality.hiddenCopies} /> : ''} />}
    </div>
  )
}

function Settle({ copies }: { readonly copies: number }) {
  const { t } = useTranslation('identity')
  const locale = useFormatLocale()
  return (
    <JobButton
      label={t('panel.settle')}
      size="small"
      start={() => post(`${IDENTITY}/settle`, undefined, startedSchema)}
      refreshes={[IDENTITY]}
      confirm={{ title: t('panel.settleTitle'), text: <p>{t('panel.settleWhat', { n: formatNumber(copies, locale) })}</p> }}
    />
  )
}

function LastRun({ quality, run }: { readonly quality: Quality; readonly run: NonNullable<Quality['lastRun']> }) {
  const { t } = useTranslation('identity')
  const locale = useFormatLocale()
  const mayReview = useMay('identity.manage')
  const several = quality.sizes.filter(({ size }) => size > 1)
  return (
    <>
      <div className="identity-bar">
        {mayReview && quality.waiting > 0 && <AppLink to={DESK}>{t('review', { n: formatNumber(quality.waiting, locale) })}</AppLink>}
        <span className="soft">
          {t('panel.last')} <DateText value={run.asOf} /> · {t('model.expected', { precision: formatPercent(run.expectedPrecision, locale), recall: formatPercent(run.expectedRecall, locale) })}
          <HelpHint name={t('panel.last')} formula={t('model.formula')} source={t('model.source')}>
            {t('model.expectedHelp')}
          </HelpHint>
        </span>
      </div>
      <div className="identity-two">
        <Chart
          chart={barChart}
          rows={several.map(({ size, persons }) => ({ name: t('panel.size', { n: size }), value: persons }))}
          options={{ format: { kind: 'count' }, keepOrder: true, nameLabel: t('panel.sizeLabel'), valueLabel: t('panel.personsLabel') }}
          title={t('panel.sizes')}
          fileName="persons-by-numbers"
        />
        <section className="panel">
          <h2>{t('panel.quality')}</h2>
          <table className="plain-table identity-table">
            <tbody>
              {PROBLEMS.map((problem) => (
                <tr key={problem}>
                  <td>
                    {t(`quality.${problem}`)}
                    <div className="soft">{t(`quality.why.${problem}`)}</div>
                  </td>
                  <td className="right">
                    <Num value={run.quality[problem]} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
      <RuleTable rules={run.rules} />
      <ModelTable run={run} />
      <RunsTable />
    </>
  )
}
