import { Button } from 'antd'
import type { TFunction } from 'i18next'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { metricListSchema } from '#insight/contract'
import { useMay } from '../../api/session.js'
import { TextButton } from '../../ui/action/TextButton.js'
import { StatusTag } from '../../ui/figures/StatusTag.js'
import { useSay } from '../../ui/language/use-say.js'
import type { TwoLanguages } from '../../ui/language/translated.js'
import type { ListColumn } from '../../ui/list/list-model.js'
import { ListPage } from '../../ui/list/ListPage.js'
import { narrowList } from '../../ui/list/narrow-list.js'
import { useList } from '../../ui/list/use-list.js'
import { useUrlState } from '../../ui/place/scope.js'

const MetricForm = lazy(async () => ({ default: (await import('./MetricForm.js')).MetricForm }))

type Item = z.infer<typeof metricListSchema>['items'][number]

interface Reader {
  readonly t: TFunction<'insight'>
  readonly say: (text: TwoLanguages) => string
  readonly edit: ((key: string) => void) | undefined
}

function columnsFor({ t, say, edit }: Reader): readonly ListColumn<Item>[] {
  return [
    {
      key: 'name',
      title: t('column.name'),
      always: true,
      sort: ({ name }) => say(name),
      render: ({ key, name }) => (edit ? <TextButton onClick={() => edit(key)}>{say(name)}</TextButton> : say(name)),
    },
    { key: 'formula', title: t('column.formula'), render: ({ formula }) => say(formula) },
    { key: 'kind', title: t('column.kind'), sort: ({ body }) => body.kind, render: ({ body }) => t(`kind.${body.kind}`) },
    { key: 'currency', title: t('column.currency'), render: ({ body }) => body.currency ?? '' },
    { key: 'better', title: t('column.better'), render: ({ body }) => t(`better.${body.better}`) },
    {
      key: 'status',
      title: t('column.status'),
      render: ({ version, hasDraft }) => (
        <>
          {version !== null && <StatusTag tone="done">{t('published', { version })}</StatusTag>}{' '}
          {hasDraft && <StatusTag tone="active">{t('draft')}</StatusTag>}
        </>
      ),
    },
    { key: 'key', title: t('column.key'), hidden: true, render: ({ key }) => <code>{key}</code> },
  ]
}

/** Every metric with its formula; one is added or changed in a drawer kept in the URL as `metric`. */
export function MetricsPage() {
  const { t } = useTranslation('insight')
  const say = useSay()
  const mayWrite = useMay('strategy.write')
  const [search, change] = useUrlState()
  const list = useList({ path: '/api/v1/metrics', schema: metricListSchema })
  const shown = narrowList(list, {
    typed: search.get('q'),
    textOf: ({ key, name, body }) => `${key} ${name.zh} ${name.en ?? ''} ${body.outcome}`,
  })
  const opened = search.get('metric')
  const add = mayWrite && (
    <Button type="primary" onClick={() => change({ metric: 'new' })}>
      {t('add')}
    </Button>
  )
  return (
    <>
      <ListPage
        name="metrics"
        title={t('title')}
        purpose={t('purpose')}
        actions={add}
        list={shown}
        columns={columnsFor({ t, say, edit: mayWrite ? (key) => change({ metric: key }) : undefined })}
        rowKey={({ key }) => key}
        filters={[{ kind: 'text', key: 'q', label: t('search') }]}
        empty={{ title: t('empty.title'), why: t('empty.why'), action: add }}
      />
      {mayWrite && opened !== null && (opened === 'new' || !list.isLoading) && (
        <Suspense>
          <MetricForm key={opened} metric={list.rows.find(({ key }) => key === opened) ?? null} onClose={() => change({ metric: null })} />
        </Suspense>
      )}
    </>
  )
}
