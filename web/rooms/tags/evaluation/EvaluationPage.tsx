import { useTranslation } from 'react-i18next'
import { startedSchema } from '#platform/http/contract'
import { type EvaluationOverview, facets, gradeListSchema, grades, overviewAnswerSchema, type TagGrade } from '#tags/contract'
import { post } from '../../../api/client.js'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { JobButton } from '../../../ui/action/JobButton.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { Num } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { formatInstant, formatNumber, formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { ObjectPage } from '../../../ui/page/ObjectPage.js'
import { PageHeader } from '../../../ui/page/PageHeader.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { DefinitionsTab } from '../definitions/DefinitionsTab.js'
import { TagLinks } from '../TagLinks.js'
import { AlikeTab } from './AlikeTab.js'
import { DistilTab } from './DistilTab.js'
import { FaultsTab } from './FaultsTab.js'
import { GradeBadge } from './GradeBadge.js'
import { TicketList } from './TicketsTab.js'
import '../tags.css'

const EVALUATION = '/api/v1/tag-evaluation'

/** How good the tags are: grades, faults of the data under them, tags that tell the same, the shortlist, tickets. */
export function EvaluationPage() {
  const { t } = useTranslation('tags')
  const answer = useApi(EVALUATION, overviewAnswerSchema)
  const run = useMay('tag.write') ? <JobButton type="primary" label={t('evaluation.run')} hint={t('evaluation.runHint')} start={() => post(`${EVALUATION}/run`, {}, startedSchema)} refreshes={[EVALUATION, '/api/v1/tag-tickets', '/api/v1/tags']} /> : null
  const header = <PageHeader title={t('evaluation.title')} purpose={t('evaluation.purpose')} actions={run} />
  return (
    <Loaded query={answer}>
      {({ overview }) =>
        overview === null ? (
          <>
            {header}
            <EmptyState title={t('evaluation.none')} why={t('evaluation.noneWhy')} action={run} />
            <DefinitionsTab />
          </>
        ) : (
          <ObjectPage
            header={header}
            tabs={[
              { key: 'grades', label: t('evaluation.tab.grades'), content: <GradesTab overview={overview} /> },
              { key: 'distil', label: t('evaluation.tab.distil'), content: <DistilTab overview={overview} /> },
              { key: 'alike', label: t('evaluation.tab.alike'), content: <AlikeTab overview={overview} /> },
              { key: 'faults', label: `${t('evaluation.tab.faults')} ${overview.faults.length}`, content: <FaultsTab faults={overview.faults} /> },
              { key: 'definitions', label: t('define.tab'), content: <DefinitionsTab /> },
              { key: 'tickets', label: t('evaluation.tab.tickets'), content: <TicketList /> },
            ]}
          />
        )
      }
    </Loaded>
  )
}

function GradesTab({ overview }: { readonly overview: EvaluationOverview }) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const locale = useFormatLocale()
  const list = useList({ path: `${EVALUATION}/grades`, schema: gradeListSchema, keys: ['q', 'grade', 'facet', 'sort'] })
  const names = new Map(overview.decisions.map(({ key, name }) => [key, say(name)]))
  const number = (value: number | null) => <Num value={value} digits={3} />
  return (
    <>
      <div className="tags-tiles">
        {grades.map((grade) => (
          <StatTile key={grade} label={<GradeBadge grade={grade} />} value={<Num value={overview.counts[grade]} />} to={`/customers/tag-evaluation?grade=${grade}`} />
        ))}
      </div>
      <ListPage
        embedded
        name="tag-grades"
        title={t('evaluation.tab.grades')}
        list={list}
        rowKey={({ tag }) => tag}
        rowLink={({ tag }) => `/customers/tags/${encodeURIComponent(tag)}?tab=evaluation`}
        columns={[
          { key: 'tag', title: t('evaluation.tag'), always: true, sort: 'server', render: ({ tag, name }) => <AppLink to={`/customers/tags/${encodeURIComponent(tag)}?tab=evaluation`}>{say(name)}</AppLink> },
          { key: 'grade', title: t('evaluation.grade'), sort: 'server', render: ({ grade }) => <GradeBadge grade={grade} /> },
          { key: 'because', title: t('evaluation.because'), render: (row) => <Because row={row} /> },
          { key: 'coverage', title: t('evaluation.coverage'), sort: 'server', align: 'right', render: ({ coverage }) => (coverage === null ? '–' : formatPercent(coverage, locale)) },
          { key: 'psi', title: t('evaluation.psi'), sort: 'server', align: 'right', render: ({ psi }) => number(psi) },
          { key: 'iv', title: t('evaluation.iv'), sort: 'server', align: 'right', render: ({ iv }) => number(iv) },
          { key: 'best', title: t('evaluation.best'), render: ({ bestDecision }) => (bestDecision === null ? '–' : (names.get(bestDecision) ?? bestDecision)) },
          { key: 'users', title: t('evaluation.users'), sort: 'server', align: 'right', render: ({ users }) => <Num value={users} /> },
          { key: 'alike', title: t('evaluation.alike'), render: ({ alike }) => (alike.length === 0 ? '–' : <TagLinks keys={alike} />) },
        ]}
        filters={[
          { kind: 'text', key: 'q', label: t('evaluation.search') },
          { kind: 'choice', key: 'grade', label: t('evaluation.grade'), choices: grades.map((value) => ({ value, label: value })) },
          { kind: 'choice', key: 'facet', label: t('evaluation.facet'), choices: facets.map((value) => ({ value, label: t(`facet.${value}`) })) },
        ]}
        empty={{ title: t('evaluation.noMatch'), why: t('evaluation.noMatchWhy') }}
      >
        <p className="soft figures">{t('evaluation.line', { asOf: overview.asOf, before: overview.before, customers: formatNumber(overview.customers, locale), ranAt: formatInstant(overview.ranAt, locale) })}</p>
      </ListPage>
    </>
  )
}

function Because({ row }: { readonly row: TagGrade }) {
  const { t } = useTranslation('tags')
  if (row.because.length === 0) return <span className="soft">{t('evaluation.noReason')}</span>
  return <span className="tags-sentence">{row.because.map(({ name, grade }) => `${t(`evaluation.measures.${name}`)} ${grade ?? ''}`).join(' · ')}</span>
}
