import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleDocument } from '#kernel/rule'
import type { z } from 'zod'
import { MOST_SET_ITEMS, segmentListSchema, setOverlapSchema } from '#segments/contract'
import { usePosted } from '../../../api/posted.js'
import { useApi } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useScope } from '../../../ui/place/scope.js'
import { EVERYBODY, setUrl } from '../hypotheses/set-paths.js'
import { SEGMENTS } from '../segment-paths.js'
import { useRested } from '../use-preview.js'

const PAUSE = 800

type Found = z.infer<typeof setOverlapSchema>
const shareOf = (part: number | null, whole: number | null): number | null => (part === null || whole === null || whole === 0 ? null : part / whole)

function Line({ found, at, name }: { readonly found: Found; readonly at: number; readonly name: string }) {
  const { t } = useTranslation('segments')
  const size = found.sizes[at] ?? null
  const both = found.pairs.find(({ a, b }) => a === 0 && b === at)?.both ?? null
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="right"><Num value={size} /></td>
      <td className="right">{both === null ? <span title={t('overlap.hiddenWhy')}>{t('overlap.hidden')}</span> : <Num value={both} />}</td>
      <td className="right"><Percent value={shareOf(both, found.sizes[0] ?? null)} /></td>
      <td className="right"><Percent value={shareOf(both, size)} /></td>
    </tr>
  )
}

function Shares({ found, keys, nameOf }: { readonly found: Found; readonly keys: readonly string[]; readonly nameOf: (key: string) => string }) {
  const { t } = useTranslation('segments')
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{t('overlap.segment')}</th>
          {(['overlap.exactly', 'archive.both', 'archive.ofRule', 'archive.ofSegment'] as const).map((title) => <th key={title} scope="col" className="right">{t(title)}</th>)}
        </tr>
      </thead>
      <tbody>{keys.map((key, at) => <Line key={key} found={found} at={at + 1} name={nameOf(key)} />)}</tbody>
    </table>
  )
}

/** What is asked once it is open and something is chosen. */
function bodyOf(rule: RuleDocument | null, keys: readonly string[], asOf: string | undefined) {
  if (rule === null || keys.length === 0) return null
  return { items: [{ kind: 'rule', rule }, ...keys.map((key) => ({ kind: 'segment', key }))], ...(asOf === undefined ? {} : { asOf }) }
}

/** How far a rule that is not saved yet overlaps with segments; asked for only while it is open. */
export function RuleOverlap({ rule, without }: { readonly rule: RuleDocument | null; readonly without?: string }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const { org, asOf } = useScope()
  const [isOpen, setOpen] = useState(false)
  const [keys, setKeys] = useState<readonly string[]>([])
  const all = useApi(isOpen ? SEGMENTS : null, segmentListSchema).data?.items.filter(({ key, version }) => key !== without && version !== null) ?? []
  const rested = useRested(rule, PAUSE)
  const body = isOpen ? bodyOf(rested, keys, asOf) : null
  const asked = usePosted(`${setUrl(EVERYBODY)}/overlap`, body, setOverlapSchema, { query: { org } })
  const found = asked.data?.sizes.length === keys.length + 1 ? asked.data : undefined
  return (
    <section className="panel sample-customers">
      <Button type="link" size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{t(isOpen ? 'archive.hideOverlap' : 'archive.showOverlap')}</Button>
      {isOpen && (
        <>
          <Select aria-label={t('overlap.pick')} mode="multiple" className="set-pick" maxCount={MOST_SET_ITEMS - 1} placeholder={t('overlap.choose')} showSearch={{ optionFilterProp: 'label' }} value={[...keys]} onChange={(next: string[]) => setKeys(next)} options={all.map(({ key, name }) => ({ value: key, label: say(name) }))} />
          {asked.error && <ErrorPanel error={asked.error} onRetry={() => void asked.refetch()} />}
          {found && <Shares found={found} keys={keys} nameOf={(key) => say(all.find((one) => one.key === key)?.name ?? { zh: key })} />}
        </>
      )}
    </section>
  )
}
