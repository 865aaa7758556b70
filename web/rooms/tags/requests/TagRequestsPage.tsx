import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import { requestStates, tagRequestListSchema, type TagRequest } from '#tags/contract'
import { useOrgs } from '../../../api/orgs.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { DateText } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { TwoLanguages } from '../../../ui/language/translated.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { MoveButtons } from './MoveButtons.js'
import { ProposeTag } from './ProposeTag.js'
import '../tags.css'

export const REQUESTS = '/api/v1/tag-requests'

interface Reader {
  readonly t: TFunction<'tags'>
  readonly say: (text: TwoLanguages) => string
  readonly orgName: (path: string | null) => string
}

const TONES: Readonly<Record<TagRequest['state'], 'quiet' | 'attention' | 'done'>> = { proposed: 'attention', defined: 'quiet', in_review: 'attention', published: 'done', reviewed: 'done', rejected: 'quiet' }

function columnsFor({ t, say, orgName }: Reader): readonly ListColumn<TagRequest>[] {
  return [
    { key: 'name', title: t('tag.name'), always: true, render: ({ name }) => say(name) },
    { key: 'decision', title: t('requests.decision'), render: ({ decision }) => <span className="tags-sentence">{decision}</span> },
    { key: 'state', title: t('requests.state.title'), render: ({ state }) => <StatusTag tone={TONES[state]}>{t(`requests.state.${state}`)}</StatusTag> },
    { key: 'next', title: t('requests.next'), render: (request) => <MoveButtons request={request} /> },
    { key: 'tag', title: t('requests.tag'), render: ({ tag }) => (tag === null ? '–' : <AppLink to={`/customers/tags/${encodeURIComponent(tag)}`}>{tag}</AppLink>) },
    { key: 'by', title: t('requests.proposedBy'), render: ({ proposedBy, proposedOrg, proposedAt }) => <>{proposedBy} <span className="soft">{orgName(proposedOrg)} <DateText value={proposedAt} /></span></> },
    {
      key: 'due',
      title: t('requests.due'),
      render: ({ reviewDue, overdue }) => (
        <>
          <DateText value={reviewDue} /> {overdue && <StatusTag tone="attention">{t('requests.overdue')}</StatusTag>}
        </>
      ),
    },
    { key: 'steps', title: t('requests.steps'), render: (request) => <Steps request={request} /> },
  ]
}

function Steps({ request }: { readonly request: TagRequest }) {
  const { t } = useTranslation('tags')
  return (
    <ol className="tags-steps">
      {request.steps.map(({ at, by, to, why }) => (
        <li key={`${at}${to}`}>
          {t(`requests.state.${to}`)} <span className="soft">{by} <DateText value={at} /> {why}</span>
        </li>
      ))}
    </ol>
  )
}

/** Name of an organisation by its path; of the whole bank its root. */
function useOrgName(): (path: string | null) => string {
  const say = useSay()
  const orgs = useOrgs().data?.items ?? []
  return (path) => {
    const org = path === null ? undefined : orgs.find((one) => one.path === path || (path === '/' && one.parentId === null))
    return org === undefined ? '' : say({ zh: org.nameZh, en: org.nameEn ?? org.nameZh })
  }
}

/** Who asked for which tag, how far it has come, and what is to be done next. */
export function TagRequestsPage() {
  const { t } = useTranslation('tags')
  const say = useSay()
  const [search] = useUrlState()
  const orgName = useOrgName()
  const list = useList({ path: REQUESTS, schema: tagRequestListSchema, query: { state: search.get('state') ?? undefined, tag: search.get('tag') ?? undefined, due: search.get('due') ?? undefined } })
  return (
    <ListPage
      name="tag-requests"
      title={t('requests.title')}
      purpose={t('requests.purpose')}
      actions={<ProposeTag />}
      list={list}
      columns={columnsFor({ t, say, orgName })}
      rowKey={({ id }) => String(id)}
      filters={[
        { kind: 'choice', key: 'state', label: t('requests.state.title'), choices: requestStates.map((state) => ({ value: state, label: t(`requests.state.${state}`) })) },
        { kind: 'choice', key: 'due', label: t('requests.due'), choices: [{ value: 'true', label: t('requests.overdue') }] },
      ]}
      empty={{ title: t('requests.none'), why: t('requests.noneWhy'), action: <ProposeTag /> }}
    />
  )
}
