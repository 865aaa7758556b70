import { Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Role, roles } from '#platform/access/contract'
import type { Severity, Tell } from '#quality/contract'
import { Field, NumberField, TextField } from '../../../../ui/form/Field.js'
import type { RuleForm } from './SubjectFields.js'

const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text)
const tellOf = (text: string): Tell => (isRole(text) ? { role: text } : { login: text })
const textOfTell = (tell: Tell): string => ('role' in tell ? tell.role : tell.login)

/** What follows when it fails: severity, weight, who is told; whose rule it is and why. */
export function JudgeFields({ body, set, mistakes }: RuleForm) {
  const { t } = useTranslation('quality')
  const { t: shell } = useTranslation('shell')
  const severity = body.severity ?? 'warn'
  const describe = (language: 'zh' | 'en', text: string | undefined) => {
    const next = { zh: body.description?.zh ?? '', ...(body.description?.en === undefined ? {} : { en: body.description.en }), [language]: text ?? '' }
    set({ description: next.zh === '' && (next.en ?? '') === '' ? undefined : next })
  }
  return (
    <div className="form-grid">
      <Field label={t('rule.severity')} hint={t(`edit.severityHint.${severity}`)} path="severity" mistakes={mistakes}>
        {(id) => <Segmented id={id} value={severity} options={(['warn', 'block'] as const).map((value) => ({ value, label: t(`severity.${value}`) }))} onChange={(value: Severity) => set({ severity: value })} />}
      </Field>
      <NumberField label={t('edit.weight')} hint={t('edit.weightHint', { count: severity === 'block' ? 3 : 1 })} path="weight" mistakes={mistakes} min={0.1} max={100} value={body.weight} onChange={(weight) => set({ weight })} />
      <Field label={t('edit.tell')} hint={t('edit.tellHint')} path="tell" mistakes={mistakes} wide>
        {(id) => <Select id={id} mode="tags" value={(body.tell ?? []).map(textOfTell)} options={roles.map((role) => ({ value: role, label: shell(`role.${role}`) }))} onChange={(told: string[]) => set({ tell: told.map(tellOf) })} />}
      </Field>
      <TextField label={t('edit.owner')} path="owner" mistakes={mistakes} most={100} value={body.owner} onChange={(owner) => set({ owner })} />
      <TextField label={t('edit.describeZh')} path="description.zh" mistakes={mistakes} wide lines={2} most={1000} value={body.description?.zh} onChange={(text) => describe('zh', text)} />
      <TextField label={t('edit.describeEn')} path="description.en" mistakes={mistakes} wide lines={2} most={1000} value={body.description?.en} onChange={(text) => describe('en', text)} />
    </div>
  )
}
