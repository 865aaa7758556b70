import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { type ColumnDetail, columnDetailSchema } from '#quality/contract'
import { put } from '../../../api/client.js'
import { useAction, useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { useFaultText } from '../../../ui/feedback/use-fault-text.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { DateText, Num, Percent } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { ObjectHeader } from '../../../ui/page/ObjectPage.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'
import { typeName } from './DictionaryPage.js'
import { useResultColumns } from '../board/ResultsTab.js'
import { columnPath, DICTIONARY, lineagePath } from '../quality-paths.js'
import '../quality.css'

/** One column: meaning, class, profile, quality, lineage. */
export function ColumnPage() {
  const { table = '', column = '' } = useParams()
  const detail = useApi(`${DICTIONARY}/${encodeURIComponent(table)}/${encodeURIComponent(column)}`, columnDetailSchema)
  return <Loaded query={detail}>{(data) => <Column key={columnPath(table, column)} detail={data} table={table} column={column} />}</Loaded>
}

interface Props {
  readonly detail: ColumnDetail
  readonly table: string
  readonly column: string
}

function Column({ detail, table, column }: Props) {
  const { t } = useTranslation('quality')
  const say = useSay()
  const columns = useResultColumns(true)
  const facts = [typeName(detail.type, t), detail.isKey ? t('dictionary.key') : '', detail.required ? t('dictionary.required') : '', detail.class === null ? '' : `${detail.class} · ${String(detail.level)}`, detail.sensitive ? t('dictionary.sensitive') : ''].filter(Boolean)
  return (
    <>
      <ObjectHeader name={say(detail.name)} parent={{ label: t('column.parent'), to: `/data/dictionary?q=${encodeURIComponent(table)}` }} note={<><code>{`${table}.${column}`}</code> {facts.join(' · ')}</>} actions={<AppLink to={lineagePath(detail.id)}>{t('column.lineage')}</AppLink>} />
      <Meaning detail={detail} table={table} column={column} />
      <h2>{t('column.profile')}</h2>
      <Profile detail={detail} />
      {detail.values.length > 0 && (
        <>
          <h2>{t('column.values')}</h2>
          <ListTable rows={detail.values} columns={[{ key: 'code', title: t('column.value'), render: ({ code }) => <code>{code}</code> }, { key: 'label', title: t('column.label'), render: (value) => say(value) }]} rowKey={({ code }) => code} />
        </>
      )}
      <h2>{t('column.quality')}</h2>
      {detail.results.length === 0 ? <p className="soft">{t('column.noProfile')}</p> : <ListTable rows={detail.results} columns={columns} rowKey={({ rule, source, asOf, at }) => `${rule} ${source ?? ''} ${asOf} ${at}`} />}
    </>
  )
}

function Profile({ detail }: { readonly detail: ColumnDetail }) {
  const { t } = useTranslation('quality')
  const { profile, lastLoad } = detail
  if (profile === null) return <p className="soft">{t('column.noProfile')}</p>
  return (
    <>
      <div className="stat-row">
        <StatTile label={t('column.rows')} value={<Num value={profile.rows} />} />
        <StatTile label={t('column.filled')} value={<Percent value={profile.rows === 0 ? null : profile.filled / profile.rows} of={{ part: profile.filled, total: profile.rows }} />} />
        <StatTile label={t('column.distinct')} value={<Num value={profile.distinct} />} />
        {!profile.hidden && <StatTile label={t('column.min')} value={profile.min ?? '–'} />}
        {!profile.hidden && <StatTile label={t('column.max')} value={profile.max ?? '–'} />}
        {lastLoad !== null && <StatTile label={t('column.lastLoad')} value={<DateText value={lastLoad.asOf} />} note={lastLoad.source} to={`/data/sources/${encodeURIComponent(lastLoad.source)}`} />}
      </div>
      {profile.hidden && <p className="soft">{t('column.hidden')}</p>}
      {profile.top.length > 0 && (
        <ListTable rows={profile.top} columns={[{ key: 'value', title: t('column.top'), render: ({ value }) => <code>{value}</code> }, { key: 'rows', title: t('column.rows'), align: 'right', render: ({ rows }) => <Num value={rows} /> }]} rowKey={({ value }) => value} />
      )}
    </>
  )
}

function Meaning({ detail, table, column }: Props) {
  const { t } = useTranslation('quality')
  const say = useSay()
  const mayWrite = useMay('data.load')
  const [isOpen, setOpen] = useState(false)
  const { description, owner, notedBy, notedAt } = detail
  const text = say({ zh: description?.zh ?? '', en: description?.en ?? '' })
  if (isOpen) return <MeaningForm detail={detail} table={table} column={column} onDone={() => setOpen(false)} />
  return (
    <p>
      {text === '' ? <span className="soft">{t('column.noMeaning')}</span> : text} {owner !== null && <span className="soft">{`${t('column.owner')}: ${owner}`}</span>}{' '}
      {notedBy !== null && (
        <span className="soft">
          {t('column.noted', { name: notedBy })} <DateText value={notedAt} />
        </span>
      )}{' '}
      {mayWrite && (
        <Button size="small" onClick={() => setOpen(true)}>
          {t('column.edit')}
        </Button>
      )}
    </p>
  )
}

function MeaningForm({ detail, table, column, onDone }: Props & { readonly onDone: () => void }) {
  const { t } = useTranslation('quality')
  const notice = useNotice()
  const faultText = useFaultText()
  const [zh, setZh] = useState(detail.description?.zh ?? '')
  const [en, setEn] = useState(detail.description?.en ?? '')
  const [owner, setOwner] = useState(detail.owner ?? '')
  const note = { table, column, description: { zh, en }, owner: owner === '' ? null : owner, attributes: detail.attributes }
  const save = useAction(() => put(`${DICTIONARY}/notes`, note, { parse: () => undefined }), { refreshes: [DICTIONARY], onDone })
  return (
    <form
      className="meaning-form"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(undefined, { onError: (error) => notice.warn(faultText(error)) })
      }}
    >
      <label>
        {t('column.zh')}
        <Input.TextArea rows={2} value={zh} onChange={(event) => setZh(event.target.value)} />
      </label>
      <label>
        {t('column.en')}
        <Input.TextArea rows={2} value={en} onChange={(event) => setEn(event.target.value)} />
      </label>
      <label>
        {t('column.owner')}
        <Input value={owner} onChange={(event) => setOwner(event.target.value)} />
      </label>
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {t('column.save')}
      </Button>
    </form>
  )
}
