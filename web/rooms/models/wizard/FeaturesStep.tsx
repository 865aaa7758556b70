import { Button, Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { type ModelFeature, packListSchema, type PackList } from '#models/contract'
import { useApi } from '../../../api/query.js'
import type { DefinitionMistake } from '../../../api/definitions.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useSay } from '../../../ui/language/use-say.js'
import { fromPack, withFeatures, withoutFeatures } from './model-draft.js'
import { OwnFeature } from './OwnFeature.js'
import type { AnyDraft, StepPropsOf } from './step-props.js'

type Pack = PackList['items'][number]

interface PackProps {
  readonly pack: Pack
  readonly chosen: ReadonlySet<string>
  readonly onAdd: (features: readonly ModelFeature[]) => void
  readonly onRemove: (keys: ReadonlySet<string>) => void
}

/** Ready features of one kind, all at once or one by one. */
function PackChoice({ pack, chosen, onAdd, onRemove }: PackProps) {
  const { t } = useTranslation('models')
  const say = useSay()
  const taken = pack.features.filter(({ key }) => chosen.has(key)).length
  const isWhole = taken === pack.features.length
  return (
    <section className="model-pack">
      <Checkbox
        checked={isWhole}
        indeterminate={taken > 0 && !isWhole}
        onChange={({ target }) => (target.checked ? onAdd(pack.features.map(fromPack)) : onRemove(new Set(pack.features.map(({ key }) => key))))}
      >
        <strong>{say(pack.name)}</strong> <span className="soft figures">{t('wizard.packTaken', { taken, all: pack.features.length })}</span>
      </Checkbox>
      <ul>
        {pack.features.map((feature) => (
          <li key={feature.key}>
            <Checkbox checked={chosen.has(feature.key)} onChange={({ target }) => (target.checked ? onAdd([fromPack(feature)]) : onRemove(new Set([feature.key])))}>
              {say(feature.name)} <span className="soft">{say(feature.sentence)}</span>
            </Checkbox>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface ChosenProps {
  readonly features: readonly ModelFeature[]
  readonly sentences: ReadonlyMap<string, string>
  readonly mistakes: readonly DefinitionMistake[]
  readonly onRemove: (keys: ReadonlySet<string>) => void
}

/** What was chosen, each with its sentence and with what is wrong about it, such as a leak. */
function Chosen({ features, sentences, mistakes, onRemove }: ChosenProps) {
  const { t } = useTranslation('models')
  const say = useSay()
  const wrongOf = (at: number) => mistakes.filter(({ path }) => path === `features[${at}]` || path.startsWith(`features[${at}].`))
  const broken = new Set(features.filter((_, at) => wrongOf(at).length > 0).map(({ key }) => key))
  return (
    <section className="panel">
      <h2>{t('wizard.chosen', { count: features.length })}</h2>
      {features.length === 0 && <p className="soft">{t('wizard.missing.features')}</p>}
      {broken.size > 0 && (
        <p>
          <Button size="small" onClick={() => onRemove(broken)}>{t('wizard.removeBroken', { count: broken.size })}</Button>
        </p>
      )}
      <ul className="model-chosen">
        {features.map(({ key, name }, at) => (
          <li key={key}>
            <span>
              {say(name)} <span className="soft">{sentences.get(key)}</span>
              {wrongOf(at).map(({ message }) => (
                <span key={message.zh} className="tone-warm model-mistake" role="alert">{say(message)}</span>
              ))}
            </span>
            <Button type="text" size="small" onClick={() => onRemove(new Set([key]))}>{t('wizard.remove')}</Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What it looks at: ready packs, or values of one's own; leaks are refused at the feature. */
export function FeaturesStep({ form, vocabulary, plan, mistakes }: StepPropsOf<AnyDraft>) {
  const { t } = useTranslation('models')
  const say = useSay()
  const packs = useApi('/api/v1/model-packs', packListSchema, { staleTime: 300_000 })
  const { features } = form.body
  const chosen = new Set(features.map(({ key }) => key))
  const sentences = new Map((plan?.sentences.features ?? []).flatMap(({ key, sentence }) => (sentence === null ? [] : [[key, say(sentence)] as const])))
  const add = (more: readonly ModelFeature[]) => form.set({ features: withFeatures(features, more) })
  const remove = (keys: ReadonlySet<string>) => form.set({ features: withoutFeatures(features, keys) })
  return (
    <div className="model-columns even">
      <div className="model-stack">
        <section className="panel">
          <h2>{t('wizard.packs')}</h2>
          <p className="soft">{t('wizard.packsWhat')}</p>
          <Loaded query={packs}>{({ items }) => items.map((pack) => <PackChoice key={pack.key} pack={pack} chosen={chosen} onAdd={add} onRemove={remove} />)}</Loaded>
        </section>
        <OwnFeature vocabulary={vocabulary} taken={chosen} onAdd={(feature) => add([feature])} />
      </div>
      <Chosen features={features} sentences={sentences} mistakes={mistakes} onRemove={remove} />
    </div>
  )
}
