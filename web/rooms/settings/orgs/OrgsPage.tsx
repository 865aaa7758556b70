import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { type Org, orgLevels, orgListSchema } from '#platform/access/contract'
import { useSay } from '../../../ui/language/use-say.js'
import type { TwoLanguages } from '../../../ui/language/translated.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { narrowList } from '../../../ui/list/narrow-list.js'
import { useList } from '../../../ui/list/use-list.js'
import { useUrlState } from '../../../ui/place/scope.js'

const depthOf = ({ path }: Org): number => Math.max(0, path.split('/').filter(Boolean).length - 1)

function columnsFor(
  t: TFunction<'settings'>,
  say: (text: TwoLanguages) => string,
): readonly ListColumn<Org>[] {
  const nameOf = ({ nameZh, nameEn }: Org) => say({ zh: nameZh, en: nameEn ?? undefined })
  return [
    {
      key: 'name',
      title: t('orgs.column.name'),
      always: true,
      render: (org) => <span style={{ paddingLeft: `${depthOf(org) * 1.4}em` }}>{nameOf(org)}</span>,
    },
    {
      key: 'id',
      title: t('orgs.column.id'),
      render: ({ orgId }) => <span className="figures">{orgId}</span>,
    },
    { key: 'level', title: t('orgs.column.level'), render: ({ level }) => t(`orgs.level.${level}`) },
    { key: 'path', title: t('orgs.column.path'), hidden: true, render: ({ path }) => <code>{path}</code> },
  ]
}

/** The organisation tree, in tree order. */
export function OrgsPage() {
  const { t } = useTranslation('settings')
  const say = useSay()
  const [search] = useUrlState()
  const list = useList({ path: '/api/v1/orgs', schema: orgListSchema })
  const level = search.get('level')
  const inTreeOrder = { ...list, rows: list.rows.toSorted((a, b) => (a.path < b.path ? -1 : 1)) }
  const shown = narrowList(inTreeOrder, {
    typed: search.get('q'),
    textOf: ({ orgId, nameZh, nameEn }) => `${orgId} ${nameZh} ${nameEn ?? ''}`,
    keep: (org) => level === null || org.level === level,
  })
  return (
    <ListPage
      name="orgs"
      title={t('orgs.title')}
      purpose={t('orgs.purpose')}
      list={shown}
      columns={columnsFor(t, say)}
      rowKey={({ orgId }) => orgId}
      filters={[
        { kind: 'text', key: 'q', label: t('orgs.search') },
        {
          kind: 'choice',
          key: 'level',
          label: t('orgs.levelLabel'),
          choices: orgLevels.map((item) => ({ value: item, label: t(`orgs.level.${item}`) })),
        },
      ]}
      empty={{ title: t('orgs.empty.title'), why: t('orgs.empty.why') }}
    />
  )
}
