import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { startedSchema } from '#platform/http/contract'
import { misTagDetailSchema, type MisTagDetail } from '#tags/contract'
import { post } from '../../../api/client.js'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { JobButton } from '../../../ui/action/JobButton.js'
import { barChart } from '../../../ui/charts/bar.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Num } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ObjectHeader, ObjectPage } from '../../../ui/page/ObjectPage.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { AdoptCorrection } from './AdoptCorrection.js'
import { MisTagCustomers } from './MisTagCustomers.js'
import { MisTagWriting } from './MisTagWriting.js'
import { useValueName } from './use-value-name.js'
import '../tags.css'

/** One check: how the evidence was weighed, whom it corrects and why. */
export function MisTagPage() {
  const { t } = useTranslation('tags')
  const say = useSay()
  const { key = '' } = useParams()
  const path = `/api/v1/mis-tags/${encodeURIComponent(key)}`
  const query = useApi(path, misTagDetailSchema)
  const mayRun = useMay('tag.write')
  const maySee = useMay('customer.read')
  const run = mayRun ? <JobButton type="primary" label={t('mistag.run')} hint={t('mistag.runHint')} start={() => post(`${path}/run`, {}, startedSchema)} refreshes={[path]} /> : null
  return (
    <Loaded query={query}>
      {(check) => (
        <ObjectPage
          header={<ObjectHeader name={say(check.name)} parent={{ label: t('mistag.title'), to: '/customers/mis-tags' }} {...(check.run === null ? {} : { version: check.run.version, asOf: check.run.asOf })} note={check.description === null ? undefined : say(check.description)} actions={<>{mayRun && <MisTagWriting check={check} />}{mayRun && check.run !== null && <AdoptCorrection check={check} run={check.run} />}{run}</>} />}
          tabs={[
            { key: 'evidence', label: t('mistag.tab.evidence'), content: check.run === null ? <p className="soft">{t('mistag.notRun')}</p> : <Weighed check={check} run={check.run} /> },
            ...(maySee && check.run !== null ? [{ key: 'customers', label: t('mistag.tab.customers'), content: <MisTagCustomers checkKey={key} tag={check.tag} /> }] : []),
          ]}
        />
      )}
    </Loaded>
  )
}

type Run = NonNullable<MisTagDetail['run']>

function Weighed({ check, run }: { readonly check: MisTagDetail; readonly run: Run }) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const locale = useFormatLocale()
  const valueName = useValueName(check.tag)
  const bars = run.bands.map(({ from, count }) => ({ name: `${formatPercent(from, locale, 0)}–${formatPercent(from + 0.1, locale, 0)}`, value: count, isMarked: from >= check.threshold }))
  return (
    <div className="tags-stack">
      <div className="tags-tiles">
        <StatTile label={t('mistag.checked')} value={<Num value={run.checked} />} />
        <StatTile label={t('mistag.changed')} value={<Num value={run.corrected} />} note={`${t('mistag.corrected')} ${say(check.corrected.name)}`} to={`/customers/mis-tags/${encodeURIComponent(check.key)}?tab=customers`} />
        <StatTile label={t('mistag.expected')} value={formatPercent(run.expected, locale)} />
        <StatTile label={t('mistag.auc')} value={formatNumber(run.auc, locale, 3)} help={<HelpHint name={t('mistag.evidence')} formula={t('mistag.help')} source={t('mistag.source')} />} />
      </div>
      <p className="soft figures">
        {t('mistag.believed', { believed: formatNumber(run.believed, locale), shows: formatNumber(run.shows, locale), threshold: formatPercent(check.threshold, locale, 0) })}{' '}
        <AppLink to={`/customers/tags/${encodeURIComponent(check.tag)}`}>{say(check.tagName)}</AppLink>
      </p>
      <div className="tags-two">
        <section className="panel">
          <h2>{t('mistag.confusion')}</h2>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('mistag.says')}</th>
                <th scope="col">{t('mistag.kept')}</th>
                <th scope="col">{t('mistag.corrected')} {say(check.corrected.name)}</th>
              </tr>
            </thead>
            <tbody>
              {run.confusion.map((row) => (
                <tr key={row.value}>
                  <td>{valueName(row.value)}</td>
                  <td><Num value={row.kept} /></td>
                  <td><Num value={row.corrected} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <Chart chart={barChart} rows={bars} options={{ format: { kind: 'count' }, keepOrder: true, nameLabel: t('mistag.band'), valueLabel: t('mistag.customers') }} title={t('mistag.bands')} fileName="mis-tag-bands" />
      </div>
      <Weights run={run} />
    </div>
  )
}

function Weights({ run }: { readonly run: Run }) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const locale = useFormatLocale()
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{t('mistag.evidence')}</th>
          <th scope="col">{t('mistag.iv')}</th>
          <th scope="col">{t('mistag.range')}</th>
          <th scope="col">{t('mistag.rows')}</th>
          <th scope="col">{t('mistag.rate')}</th>
          <th scope="col">{t('mistag.adds')}</th>
        </tr>
      </thead>
      <tbody>
        {run.evidence.flatMap(({ key, name, iv, used, bins }) =>
          bins
            .filter(({ rows }) => rows > 0)
            .map((bin, at) => (
              <tr key={`${key} ${bin.label}`} className={used ? '' : 'tags-dropped'}>
                <td>{at === 0 && <>{say(name)} <span className="soft">{used ? t('mistag.used') : t('mistag.unused')}</span></>}</td>
                <td>{at === 0 && <Num value={iv} digits={2} />}</td>
                <td className="figures">{bin.label === 'missing' ? t('mistag.missing') : bin.label}</td>
                <td><Num value={bin.rows} /></td>
                <td className="figures">{formatPercent(bin.rate, locale)}</td>
                <td><Num value={bin.adds} digits={2} /></td>
              </tr>
            )),
        )}
      </tbody>
    </table>
  )
}
