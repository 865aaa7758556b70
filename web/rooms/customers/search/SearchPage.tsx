import { Button, Input, type InputRef, Select } from 'antd'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { type CustomerItem, searchKinds } from '#customers/contract'
import { segmentListSchema } from '#segments/contract'
import { tagListSchema } from '#tags/contract'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { KeyHint } from '../../../ui/action/KeyHint.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useSay } from '../../../ui/language/use-say.js'
import { FilterBar } from '../../../ui/list/FilterBar.js'
import type { ListFilter } from '../../../ui/list/list-model.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { PageHeader } from '../../../ui/page/PageHeader.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { keepScope, useUrlState } from '../../../ui/place/scope.js'
import { customerPath } from '../customer-paths.js'
import { recentCustomers } from '../recent.js'
import { isDirect, kindOf, type Typed } from './search-state.js'
import { SearchPager } from './SearchPager.js'
import { useCustomerSearch } from './use-customer-search.js'
import { useCustomerColumns } from './use-customer-columns.js'
import '../customers.css'

const SHORTEST_PURPOSE = 4

interface BoxProps {
  readonly typed: Typed
  readonly onType: (typed: Typed) => void
  readonly onSubmit: () => void
  readonly onDown: () => void
  readonly isBusy: boolean
}

/** One box for a number, name, mobile, identity number or e-mail; direct identifiers ask for a purpose. */
function SearchBox({ typed, onType, onSubmit, onDown, isBusy }: BoxProps) {
  const { t } = useTranslation('customers')
  const direct = isDirect(typed)
  const purpose = useRef<InputRef>(null)
  const [isMissing, setMissing] = useState(false)
  const submit = () => {
    const missing = direct && typed.purpose.trim().length < SHORTEST_PURPOSE
    setMissing(missing)
    if (missing) purpose.current?.focus()
    else onSubmit()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown') return
    event.preventDefault()
    onDown()
  }
  return (
    <form
      className="customer-search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Select
        aria-label={t('search.by')}
        className="search-kind"
        value={kindOf(typed)}
        onChange={(by) => onType({ ...typed, by })}
        options={searchKinds.map((kind) => ({ value: kind, label: t(`search.kind.${kind}`) }))}
      />
      <Input
        autoFocus
        allowClear
        autoComplete="off"
        aria-label={t('search.text')}
        placeholder={t('search.placeholder')}
        value={typed.text}
        onChange={(event) => onType({ ...typed, text: event.target.value, by: event.target.value === '' ? null : typed.by })}
        onKeyDown={onKeyDown}
      />
      {direct && (
        <Input
          ref={purpose}
          className="search-purpose"
          {...(isMissing ? { status: 'error' as const, 'aria-describedby': 'purpose-missing' } : {})}
          aria-label={t('search.purpose')}
          placeholder={t('search.purpose')}
          maxLength={200}
          value={typed.purpose}
          onChange={(event) => onType({ ...typed, purpose: event.target.value })}
        />
      )}
      <Button type="primary" htmlType="submit" loading={isBusy}>
        {t(direct ? 'search.findAudited' : 'search.find')}
      </Button>
      {direct && isMissing && (
        <span id="purpose-missing" role="alert" className="tone-warm">
          {t('search.needPurpose')}
        </span>
      )}
      <span className="soft search-keys">
        <KeyHint keys={['↵']} /> {t('search.keyFind')} <KeyHint keys={['↓']} /> {t('search.keyDown')}
      </span>
    </form>
  )
}

function Recent() {
  const { t } = useTranslation('customers')
  const recent = recentCustomers()
  if (recent.length === 0) return null
  return (
    <p className="recent-customers soft">
      {t('search.recent')}
      {recent.map((custId) => (
        <AppLink key={custId} className="figures" to={customerPath(custId)}>
          {custId}
        </AppLink>
      ))}
    </p>
  )
}

/** The tag, and once one is chosen which of its values. */
function useTagFilters(chosen: string | null): readonly ListFilter[] {
  const { t } = useTranslation('customers')
  const say = useSay()
  const tags = useApi(useMay('tag.read') ? '/api/v1/tags' : null, tagListSchema).data?.items ?? []
  const listed = tags.filter(({ version, type }) => version !== null && SEARCHED.includes(type?.type ?? ''))
  const tag = listed.find(({ key }) => key === chosen)
  const values = tag?.type?.type === 'bool' ? (['true', 'false'] as const).map((value) => ({ value, label: t(`search.yesNo.${value}`) })) : (tag?.type?.values ?? []).map((each) => ({ value: each.code, label: say(each) }))
  const byTag: ListFilter = { kind: 'choice', key: 'tag', label: t('search.tag'), choices: listed.map(({ key, name }) => ({ value: key, label: say(name) })) }
  if (tag === undefined) return [byTag]
  return [byTag, values.length > 0 ? { kind: 'choice', key: 'tagValue', label: t('search.tagValue'), choices: values } : { kind: 'text', key: 'tagValue', label: t('search.tagValue') }]
}

/** Types whose values customers are searched by. */
const SEARCHED: readonly string[] = ['enum', 'string', 'bool']

function useFilters(): readonly ListFilter[] {
  const { t } = useTranslation('customers')
  const say = useSay()
  const mayRead = useMay('segment.read')
  const segments = useApi(mayRead ? '/api/v1/segments' : null, segmentListSchema).data?.items ?? []
  const [search] = useUrlState()
  return [
    { kind: 'text', key: 'rm', label: t('search.rm') },
    { kind: 'choice', key: 'status', label: t('search.status'), choices: (['ACTIVE', 'CLOSED', 'FROZEN'] as const).map((value) => ({ value, label: t(`search.statuses.${value}`) })) },
    { kind: 'choice', key: 'segment', label: t('search.segment'), choices: segments.filter(({ latest }) => latest !== null).map(({ key, name }) => ({ value: key, label: say(name) })) },
    ...useTagFilters(search.get('tag')),
  ]
}

/** Moves the focus among the rows' links. */
function stepFocus(table: HTMLElement | null, step: 1 | -1): void {
  const links = [...(table?.querySelectorAll<HTMLElement>('tbody a') ?? [])]
  const at = links.findIndex((link) => link === document.activeElement)
  links[Math.max(0, Math.min(links.length - 1, at + step))]?.focus()
}

function Nothing({ direct, waits }: { readonly direct: boolean; readonly waits: boolean }) {
  const { t } = useTranslation('customers')
  if (waits) return <EmptyState title={t('search.direct')} why={t('search.directWhy')} />
  return <EmptyState title={t('search.none')} why={t(direct ? 'search.noneDirect' : 'search.noneWhy')} />
}

/** Finds a customer: by number as one types, by a direct identifier once and with a purpose. */
export function SearchPage() {
  const { t } = useTranslation('customers')
  const [urlState] = useUrlState()
  const navigate = useNavigate()
  const table = useRef<HTMLDivElement>(null)
  const { typed, type, direct, page, error, isBusy, isLoading, isStale, trail, goOn, ask } = useCustomerSearch()
  const columns = useCustomerColumns()
  const filters = useFilters()
  const open = (items: readonly CustomerItem[]) => {
    const [first] = items
    if (items.length === 1 && first) void navigate(keepScope(customerPath(first.custId), urlState))
    else stepFocus(table.current, 1)
  }
  const submit = () => (direct ? ask(open) : open(page?.items ?? []))
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1 as const, ArrowUp: -1 as const }[event.key]
    if (step === undefined) return
    event.preventDefault()
    stepFocus(table.current, step)
  }
  return (
    <>
      <PageHeader title={t('search.title')} purpose={t('search.about')} />
      <SearchBox typed={typed} onType={type} onSubmit={submit} onDown={() => stepFocus(table.current, 1)} isBusy={isBusy} />
      <div className="list-tools">
        <FilterBar filters={filters} />
        <Recent />
      </div>
      {error ? (
        <ErrorPanel error={error} />
      ) : (
        <div ref={table} onKeyDown={onKeyDown}>
          <ListTable rows={page?.items ?? []} columns={columns} rowKey={({ custId }) => custId} rowLink={({ custId }) => customerPath(custId)} isLoading={isLoading} isStale={isStale} empty={<Nothing direct={direct} waits={direct && page === undefined} />} />
        </div>
      )}
      {page && <SearchPager page={page} trail={trail} onGo={goOn} />}
    </>
  )
}
