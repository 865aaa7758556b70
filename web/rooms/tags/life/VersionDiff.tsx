import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tagDiffSchema, type TagDiff } from '#tags/contract'
import { usePosted } from '../../../api/posted.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { Num } from '../../../ui/figures/Num.js'
import { formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'

type Side = number | 'draft'

interface Props {
  readonly tagKey: string
  /** Newest first. */
  readonly versions: readonly number[]
  readonly hasDraft: boolean
}

/** Whom two versions differ in: how many come, go and change, which values become which, and some of the customers. */
export function VersionDiff({ tagKey, versions, hasDraft }: Props) {
  const { t } = useTranslation('tags')
  const sides: readonly Side[] = hasDraft ? ['draft', ...versions] : versions
  const [from, setFrom] = useState<Side>(sides[1] ?? sides[0] ?? 1)
  const [to, setTo] = useState<Side>(sides[0] ?? 1)
  const ready = sides.length > 1 && from !== to
  const diff = usePosted(`/api/v1/tags/${encodeURIComponent(tagKey)}/diff`, ready ? { from, to } : null, tagDiffSchema)
  const options = sides.map((value) => ({ value, label: value === 'draft' ? t('versions.draft') : t('versions.version', { version: value }) }))
  return (
    <section className="panel">
      <h2>{t('diff.title')}</h2>
      {sides.length < 2 ? (
        <p className="soft">{t('diff.needTwo')}</p>
      ) : (
        <>
          <p className="soft">{t('diff.what')}</p>
          <div className="tags-life-line">
            <span>{t('diff.from')}</span>
            <Select<Side> aria-label={t('diff.from')} value={from} options={options} onChange={setFrom} />
            <span>{t('diff.to')}</span>
            <Select<Side> aria-label={t('diff.to')} value={to} options={options} onChange={setTo} />
          </div>
          {ready && (
            <Loaded query={diff} rows={4}>
              {(found) => <Found diff={found} />}
            </Loaded>
          )}
        </>
      )}
    </section>
  )
}

function useValueName({ labels, matrix }: Pick<TagDiff, 'labels' | 'matrix'>) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const isBool = matrix.some(({ from, to }) => from === 'true' || to === 'true')
  return (value: string | null): string => {
    if (value === null) return isBool ? t('builder.no') : t('diff.none')
    const known = labels[value]
    if (known !== undefined) return say(known)
    return value === 'true' ? t('builder.yes') : t(`diff.moved.${value as 'new'}`, { defaultValue: value })
  }
}

function Found({ diff }: { readonly diff: TagDiff }) {
  const { t } = useTranslation('tags')
  const locale = useFormatLocale()
  const nameOf = useValueName(diff)
  const shown = (n: number) => formatNumber(n, locale)
  const { customers, entered, left, changed, same } = diff
  return (
    <div className="tags-diff">
      <p className="tags-lead figures">{t('diff.line', { customers: shown(customers), entered: shown(entered), left: shown(left), changed: shown(changed), same: shown(same) })}</p>
      <div className="tags-diff-parts">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('diff.before')}</th>
              <th scope="col">{t('diff.after')}</th>
              <th scope="col">{t('diff.count')}</th>
            </tr>
          </thead>
          <tbody>
            {diff.matrix.map((cell) => (
              <tr key={`${cell.from ?? ''}→${cell.to ?? ''}`}>
                <td>{nameOf(cell.from)}</td>
                <td>{cell.from === cell.to ? nameOf(cell.to) : <strong>{nameOf(cell.to)}</strong>}</td>
                <td className="figures">
                  <Num value={cell.count} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {diff.samples.length > 0 && (
          <div>
            <h3>{t('diff.sample')}</h3>
            <ul className="tags-samples">
              {diff.samples.map((each) => (
                <li key={each.custId}>
                  <AppLink to={`/customers/${encodeURIComponent(each.custId)}`}>{each.custId}</AppLink> <span className="soft">{nameOf(each.from)} → {nameOf(each.to)}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
      <p className="soft">{t('diff.small')}</p>
    </div>
  )
}
