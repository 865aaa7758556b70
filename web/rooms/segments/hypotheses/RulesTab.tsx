import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { NEW_SEGMENT, segmentPath } from '../segment-paths.js'
import type { SegmentSet } from './SetPage.js'

/** Segments whose rules start from the set. */
export function RulesTab({ set }: { readonly set: SegmentSet }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const [typed, setTyped] = useState('')
  if (set.rules.length === 0) return <EmptyState title={t('sets.noRules.title')} why={t('sets.noRules.why')} action={<AppLink to={NEW_SEGMENT}>{t('sets.noRules.do')}</AppLink>} />
  const words = typed.trim().toLowerCase()
  const shown = set.rules.filter(({ key, name, sentence }) => `${key} ${name.zh} ${name.en ?? ''} ${sentence.zh} ${sentence.en}`.toLowerCase().includes(words)).toSorted((a, b) => (b.size ?? -1) - (a.size ?? -1))
  return (
    <section className="panel">
      <Input allowClear className="set-search" aria-label={t('search')} placeholder={t('search')} value={typed} onChange={({ target }) => setTyped(target.value)} />
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('sets.segmentName')}</th>
            <th scope="col">{t('sets.sentence')}</th>
            <th scope="col" className="right">{t('sets.size')}</th>
            <th scope="col">{t('sets.asOf')}</th>
            <th scope="col">{t('sets.fromCard')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ key, name, sentence, size, asOf, hypothesis }) => (
            <tr key={key}>
              <th scope="row"><AppLink to={segmentPath(key)}>{say(name)}</AppLink></th>
              <td><span className="rule-sentence">{say(sentence)}</span></td>
              <td className="right"><Num value={size} /></td>
              <td><DateText value={asOf} /></td>
              <td>{hypothesis !== null && <AppLink to={`?card=${hypothesis}`}>{t('sets.cardOf', { id: hypothesis })}</AppLink>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
