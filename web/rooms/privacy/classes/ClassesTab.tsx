import { useTranslation } from 'react-i18next'
import { columnClassListSchema, type ColumnClass, disclosureOf } from '#privacy/contract'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { TextButton } from '../../../ui/action/TextButton.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { narrowList } from '../../../ui/list/narrow-list.js'
import { useList } from '../../../ui/list/use-list.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { PRIVACY } from '../privacy-paths.js'
import { ClassDrawer } from './ClassDrawer.js'
import { DisclosureTag } from './DisclosureTag.js'
import { onlookers } from './onlookers.js'

const NATURES = ['identifier', 'amount', 'sensitive'] as const
const keyOf = ({ table, column }: ColumnClass): string => `${table}.${column}`

/** Class, level and nature of every column, and what others are shown of it. */
export function ClassesTab() {
  const { t } = useTranslation('privacy')
  const say = useSay()
  const [search, change] = useUrlState()
  const list = useList({ path: `${PRIVACY}/classification`, schema: columnClassListSchema })
  const asked = { class: search.get('class'), level: search.get('level'), nature: search.get('nature'), changed: search.get('changed') }
  const shown = narrowList(list, {
    typed: search.get('q'),
    textOf: ({ table, column, name }) => `${table} ${column} ${name.zh} ${name.en ?? ''}`,
    keep: (row) =>
      (asked.class === null || row.class === asked.class) && (asked.level === null || String(row.level) === asked.level) &&
      (asked.nature === null || NATURES.some((nature) => nature === asked.nature && row[nature])) && (asked.changed === null || row.overridden !== null),
  })
  const columns: readonly ListColumn<ColumnClass>[] = [
    { key: 'column', title: t('class.column'), always: true, sort: keyOf, render: (row) => <TextButton onClick={() => change({ column: keyOf(row) })}><code>{keyOf(row)}</code></TextButton> },
    { key: 'name', title: t('class.name'), sort: ({ name }) => say(name), render: ({ name }) => say(name) },
    { key: 'class', title: t('class.class'), sort: (row) => row.class, render: (row) => row.class },
    { key: 'level', title: t('class.level'), align: 'right', sort: ({ level }) => level, render: ({ level }) => <span className="figures">{level}</span> },
    { key: 'nature', title: t('class.nature'), render: (row) => <span className="tag-row">{NATURES.filter((nature) => row[nature]).map((nature) => <StatusTag key={nature} tone={nature === 'sensitive' ? 'attention' : 'quiet'}>{t(`class.${nature}`)}</StatusTag>)}</span> },
    { key: 'others', title: t('class.others'), render: (row) => <DisclosureTag shown={disclosureOf(row, onlookers.inReach)} /> },
    { key: 'overridden', title: t('class.overridden'), render: ({ overridden }) => overridden && <span title={overridden.why}>{overridden.by}</span> },
  ]
  const opened = list.rows.find((row) => keyOf(row) === search.get('column'))
  return (
    <>
      <ListPage
        name="classes"
        title={t('tab.classes')}
        embedded
        list={shown}
        columns={columns}
        rowKey={keyOf}
        filters={[
          { kind: 'text', key: 'q', label: t('class.search') },
          { kind: 'choice', key: 'class', label: t('class.class'), choices: ['C1', 'C2', 'C3'].map((value) => ({ value, label: value })) },
          { kind: 'choice', key: 'level', label: t('class.level'), choices: ['1', '2', '3', '4', '5'].map((value) => ({ value, label: value })) },
          { kind: 'choice', key: 'nature', label: t('class.nature'), choices: NATURES.map((value) => ({ value, label: t(`class.${value}`) })) },
          { kind: 'choice', key: 'changed', label: t('class.onlyOver'), choices: [{ value: '1', label: t('class.onlyOverYes') }] },
        ]}
        empty={{ title: t('class.emptyTitle'), why: t('class.emptyWhy') }}
      >
        <p className="soft">
          {t('class.class')}
          <HelpHint name={t('class.class')} source={t('class.source')}>
            {t('class.help')}
          </HelpHint>
        </p>
      </ListPage>
      {opened !== undefined && <ClassDrawer key={keyOf(opened)} row={opened} onClose={() => change({ column: null })} />}
    </>
  )
}
