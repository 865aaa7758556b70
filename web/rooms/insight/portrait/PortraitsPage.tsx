import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { portraitsPageSchema, type PortraitMade } from '#insight/contract'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useScope, useUrlState } from '../../../ui/place/scope.js'
import { keptPath, PORTRAIT_PAGE, PORTRAITS, WIZARD_PAGE } from '../insight-paths.js'

/** Portraits that were made: who, when, as of which date, of whom and against whom; each opens as it was. */
export function PortraitsPage() {
  const { t } = useTranslation('insight')
  const say = useSay()
  const { org } = useScope()
  const [search, change] = useUrlState()
  const list = useList({ path: PORTRAITS, schema: portraitsPageSchema, keys: ['of', 'published'], query: { org } })
  const columns: readonly ListColumn<PortraitMade>[] = [
    { key: 'madeAt', title: t('kept.madeAt'), always: true, render: ({ id, madeAt }) => <AppLink to={keptPath(id)}><DateText value={madeAt} /></AppLink> },
    { key: 'published', title: t('picture.published.column'), render: ({ published }) => (published === null ? null : <StatusTag tone="done">{`${say(published.name)} · ${published.owner}`}</StatusTag>) },
    { key: 'by', title: t('kept.by'), render: ({ by }) => by ?? <span className="soft">{t('kept.byUnknown')}</span> },
    { key: 'asOf', title: t('kept.asOf'), render: ({ asOf }) => <DateText value={asOf} /> },
    { key: 'of', title: t('portrait.of'), render: ({ of }) => say(of.name) },
    { key: 'size', title: t('portrait.count'), align: 'right', render: ({ of }) => <Num value={of.customers} /> },
    { key: 'against', title: t('portrait.against'), render: ({ against }) => say(against.name) },
    { key: 'base', title: t('kept.baseSize'), align: 'right', render: ({ against }) => <Num value={against.customers} /> },
  ]
  const onlyPublished = search.get('published') === 'true'
  const isNarrowed = search.get('of') !== null
  return (
    <ListPage
      name="portraits"
      title={t('kept.title')}
      purpose={t('kept.purpose')}
      list={list}
      columns={columns}
      rowKey={({ id }) => String(id)}
      rowLink={({ id }) => keptPath(id)}
      actions={
        <>
          {isNarrowed && <Button onClick={() => change({ of: null, cursor: null })}>{t('kept.every')}</Button>}
          <Button aria-pressed={onlyPublished} onClick={() => change({ published: onlyPublished ? null : 'true', cursor: null })}>{t(onlyPublished ? 'picture.published.every' : 'picture.published.only')}</Button>
          <AppLink to={WIZARD_PAGE}>{t('picture.wizard.open')}</AppLink>
        </>
      }
      empty={{ title: t('kept.none'), why: t('kept.noneWhy'), action: <AppLink to={PORTRAIT_PAGE}>{t('portrait.title')}</AppLink> }}
    />
  )
}
