import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { clusterSuggestionSchema, type clusterProfilesSchema } from '#segments/contract'
import type { z } from 'zod'
import { post } from '../../../../api/client.js'
import { useAction } from '../../../../api/query.js'
import { ErrorPanel } from '../../../../ui/feedback/ErrorPanel.js'
import { HelpHint } from '../../../../ui/figures/HelpHint.js'
import { formatNumber, formatPercent } from '../../../../ui/format.js'
import { useSay } from '../../../../ui/language/use-say.js'
import { useScope } from '../../../../ui/place/scope.js'
import { useFormatLocale } from '../../../../ui/theme/Look.js'
import { CLUSTERINGS } from '../cluster-paths.js'
import { type Candidate, candidatesOf, isChosen, searched, withCandidates, withoutCandidate } from './cluster-draft.js'
import { Spread } from './Spread.js'
import type { StepProps } from './step-props.js'

/** Of each kind. */
const SHOWN = 40

type Suggestion = z.infer<typeof clusterSuggestionSchema>
type Sample = Omit<z.infer<typeof clusterProfilesSchema>, 'items'>

interface ListProps {
  readonly found: readonly Candidate[]
  readonly form: StepProps['form']
}

/** What was found, by kind, to be ticked. */
function CandidateList({ found, form }: ListProps) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const { features } = form.body
  const shown = found.filter((one) => found.filter(({ kind }) => kind === one.kind).indexOf(one) < SHOWN)
  const kinds = (['tag', 'attr', 'fact'] as const).filter((kind) => shown.some((one) => one.kind === kind))
  return (
    <div className="cluster-candidates">
      {kinds.map((kind) => (
        <section key={kind}>
          <h3>{t(`clusters.wizard.kinds.${kind}`)}</h3>
          {shown.filter((one) => one.kind === kind).map((one) => {
            const taken = isChosen(features, one)
            return (
              <Checkbox key={one.id} checked={taken} onChange={() => form.set({ features: taken ? withoutCandidate(features, one) : withCandidates(features, [one]) })}>
                {say(one.name)}
              </Checkbox>
            )
          })}
        </section>
      ))}
      {found.length === 0 && <p className="soft">{t('clusters.wizard.noneFound')}</p>}
      {found.length > shown.length && <p className="soft">{t('clusters.wizard.more', { count: found.length - shown.length })}</p>}
    </div>
  )
}

/** Ready set of tags that spread customers, and why the others were not taken. */
function Suggest({ form, candidates }: { readonly form: StepProps['form']; readonly candidates: readonly Candidate[] }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const { org, asOf } = useScope()
  const [answer, setAnswer] = useState<Suggestion | null>(null)
  const ask = useAction<undefined, Suggestion>(() => post(`${CLUSTERINGS}/suggest`, { population: form.body.population, ...(asOf === undefined ? {} : { asOf }) }, clusterSuggestionSchema, { query: { org } }), {
    onDone: (found) => {
      setAnswer(found)
      const wanted = new Set(found.items.map(({ tag }) => tag))
      form.set({ features: withCandidates(form.body.features, candidates.filter(({ kind, id }) => kind === 'tag' && wanted.has(id))) })
    },
  })
  const nameOf = (tag: string) => candidates.find(({ kind, id }) => kind === 'tag' && id === tag)?.name
  return (
    <>
      <p className="member-choice">
        <Button loading={ask.isPending} onClick={() => ask.mutate(undefined)}>{t(ask.isPending ? 'clusters.wizard.suggesting' : 'clusters.wizard.suggest')}</Button>
        <HelpHint name={t('clusters.wizard.suggest')}>{t('clusters.wizard.suggestHelp')}</HelpHint>
        {answer && <span className="soft">{t('clusters.wizard.suggested', { count: answer.items.length, dropped: answer.dropped.length })}</span>}
      </p>
      {ask.error && <ErrorPanel error={ask.error} />}
      {answer && answer.dropped.length > 0 && (
        <details className="cluster-dropped">
          <summary>{t('clusters.wizard.whyNot')}</summary>
          <ul>
            {answer.dropped.map(({ tag, why }) => (
              <li key={tag}>{say(nameOf(tag) ?? { zh: tag, en: tag })} <span className="soft">{say(why)}</span></li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

/** What was chosen, each with how it is spread, what is missing and what is wrong. */
function Chosen({ form, profiles, mistakes }: StepProps) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const locale = useFormatLocale()
  const { features } = form.body
  return (
    <section className="panel">
      <h2>
        {t('clusters.wizard.chosen', { count: features.length })}
        {features.length > 0 && <Button type="text" size="small" onClick={() => form.set({ features: [] })}>{t('clusters.wizard.clear')}</Button>}
      </h2>
      {features.length === 0 && <p className="soft">{t('clusters.wizard.none')}</p>}
      {profiles.error && <ErrorPanel error={profiles.error} />}
      <ul className="cluster-chosen" aria-busy={profiles.isBusy}>
        {features.map(({ key, name }, at) => {
          const profile = profiles.of(key)
          const wrong = mistakes.filter(({ path }) => path.startsWith(`features[${at}]`))
          return (
            <li key={key}>
              <div>
                <strong>{say(name)}</strong>
                {profile && profile.missing > 0 && <span className={profile.missing >= 0.4 ? 'tone-warm' : 'soft'}> {t('clusters.wizard.missing', { share: formatPercent(profile.missing, locale, 1) })}</span>}
                {profile?.warnings.map((warning) => <span key={warning.zh} className="tone-warm cluster-warning">{say(warning)}</span>)}
                {wrong.map(({ message }) => <span key={message.zh} className="tone-warm cluster-warning" role="alert">{say(message)}</span>)}
              </div>
              {profile ? <Spread profile={profile} /> : <span className="cluster-spread" />}
              <Button type="text" size="small" onClick={() => form.set({ features: features.filter((one) => one.key !== key) })}>{t('clusters.wizard.remove')}</Button>
            </li>
          )
        })}
      </ul>
      {profiles.sample && <SampleNote sample={profiles.sample} />}
    </section>
  )
}

/** What the distributions are of. */
export function SampleNote({ sample }: { readonly sample: Sample }) {
  const { t } = useTranslation('segments')
  const locale = useFormatLocale()
  return <p className="chart-note">{t('clusters.wizard.sampled', { customers: formatNumber(sample.customers, locale), sampled: formatNumber(sample.sampled, locale), asOf: sample.asOf })}</p>
}

/** By what: the vocabulary searched on the left, what was chosen on the right. */
export function FeaturesStep(props: StepProps) {
  const { form, vocabulary } = props
  const { t } = useTranslation('segments')
  const [typed, setTyped] = useState('')
  const candidates = candidatesOf(vocabulary)
  const found = searched(candidates, typed)
  const fresh = found.filter((one) => !isChosen(form.body.features, one))
  return (
    <div className="cluster-columns">
      <section className="panel">
        <h2>{t('clusters.wizard.search')}</h2>
        <Suggest form={form} candidates={candidates} />
        <p className="member-choice">
          <Input allowClear className="cluster-search" aria-label={t('clusters.wizard.search')} placeholder={t('clusters.wizard.searchHint')} value={typed} onChange={({ target }) => setTyped(target.value)} />
          {typed.trim() !== '' && fresh.length > 0 && <Button onClick={() => form.set({ features: withCandidates(form.body.features, fresh) })}>{t('clusters.wizard.addFound', { count: fresh.length })}</Button>}
        </p>
        <CandidateList found={found} form={form} />
      </section>
      <Chosen {...props} />
    </div>
  )
}
