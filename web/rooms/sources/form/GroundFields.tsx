import { Checkbox, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { purposeListSchema } from '#privacy/contract'
import { useToday } from '../../../api/installation.js'
import { useApi } from '../../../api/query.js'
import { useSay } from '../../../ui/language/use-say.js'
import { Field } from '../../../ui/form/Field.js'
import type { PartProps } from './part-props.js'

const bases = ['contract', 'consent', 'legal-duty', 'public'] as const
const classes = ['C1', 'C2', 'C3'] as const
const trusts = ['core', 'internal', 'third-party'] as const

/** Whose data it is, why the bank may use it and how sensitive it is. */
export function GroundFields({ body, set, mistakes }: PartProps) {
  const { t } = useTranslation('sources')
  const { t: words } = useTranslation('ingest')
  const say = useSay()
  const purposes = useApi('/api/v1/privacy/purposes', purposeListSchema).data?.items ?? []
  const isDemo = useToday().data?.demo === true
  const chosen = body.purposes ?? (body.purpose === undefined ? [] : [body.purpose])
  const text = (name: 'owner' | 'department' | 'consentProof', hint?: string) => (
    <Field label={t(`field.${name}`)} path={name} mistakes={mistakes} hint={hint}>
      {(id) => <Input id={id} value={body[name] ?? ''} onChange={(event) => set({ [name]: event.target.value === '' ? undefined : event.target.value })} />}
    </Field>
  )
  return (
    <div className="source-form">
      {text('owner')}
      {text('department')}
      <Field label={t('field.purposes')} path="purposes" mistakes={mistakes} hint={t('field.purposesHint')} required>
        {(id) => <Select id={id} mode="multiple" value={chosen} options={purposes.map(({ code, name }) => ({ value: code, label: say(name) }))} onChange={(value: string[]) => set({ purposes: value.length === 0 ? undefined : value, purpose: undefined })} />}
      </Field>
      <Field label={t('field.legalBasis')} path="legalBasis" mistakes={mistakes}>
        {(id) => <Select id={id} allowClear value={body.legalBasis ?? null} options={bases.map((value) => ({ value, label: words(`legalBasis.${value}`) }))} onChange={(value?: (typeof bases)[number]) => set({ legalBasis: value })} />}
      </Field>
      <Field label={t('field.classification')} path="classification" mistakes={mistakes}>
        {(id) => <Select id={id} allowClear value={body.classification ?? null} options={classes.map((value) => ({ value, label: words(`classification.${value}`) }))} onChange={(value?: (typeof classes)[number]) => set({ classification: value })} />}
      </Field>
      <Field label={t('field.securityLevel')} path="securityLevel" mistakes={mistakes} hint={t('field.securityHint')}>
        {(id) => <InputNumber id={id} min={1} max={5} value={body.securityLevel ?? null} onChange={(value) => set({ securityLevel: value ?? undefined })} />}
      </Field>
      <Field label={t('field.trust')} path="trust" mistakes={mistakes}>
        {(id) => <Select id={id} allowClear value={body.trust ?? null} options={trusts.map((value) => ({ value, label: t(`trust.${value}`) }))} onChange={(value?: (typeof trusts)[number]) => set({ trust: value })} />}
      </Field>
      {text('consentProof', t('field.consentHint'))}
      {isDemo && (
        <Field label={t('field.demo')} path="demo" mistakes={mistakes}>
          {(id) => <Checkbox id={id} checked={body.demo === true} onChange={(event) => set({ demo: event.target.checked ? true : undefined })} />}
        </Field>
      )}
    </div>
  )
}
