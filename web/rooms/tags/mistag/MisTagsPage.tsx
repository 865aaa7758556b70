import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { misTagListSchema } from '#tags/contract'
import { useMay } from '../../../api/session.js'
import { Num } from '../../../ui/figures/Num.js'
import { formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { keepScope } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import '../tags.css'

/** Checks for mis-tags, each with what its newest run found. */
export function MisTagsPage() {
  const { t } = useTranslation('tags')
  const say = useSay()
  const locale = useFormatLocale()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const mayWrite = useMay('tag.write')
  const list = useList({ path: '/api/v1/mis-tags', schema: misTagListSchema })
  return (
    <ListPage
      name="mis-tags"
      title={t('mistag.title')}
      purpose={t('mistag.purpose')}
      actions={mayWrite && <Button type="primary" onClick={() => void navigate(keepScope('/customers/mis-tags/new', search))}>{t('define.mis-tag.new')}</Button>}
      list={list}
      rowKey={({ key }) => key}
      rowLink={({ key }) => `/customers/mis-tags/${encodeURIComponent(key)}`}
      columns={[
        { key: 'name', title: t('mistag.name'), always: true, render: ({ key, name }) => <AppLink to={`/customers/mis-tags/${encodeURIComponent(key)}`}>{say(name)}</AppLink> },
        { key: 'tag', title: t('mistag.tag'), render: ({ tag, tagName }) => <AppLink to={`/customers/tags/${encodeURIComponent(tag)}`}>{say(tagName)}</AppLink> },
        { key: 'corrected', title: t('mistag.corrected'), render: ({ corrected }) => say(corrected.name) },
        { key: 'checked', title: t('mistag.checked'), align: 'right', render: ({ run }) => <Num value={run?.checked} /> },
        { key: 'changed', title: t('mistag.changed'), align: 'right', render: ({ run }) => <Num value={run?.corrected} /> },
        { key: 'expected', title: t('mistag.expected'), align: 'right', render: ({ run }) => (run === null ? '–' : formatPercent(run.expected, locale)) },
        { key: 'asOf', title: t('mistag.asOf'), render: ({ run }) => <span className="figures">{run?.asOf ?? '–'}</span> },
      ]}
      empty={{ title: t('mistag.none'), why: t('mistag.noneWhy') }}
    />
  )
}
