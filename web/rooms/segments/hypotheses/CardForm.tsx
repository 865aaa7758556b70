import { Button, Checkbox, Drawer, Form, Input, InputNumber, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoolNode, RuleDocument } from '#kernel/rule'
import { type Hypothesis, hypothesisDetailSchema } from '#segments/contract'
import { vocabularySchema } from '#tags/contract'
import { post, put } from '../../../api/client.js'
import { useOrgs } from '../../../api/orgs.js'
import type { ApiError } from '../../../api/problem.js'
import { useAction, useApi } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { RulePalette } from '../../../ui/rule-editor/RulePalette.js'
import { RuleTree } from '../../../ui/rule-editor/RuleTree.js'
import { useRuleEditor } from '../../../ui/rule-editor/use-rule-editor.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { usePreview } from '../use-preview.js'
import { bodyOf, type CardDraft, draftOf, lacks } from './card-draft.js'
import { cardsUrl, cardUrl, SETS } from './set-paths.js'
import { withinSet } from './set-rule.js'

const PLAIN: BoolNode = { kind: 'always' }

interface RuleProps {
  readonly universe: string
  readonly rule: RuleDocument
  readonly error: ApiError | null
  readonly onChange: (rule: RuleDocument) => void
}

/** The draft of the rule, with its sentence and how many it takes within the set. */
function CardRule({ universe, rule, error, onChange }: RuleProps) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const locale = useFormatLocale()
  const vocabulary = useApi('/api/v1/rule/vocabulary', vocabularySchema, { staleTime: 300_000 }).data
  const editing = useRuleEditor(rule.rule)
  const { document, isWhole } = editing
  const counted = usePreview(isWhole ? withinSet(universe, document) : null).data
  useEffect(() => {
    if (isWhole) onChange(document)
    // The document alone decides: the setter is new with every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [document, isWhole])
  const mistakes = (error?.mistakes ?? []).filter(({ path }) => path.startsWith('rule.')).map(({ path, message }) => ({ path: path.slice('rule.'.length), text: say(message) }))
  if (vocabulary === undefined) return null
  return (
    <>
      {counted && <p className="cluster-sentence" aria-live="polite">{say(counted.sentence)} <strong className="figures">{counted.count === null ? t('sets.hidden') : formatNumber(counted.count, locale)}</strong></p>}
      <div className="set-editor">
        <RulePalette editing={editing} vocabulary={vocabulary} />
        <RuleTree editing={editing} vocabulary={vocabulary} mistakes={mistakes} />
      </div>
    </>
  )
}

/** Which org a new card belongs to: one's own, or one below it. */
function OrgSelect({ value, onChange }: { readonly value: string | null; readonly onChange: (path: string | null) => void }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const orgs = useOrgs().data?.items ?? []
  return (
    <Form.Item label={t('sets.org')} extra={t('sets.orgWhat')}>
      <Select
        aria-label={t('sets.org')}
        showSearch={{ optionFilterProp: 'label' }}
        value={value ?? ''}
        onChange={(path) => onChange(path === '' ? null : path)}
        options={[{ value: '', label: t('sets.own') }, ...orgs.map(({ path, nameZh, nameEn }) => ({ value: path, label: say({ zh: nameZh, en: nameEn ?? undefined }) }))]}
      />
    </Form.Item>
  )
}

interface TextProps {
  readonly name: 'claim' | 'who' | 'need' | 'why'
  readonly draft: CardDraft
  readonly most: number
  readonly lines?: number
  readonly hint?: string
  readonly isWrong: boolean
  readonly onChange: (draft: CardDraft) => void
}

function Text({ name, draft, most, lines = 1, hint = '', isWrong, onChange }: TextProps) {
  const { t } = useTranslation('segments')
  return (
    <Form.Item label={t(`sets.${name}`)} required className="wide" {...(isWrong ? { validateStatus: 'error' as const } : {})}>
      <Input.TextArea aria-label={t(`sets.${name}`)} placeholder={hint} maxLength={most} autoSize={{ minRows: lines }} value={draft[name]} onChange={({ target }) => onChange({ ...draft, [name]: target.value })} />
    </Form.Item>
  )
}

interface Props {
  readonly universe: string
  /** null for a new one. */
  readonly card: Hypothesis | null
  readonly onClose: () => void
}

/** Writes a card, or changes one's own. */
export function CardForm({ universe, card, onClose }: Props) {
  const { t } = useTranslation('segments')
  const [draft, setDraft] = useState(() => draftOf(card))
  const [org, setOrg] = useState<string | null>(null)
  const [wasTried, setTried] = useState(false)
  const lacking = lacks(draft)
  const save = useAction(() => (card === null ? post(cardsUrl(universe), { ...bodyOf(draft), ...(org === null ? {} : { orgPath: org }) }, hypothesisDetailSchema) : put(cardUrl(universe, card.id), { ...bodyOf(draft), revision: card.revision }, hypothesisDetailSchema)), { refreshes: [SETS], onDone: onClose })
  const submit = () => {
    setTried(true)
    if (lacking.length === 0) save.mutate(undefined)
  }
  const isWrong = (name: (typeof lacking)[number]) => wasTried && lacking.includes(name)
  return (
    <Drawer open title={t(card === null ? 'sets.add' : 'sets.editTitle')} onClose={onClose} size={960} footer={<Button type="primary" loading={save.isPending} onClick={submit}>{t('sets.save')}</Button>}>
      <Form component="div" layout="vertical">
        <Text name="claim" draft={draft} most={300} hint={t('sets.claimHint')} isWrong={isWrong('claim')} onChange={setDraft} />
        <div className="set-fields">
          <Text name="who" draft={draft} most={300} lines={2} isWrong={isWrong('who')} onChange={setDraft} />
          <Text name="need" draft={draft} most={500} lines={2} isWrong={isWrong('need')} onChange={setDraft} />
        </div>
        <Text name="why" draft={draft} most={1000} lines={2} isWrong={isWrong('why')} onChange={setDraft} />
        <div className="set-fields">
          <Form.Item label={t('sets.expectedSize')}>
            <InputNumber<number> aria-label={t('sets.expectedSize')} min={0} max={1_000_000_000} precision={0} value={draft.expectedSize} onChange={(expectedSize) => setDraft({ ...draft, expectedSize })} />
          </Form.Item>
          <Form.Item label={t('sets.expectedEffect')}>
            <Input aria-label={t('sets.expectedEffect')} placeholder={t('sets.effectHint')} maxLength={300} value={draft.expectedEffect} onChange={({ target }) => setDraft({ ...draft, expectedEffect: target.value })} />
          </Form.Item>
        </div>
        <Form.Item label={t('sets.evidence')} extra={t('sets.evidenceHint')} {...(isWrong('evidence') ? { validateStatus: 'error' as const } : {})}>
          <Input aria-label={t('sets.evidence')} maxLength={500} value={draft.evidence} onChange={({ target }) => setDraft({ ...draft, evidence: target.value })} />
        </Form.Item>
        {card === null && <OrgSelect value={org} onChange={setOrg} />}
        <Form.Item label={t('sets.rule')} extra={t('sets.ruleWhat')}>
          <Checkbox checked={draft.rule !== null} onChange={({ target }) => setDraft({ ...draft, rule: target.checked ? { v: 1, kind: 'rule', rule: PLAIN } : null })}>{t('sets.withRule')}</Checkbox>
        </Form.Item>
        {draft.rule !== null && <CardRule universe={universe} rule={draft.rule} error={save.error} onChange={(rule) => setDraft((now) => ({ ...now, rule }))} />}
        {save.error && <ErrorPanel error={save.error} />}
      </Form>
    </Drawer>
  )
}
