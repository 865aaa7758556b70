import { useTranslation } from 'react-i18next'
import { dictionaryPageSchema, type DictionaryEntry, entryKinds } from '#quality/contract'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { columnOf, columnPath, DICTIONARY, lineagePath } from '../quality-paths.js'

/** Everything that has a name: tables, columns, tags, segments, metrics. */
export function DictionaryPage() {
  const { t } = useTranslation('quality')
  const say = useSay()
  const list = useList({ path: DICTIONARY, schema: dictionaryPageSchema, keys: ['q', 'kind', 'table'], limit: 50 })
  const columns: readonly ListColumn<DictionaryEntry>[] = [
    { key: 'name', title: t('dictionary.name'), always: true, render: (entry) => <Name entry={entry} /> },
    { key: 'code', title: t('dictionary.code'), render: ({ key }) => <code>{key}</code> },
    { key: 'kind', title: t('dictionary.kind'), render: ({ kind }) => kindName(kind, t) },
    { key: 'type', title: t('dictionary.type'), render: ({ kind, type, isKey, required }) => [kind === 'table' ? '' : typeName(type, t), isKey ? t('dictionary.key') : '', required ? t('dictionary.required') : ''].filter(Boolean).join(' · ') },
    { key: 'class', title: t('dictionary.class'), render: (entry) => <ClassOf entry={entry} /> },
    { key: 'fill', title: t('dictionary.fill'), align: 'right', render: ({ fill }) => <Percent value={fill} /> },
    { key: 'score', title: t('dictionary.score'), align: 'right', render: ({ score }) => <Num value={score} digits={1} /> },
    { key: 'owner', title: t('dictionary.owner'), render: ({ owner }) => owner ?? '' },
    { key: 'lineage', title: t('column.lineage'), render: ({ id }) => <AppLink to={lineagePath(id)}>{t('column.lineage')}</AppLink> },
  ]
  return (
    <ListPage
      name="dictionary"
      title={t('dictionary.title')}
      purpose={
        <>
          {t('dictionary.purpose')}{' '}
          <HelpHint name={t('dictionary.class')} source={t('dictionary.classSource')}>
            {t('dictionary.classHelp')}
          </HelpHint>
          <HelpHint name={t('dictionary.level')} source={t('dictionary.levelSource')}>
            {t('dictionary.levelHelp')}
          </HelpHint>
        </>
      }
      list={list}
      columns={columns}
      rowKey={({ id }) => id}
      filters={[
        { kind: 'text', key: 'q', label: t('dictionary.search') },
        { kind: 'choice', key: 'kind', label: t('dictionary.kind'), choices: entryKinds.map((value) => ({ value, label: t(`dictionary.kinds.${value}`) })) },
      ]}
      empty={{ title: t('dictionary.emptyTitle'), why: t('dictionary.emptyWhy') }}
    />
  )

  function Name({ entry }: { readonly entry: DictionaryEntry }) {
    const place = columnOf(entry.id)
    const description = entry.description === null ? '' : (say({ zh: entry.description.zh ?? entry.description.en ?? '', en: entry.description.en ?? entry.description.zh ?? '' }))
    return (
      <>
        {place === null ? say(entry.name) : <AppLink to={columnPath(...place)}>{say(entry.name)}</AppLink>}
        {description !== '' && <div className="soft">{description}</div>}
      </>
    )
  }
}

type Words = ReturnType<typeof useTranslation<'quality'>>['t']

const KINDS = [...entryKinds, 'source-column', 'list', 'quality-rule'] as const

const TYPES = ['text', 'enum', 'int', 'decimal', 'money', 'date', 'instant', 'bool', 'json'] as const

/** A column's type in words. */
export function typeName(type: string | null, t: Words): string {
  const known = TYPES.find((each) => each === type)
  return known === undefined ? (type ?? '') : t(`dictionary.types.${known}`)
}

/** The kind in words. */
export function kindName(kind: string, t: Words): string {
  const known = KINDS.find((each) => each === kind)
  return known === undefined ? kind : t(`dictionary.kinds.${known}`)
}

function ClassOf({ entry }: { readonly entry: DictionaryEntry }) {
  const { t } = useTranslation('quality')
  if (entry.class === null) return null
  return (
    <span>
      {entry.class} · {entry.level} {entry.sensitive && <strong className="tone-warm">{t('dictionary.sensitive')}</strong>}
    </span>
  )
}
