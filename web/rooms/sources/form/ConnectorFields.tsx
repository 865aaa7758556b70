import { Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { connectorSecretViewSchema } from '#ingest/contract'
import { useApi } from '../../../api/query.js'
import { SECRETS } from '../paths.js'
import { Field } from '../../../ui/form/Field.js'
import type { ConnectorProps } from './part-props.js'

export const secretsSchema = z.object({ items: z.array(connectorSecretViewSchema) })
const PLACE = '{date}'

type TextName = 'path' | 'pattern' | 'doneSuffix' | 'endpoint' | 'bucket' | 'region' | 'prefix' | 'host' | 'database' | 'schema' | 'table' | 'url' | 'items'

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [])
const orNone = (text: string): string | undefined => (text === '' ? undefined : text)

interface TextProps extends ConnectorProps {
  readonly name: TextName
  readonly hint?: string
  readonly required?: boolean
  readonly wide?: boolean
}

function TextField({ name, hint, required = false, wide = false, connector, set, mistakes }: TextProps) {
  const { t } = useTranslation('sources')
  return (
    <Field label={t(`conn.${name}`)} path={`connector.${name}`} mistakes={mistakes} hint={hint} required={required} wide={wide}>
      {(id) => <Input id={id} value={textOf(connector[name])} onChange={(event) => set({ [name]: required ? event.target.value : orNone(event.target.value) })} />}
    </Field>
  )
}

interface ChoiceProps extends ConnectorProps {
  readonly name: 'order' | 'engine' | 'tls'
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

function ChoiceField({ name, options, connector, set, mistakes }: ChoiceProps) {
  const { t } = useTranslation('sources')
  return (
    <Field label={t(`conn.${name}`)} path={`connector.${name}`} mistakes={mistakes}>
      {(id) => <Select id={id} value={textOf(connector[name])} options={[...options]} onChange={(value) => set({ [name]: value })} />}
    </Field>
  )
}

function SecretField({ optional = false, connector, set, mistakes }: ConnectorProps & { readonly optional?: boolean }) {
  const { t } = useTranslation('sources')
  const secrets = useApi(SECRETS, secretsSchema).data?.items ?? []
  return (
    <Field label={t('conn.secretRef')} path="connector.secretRef" mistakes={mistakes} hint={t('conn.secretHint')} required={!optional}>
      {(id) => (
        <Select<string>
          id={id}
          allowClear={optional}
          placeholder={optional ? t('conn.secretNone') : ''}
          value={connector['secretRef'] === undefined ? null : textOf(connector['secretRef'])}
          options={secrets.map(({ name, hosts }) => ({ value: name, label: `${name} · ${hosts.join(', ')}` }))}
          onChange={(value?: string) => set({ secretRef: value })}
        />
      )}
    </Field>
  )
}

function OrderField(props: ConnectorProps) {
  const { t } = useTranslation('sources')
  return <ChoiceField {...props} name="order" options={(['date', 'name', 'time'] as const).map((value) => ({ value, label: t(`conn.orders.${value}`) }))} />
}

function FolderFields(props: ConnectorProps) {
  const { t } = useTranslation('sources')
  const { connector, set, mistakes } = props
  return (
    <>
      <TextField {...props} name="path" required hint={t('conn.pathHint')} />
      <TextField {...props} name="pattern" required hint={t('conn.patternHint', { place: PLACE })} />
      <OrderField {...props} />
      <Field label={t('conn.settleSeconds')} path="connector.settleSeconds" mistakes={mistakes} hint={t('conn.settleHint')}>
        {(id) => <InputNumber id={id} min={0} max={86_400} value={typeof connector['settleSeconds'] === 'number' ? connector['settleSeconds'] : 60} onChange={(value) => set({ settleSeconds: value ?? undefined })} />}
      </Field>
      <TextField {...props} name="doneSuffix" hint={t('conn.doneHint')} />
    </>
  )
}

function BucketFields(props: ConnectorProps) {
  const { t } = useTranslation('sources')
  return (
    <>
      <TextField {...props} name="endpoint" required hint={t('conn.hosts')} />
      <TextField {...props} name="bucket" required />
      <TextField {...props} name="region" />
      <TextField {...props} name="prefix" />
      <TextField {...props} name="pattern" required hint={t('conn.patternHint', { place: PLACE })} />
      <OrderField {...props} />
      <SecretField {...props} />
    </>
  )
}

function ListField({ name, hint, connector, set, mistakes }: ConnectorProps & { readonly name: 'columns' | 'orderBy'; readonly hint: string }) {
  const { t } = useTranslation('sources')
  return (
    <Field label={t(`conn.${name}`)} path={`connector.${name}`} mistakes={mistakes} hint={hint}>
      {(id) => <Select id={id} mode="tags" open={false} suffix={null} value={listOf(connector[name])} onChange={(value: string[]) => set({ [name]: value.length === 0 ? undefined : value })} />}
    </Field>
  )
}

function DatabaseFields(props: ConnectorProps) {
  const { t } = useTranslation('sources')
  const { connector, set, mistakes } = props
  const rows = connector['rows'] as { readonly kind: 'date' | 'since'; readonly column: string } | undefined
  return (
    <>
      <ChoiceField {...props} name="engine" options={[{ value: 'postgresql', label: 'PostgreSQL' }, { value: 'mysql', label: 'MySQL' }]} />
      <TextField {...props} name="host" required hint={t('conn.hosts')} />
      <Field label={t('conn.port')} path="connector.port" mistakes={mistakes}>
        {(id) => <InputNumber id={id} min={1} max={65_535} placeholder={connector['engine'] === 'mysql' ? '3306' : '5432'} value={typeof connector['port'] === 'number' ? connector['port'] : null} onChange={(value) => set({ port: value ?? undefined })} />}
      </Field>
      <TextField {...props} name="database" required />
      <TextField {...props} name="schema" />
      <TextField {...props} name="table" required />
      <ListField {...props} name="columns" hint={t('conn.columnsHint')} />
      <ListField {...props} name="orderBy" hint={t('conn.orderByHint')} />
      <Field label={t('conn.rows')} path="connector.rows.kind" mistakes={mistakes}>
        {(id) => <Select<'all' | 'date' | 'since'> id={id} value={rows?.kind ?? 'all'} options={(['all', 'date', 'since'] as const).map((value) => ({ value, label: t(`conn.rowsKind.${value}`) }))} onChange={(kind) => set({ rows: kind === 'all' ? undefined : { kind, column: rows?.column ?? '' } })} />}
      </Field>
      {rows !== undefined && (
        <Field label={t('conn.rowsColumn')} path="connector.rows.column" mistakes={mistakes} required>
          {(id) => <Input id={id} value={rows.column} onChange={(event) => set({ rows: { ...rows, column: event.target.value } })} />}
        </Field>
      )}
      <ChoiceField {...props} name="tls" options={(['verify', 'off'] as const).map((value) => ({ value, label: t(`conn.tlsKind.${value}`) }))} />
      <SecretField {...props} />
    </>
  )
}

interface Paging {
  readonly kind: 'link' | 'cursor' | 'page'
  readonly next?: string
  readonly param?: string
}

function HttpFields(props: ConnectorProps) {
  const { t } = useTranslation('sources')
  const { connector, set, mistakes } = props
  const paging = connector['paging'] as Paging | undefined
  const fresh = { none: undefined, link: { kind: 'link', next: '' }, cursor: { kind: 'cursor', next: '', param: '' }, page: { kind: 'page', param: 'page', first: 1 } } as const
  const part = (name: 'next' | 'param') => (
    <Field label={name === 'next' ? t('conn.pagingNext') : t('conn.pagingParam')} path={`connector.paging.${name}`} mistakes={mistakes} required>
      {(id) => <Input id={id} value={paging?.[name] ?? ''} onChange={(event) => set({ paging: { ...paging, [name]: event.target.value } })} />}
    </Field>
  )
  return (
    <>
      <TextField {...props} name="url" required wide hint={`${t('conn.urlHint', { place: PLACE })} ${t('conn.hosts')}`} />
      <TextField {...props} name="items" hint={t('conn.itemsHint')} />
      <Field label={t('conn.paging')} path="connector.paging.kind" mistakes={mistakes}>
        {(id) => <Select<keyof typeof fresh> id={id} value={paging?.kind ?? 'none'} options={(['none', 'link', 'cursor', 'page'] as const).map((value) => ({ value, label: t(`conn.pagingKind.${value}`) }))} onChange={(kind) => set({ paging: fresh[kind] })} />}
      </Field>
      {paging?.next !== undefined && part('next')}
      {paging?.param !== undefined && part('param')}
      <SecretField {...props} optional />
    </>
  )
}

/** Where the files or rows come from. */
export function ConnectorFields(props: ConnectorProps) {
  switch (props.connector.kind) {
    case 'folder':
      return <FolderFields {...props} />
    case 'bucket':
      return <BucketFields {...props} />
    case 'database':
      return <DatabaseFields {...props} />
    case 'http':
      return <HttpFields {...props} />
    case 'upload':
      return null
  }
}
