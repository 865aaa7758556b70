import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { adoptedSchema, discoveryDetailSchema, type DiscoveryRun, type FoundSubgroup } from '#segments/contract'
import { post } from '../../../api/client.js'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ObjectHeader } from '../../../ui/page/ObjectPage.js'
import '../segments.css'
import { useAdopt } from '../use-adopt.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { discoveryEditPath, discoveryUrl } from './discovery-paths.js'
import { ArchiveButton } from '../Archive.js'
import { RunDiscovery } from './RunDiscovery.js'

interface RowProps {
  readonly discovery: string
  readonly run: DiscoveryRun
  readonly at: number
  readonly subgroup: FoundSubgroup
}

function AdoptButton({ discovery, run, at, subgroup }: RowProps) {
  const { t } = useTranslation('segments')
  const { adopt, isPending } = useAdopt(() => post(`${discoveryUrl(discovery)}/runs/${run.runId}/adopt`, { subgroup: at, key: `${discovery}-${run.runId}-${at + 1}`.slice(0, 60), name: { zh: subgroup.sentence.zh.slice(0, 100), en: subgroup.sentence.en.slice(0, 200) } }, adoptedSchema))
  if (!useMay('segment.write')) return null
  return <Button size="small" loading={isPending} onClick={() => adopt(undefined)}>{t('tiers.adopt')}</Button>
}

const LEAST_SHOWN = 0.0001

/** A chance too small to be written out is said to be below what is. */
function Small({ value }: { readonly value: number | null }) {
  return value !== null && value < LEAST_SHOWN ? <span className="figures">{'<'} <Num value={LEAST_SHOWN} digits={4} /></span> : <Num value={value} digits={4} />
}

function Row(props: RowProps) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const { found, held, holds, sentence } = props.subgroup
  return (
    <tr>
      <th scope="row"><span className="rule-sentence">{say(sentence)}</span></th>
      <td className="right"><Num value={held.size} /></td>
      <td className="right"><Percent value={held.rate} /></td>
      <td className="right"><Percent value={held.restRate} /></td>
      <td className="right"><Num value={held.lift} digits={2} /></td>
      <td className="right"><Percent value={found.rate} /></td>
      <td className="right"><Small value={held.qValue} /></td>
      <td><StatusTag tone={holds ? 'done' : 'attention'}>{t(holds ? 'subgroups.holds' : 'subgroups.fails')}</StatusTag></td>
      <td className="right"><AdoptButton {...props} /></td>
    </tr>
  )
}

function Run({ discovery, run }: { readonly discovery: string; readonly run: DiscoveryRun }) {
  const { t } = useTranslation('segments')
  const figures = ['size', 'rate', 'rest', 'lift', 'seen', 'qValue'] as const
  return (
    <div className="overview">
      <div className="stat-tiles">
        <StatTile label={t('tiers.customers')} value={<Num value={run.rows} />} note={t('tiers.asOf', { date: run.asOf })} />
        <StatTile label={t('subgroups.base')} value={<Percent value={run.rate} />} />
        <StatTile label={t('subgroups.tried')} value={<Num value={run.tried} />} />
        <StatTile label={t('subgroups.hold')} value={<Num value={run.subgroups.filter(({ holds }) => holds).length} />} note={t('subgroups.ofFound', { count: run.subgroups.length })} />
      </div>
      <div className="wide-table">
        <table className="plain-table tier-table">
          <thead>
            <tr>
              <th scope="col">{t('subgroups.subgroup')} <HelpHint name={t('subgroups.subgroup')} formula="WRAcc = n/N · (p − p₀)" source="Klösgen 1996; Lavrač et al., JMLR 5 (2004)">{t('subgroups.help')}</HelpHint></th>
              {figures.map((name) => <th key={name} scope="col" className="right">{t(`subgroups.${name}`)}</th>)}
              <th scope="col">{t('subgroups.verdict')}</th>
              <th scope="col" aria-label={t('column.actions')} />
            </tr>
          </thead>
          <tbody>
            {run.subgroups.map((subgroup, at) => <Row key={subgroup.sentence.en} discovery={discovery} run={run} at={at} subgroup={subgroup} />)}
          </tbody>
        </table>
      </div>
      <p className="soft">{t('subgroups.note')}</p>
    </div>
  )
}

/** A discovery: the subgroups its newest run found, on the half they were not found on. */
export function DiscoveryPage() {
  const { key = '' } = useParams()
  const { t } = useTranslation('segments')
  const say = useSay()
  const mayWrite = useMay('segment.write')
  const discovery = useApi(discoveryUrl(key), discoveryDetailSchema)
  return (
    <Loaded query={discovery}>
      {(data) => {
        const run = data.runs[0]
        return (
          <>
            <ObjectHeader name={say(data.name)} parent={{ label: t('subgroups.title'), to: '/customers/subgroups' }} version={data.version} hasDraft={data.hasDraft} {...(run === undefined ? {} : { asOf: run.asOf })} actions={<>{mayWrite && <AppLink to={discoveryEditPath(key)}>{t('tiers.edit.edit')}</AppLink>}<ArchiveButton kind="discovery" definitionKey={key} name={say(data.name)} /><RunDiscovery discovery={key} isPublished={data.version !== null} /></>} />
            {run === undefined ? <EmptyState title={t('tiers.notRun')} why={t('subgroups.notRunWhy')} /> : <Run discovery={key} run={run} />}
          </>
        )
      }}
    </Loaded>
  )
}
