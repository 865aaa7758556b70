import { Button } from 'antd'
import type { TFunction } from 'i18next'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { type Org, type Person, personListSchema, type Role, roles } from '#platform/access/contract'
import { useOrgs } from '../../../api/orgs.js'
import { useMay } from '../../../api/session.js'
import { TextButton } from '../../../ui/action/TextButton.js'
import { DateText } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { narrowList } from '../../../ui/list/narrow-list.js'
import { useUrlState } from '../../../ui/place/scope.js'

const PersonForm = lazy(async () => ({ default: (await import('./PersonForm.js')).PersonForm }))

interface Reader {
  readonly t: TFunction<'settings'>
  readonly roleName: (role: Role) => string
  readonly orgName: (orgId: string | null) => string
  readonly edit: ((id: string) => void) | undefined
}

function columnsFor({ t, roleName, orgName, edit }: Reader): readonly ListColumn<Person>[] {
  const nameOf = ({ id, displayName }: Person) =>
    edit ? <TextButton onClick={() => edit(id)}>{displayName}</TextButton> : displayName
  return [
    {
      key: 'name',
      title: t('people.column.name'),
      always: true,
      sort: (row) => row.displayName,
      render: nameOf,
    },
    {
      key: 'login',
      title: t('people.column.login'),
      sort: ({ login }) => login,
      render: ({ login }) => login,
    },
    { key: 'roles', title: t('people.column.roles'), render: (row) => row.roles.map(roleName).join(' · ') },
    {
      key: 'org',
      title: t('people.column.org'),
      sort: ({ orgId }) => orgName(orgId),
      render: ({ orgId }) => orgName(orgId),
    },
    {
      key: 'empId',
      title: t('people.column.empId'),
      sort: ({ empId }) => empId,
      render: ({ empId }) => empId,
    },
    {
      key: 'status',
      title: t('people.column.status'),
      sort: ({ disabled }) => Number(disabled),
      render: ({ disabled, demo }) => (
        <>
          <StatusTag tone={disabled ? 'quiet' : 'active'}>
            {disabled ? t('people.disabled') : t('people.active')}
          </StatusTag>{' '}
          {demo && <StatusTag tone="attention">{t('people.demo')}</StatusTag>}
        </>
      ),
    },
    {
      key: 'created',
      title: t('people.column.created'),
      hidden: true,
      sort: ({ createdAt }) => createdAt,
      render: ({ createdAt }) => <DateText value={createdAt} />,
    },
  ]
}

/** Who may sign in; a person is added and changed in a drawer kept in the URL as `person`. */
export function PeoplePage() {
  const { t } = useTranslation('settings')
  const { t: shell } = useTranslation('shell')
  const say = useSay()
  const mayManage = useMay('people.manage')
  const [search, change] = useUrlState()
  const orgs = useOrgs().data?.items ?? []
  const orgById = new Map<string | null, Org>(orgs.map((org) => [org.orgId, org]))
  const orgName = (id: string | null) => {
    const org = orgById.get(id)
    return org ? say({ zh: org.nameZh, en: org.nameEn ?? undefined }) : (id ?? '')
  }
  const list = useList({ path: '/api/v1/people', schema: personListSchema })
  const role = search.get('role')
  const shown = narrowList(list, {
    typed: search.get('q'),
    textOf: ({ displayName, login, empId }) => `${displayName} ${login} ${empId ?? ''}`,
    keep: (row) => role === null || row.roles.some((item) => item === role),
  })
  const opened = search.get('person')
  const add = mayManage && (
    <Button type="primary" onClick={() => change({ person: 'new' })}>
      {t('people.add')}
    </Button>
  )
  const roleName = (item: Role) => shell(`role.${item}`)
  return (
    <>
      <ListPage
        name="people"
        title={t('people.title')}
        purpose={t('people.purpose')}
        actions={add}
        list={shown}
        columns={columnsFor({
          t,
          roleName,
          orgName,
          edit: mayManage ? (id) => change({ person: id }) : undefined,
        })}
        rowKey={({ id }) => id}
        filters={[
          { kind: 'text', key: 'q', label: t('people.search') },
          {
            kind: 'choice',
            key: 'role',
            label: t('people.role'),
            choices: roles.map((item) => ({ value: item, label: roleName(item) })),
          },
        ]}
        empty={{ title: t('people.empty.title'), why: t('people.empty.why'), action: add }}
      />
      {mayManage && opened !== null && (opened === 'new' || !list.isLoading) && (
        <Suspense>
          <PersonForm
            key={opened}
            person={list.rows.find(({ id }) => id === opened) ?? null}
            orgs={orgs}
            onClose={() => change({ person: null })}
          />
        </Suspense>
      )}
    </>
  )
}
