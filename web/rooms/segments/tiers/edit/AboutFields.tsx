import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { builtInPurposes, purposeCode } from '#privacy/contract'
import { Field, TextField } from '../../../../ui/form/Field.js'
import type { DefinitionMistake } from '../../../../api/definitions.js'
import { useSay } from '../../../../ui/language/use-say.js'
import { NameLine } from './NameLine.js'

/** What every definition of this room tells of itself. */
export interface About {
  readonly description?: { readonly zh: string; readonly en?: string | undefined } | undefined
  readonly owner?: string | undefined
  readonly purposes?: readonly string[] | undefined
}

interface Props {
  readonly about: About
  readonly onChange: (part: { description?: { zh: string; en?: string | undefined } | undefined; owner?: string | undefined; purposes?: string[] | undefined }) => void
  readonly mistakes: readonly DefinitionMistake[]
}

const LONGEST = 1000

/** Description, owner and purposes. */
export function AboutFields({ about, onChange, mistakes }: Props) {
  const { t } = useTranslation('segments')
  const say = useSay()
  return (
    <>
      <NameLine label={t('plan.description')} path="description" mistakes={mistakes} most={LONGEST} value={about.description} onChange={(description) => onChange({ description })} />
      <TextField label={t('plan.owner')} path="owner" mistakes={mistakes} value={about.owner} onChange={(owner) => onChange({ owner })} />
      <Field label={t('plan.purposes')} hint={t('plan.purposesHint')} path="purposes" mistakes={mistakes}>
        {(id) => (
          <Select<string[]>
            id={id}
            mode="tags"
            value={[...(about.purposes ?? [])]}
            onChange={(purposes) => onChange({ purposes: purposes.length === 0 ? undefined : purposes })}
            options={builtInPurposes.map(({ key, name }) => ({ value: purposeCode(key), label: say(name) }))}
          />
        )}
      </Field>
    </>
  )
}
