import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { RuleDocument } from '#kernel/rule'
import { segmentPreviewSchema } from '#segments/contract'
import { usePosted } from '../../../../api/posted.js'
import { ErrorPanel } from '../../../../ui/feedback/ErrorPanel.js'
import { Num } from '../../../../ui/figures/Num.js'
import { Field } from '../../../../ui/form/Field.js'
import { useSay } from '../../../../ui/language/use-say.js'
import { useScope } from '../../../../ui/place/scope.js'
import { RuleField } from '../../tiers/edit/RuleField.js'
import type { ClusterDraft } from './cluster-draft.js'
import { populationOf, segmentOf } from './cluster-draft.js'
import type { StepProps } from './step-props.js'

/** How many of the population the reader may see. */
export function useWho(population: ClusterDraft['population']) {
  const { org, asOf } = useScope()
  return usePosted('/api/v1/segments/preview', { rule: population, ...(asOf === undefined ? {} : { asOf }) }, segmentPreviewSchema, { query: { org } })
}

const EVERYBODY = ''
const CUSTOM = '*'
/** A rule to begin with: everybody, in a group of its own, so that conditions can be added. */
const OWN_RULE: RuleDocument = { v: 1, kind: 'rule', rule: { kind: 'all', all: [{ kind: 'always' }] } }

/** Whom: a segment or everybody, and as of when. */
export function WhoStep({ form, vocabulary, mistakes }: StepProps) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const { asOf } = useScope()
  const { population } = form.body
  const who = useWho(population)
  const segment = segmentOf(population)
  const options = [
    { value: EVERYBODY, label: t('clusters.everybody') },
    { value: CUSTOM, label: t('clusters.wizard.custom') },
    ...vocabulary.segments.map(({ key, name }) => ({ value: key, label: say(name) })),
  ]
  return (
    <section className="panel cluster-form">
      <Field label={t('clusters.wizard.whom')} path="population" mistakes={mistakes} hint={t('clusters.wizard.whomWhat')}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={segment === undefined ? CUSTOM : (segment ?? EVERYBODY)}
            onChange={(next: string) => form.set({ population: next === CUSTOM ? OWN_RULE : populationOf(next === EVERYBODY ? null : next) })}
            options={options}
          />
        )}
      </Field>
      {segment === undefined && <RuleField label={t('clusters.wizard.custom')} path="population" rule={population} onChange={(next) => form.set({ population: next })} vocabulary={vocabulary} mistakes={[]} />}
      <Field label={t('clusters.wizard.asOf')} path="asOf" mistakes={[]} hint={t('clusters.wizard.asOfWhat')}>
        {(id) => <output id={id} className="figures">{asOf ?? who.data?.asOf ?? ''}{asOf === undefined && <span className="soft"> {t('clusters.wizard.latest')}</span>}</output>}
      </Field>
      {who.error && <ErrorPanel error={who.error} />}
      {who.data && (
        <p className="cluster-sentence" aria-live="polite">
          {say(who.data.sentence)} <span className="soft">{t('clusters.wizard.people')}</span> <Num value={who.data.count} />
        </p>
      )}
    </section>
  )
}
