import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { defaultRules, type IdentityRules, identityRulesSchema, linkSummarySchema, RULES_KEY, RULES_NAME } from '#identity/contract'
import { startedSchema } from '#platform/http/contract'
import { definitionsOf, type DefinitionView, publishDefinition, saveDefinition, useDefinitions } from '../../../api/definitions.js'
import { post } from '../../../api/client.js'
import { useApi, useRefresh } from '../../../api/query.js'
import { Input } from 'antd'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { JobButton } from '../../../ui/action/JobButton.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { formatNumber } from '../../../ui/format.js'
import { VersionTable } from '../../../ui/page/VersionTable.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { IDENTITY } from '../identity-paths.js'
import { PreviewPanel } from './PreviewPanel.js'
import { RulesForm } from './RulesForm.js'

const KIND = 'identity-rules'
const PREVIEW = `${IDENTITY}/preview`
const sameRules = (one: IdentityRules, two: IdentityRules | null): boolean => two !== null && JSON.stringify(one) === JSON.stringify(two)

/** The linking rules: tried on the whole base before they are published. */
export function RulesTab() {
  const definitions = useDefinitions(KIND)
  return (
    <Loaded query={definitions}>
      {({ items }) => {
        const kept = items.find(({ key }) => key === RULES_KEY) ?? null
        return <Editor key={kept?.revision ?? 0} kept={kept} />
      }}
    </Loaded>
  )
}

function Editor({ kept }: { readonly kept: DefinitionView | null }) {
  const { t } = useTranslation('identity')
  const [rules, setRules] = useState<IdentityRules>(() => (kept === null ? defaultRules : identityRulesSchema.parse(kept.body)))
  const [tried, setTried] = useState<IdentityRules | null>(null)
  const preview = useApi(PREVIEW, linkSummarySchema.nullable())
  const isOrdered = rules.thresholds.review <= rules.thresholds.accept
  const try_ = () => {
    setTried(rules)
    return post(PREVIEW, { rules }, startedSchema)
  }
  return (
    <div className="identity-stack">
      <p className="soft">
        {kept?.version == null ? t('rules.none') : t('rules.version', { version: kept.version })} {kept?.hasDraft === true && t('rules.draft')}
      </p>
      <RulesForm rules={rules} onChange={setRules} />
      <div className="identity-bar">
        <JobButton label={t('rules.preview')} hint={t('rules.previewHint')} disabled={!isOrdered} start={try_} refreshes={[PREVIEW]} />
        <Publish kept={kept} rules={rules} effect={sameRules(rules, tried) ? (preview.data?.difference ?? null) : null} disabled={!isOrdered} />
        <span className="soft">{tried !== null && !sameRules(rules, tried) ? t('rules.stale') : t('rules.previewHint')}</span>
      </div>
      {preview.data && <PreviewPanel summary={preview.data} />}
      {kept !== null && <VersionTable kind={KIND} objectKey={RULES_KEY} />}
    </div>
  )
}

interface PublishProps {
  readonly kept: DefinitionView | null
  readonly rules: IdentityRules
  /** What the preview of these very rules found; null when there was none. */
  readonly effect: { readonly appear: number; readonly vanish: number; readonly toReview: number } | null
  readonly disabled: boolean
}

function Publish({ kept, rules, effect, disabled }: PublishProps) {
  const { t } = useTranslation('identity')
  const locale = useFormatLocale()
  const notice = useNotice()
  const refresh = useRefresh()
  const [note, setNote] = useState('')
  const publish = async () => {
    const saved = await saveDefinition(KIND, { key: RULES_KEY, name: kept?.name ?? RULES_NAME, body: rules }, kept?.revision ?? null)
    await publishDefinition(KIND, RULES_KEY, saved.revision, note.trim() === '' ? undefined : note.trim())
    await refresh(definitionsOf(KIND))
    notice.done(t('rules.done'))
  }
  const shown = (n: number) => formatNumber(n, locale)
  return (
    <ConfirmButton type="primary" label={t('rules.publish')} title={t('rules.publishTitle')} disabled={disabled} onConfirm={publish}>
      <p>{t('rules.publishWhat')}</p>
      {effect === null ? <p className="tone-warm">{t('rules.notPreviewed')}</p> : <p>{t('rules.publishPreviewed', { appear: shown(effect.appear), vanish: shown(effect.vanish), toReview: shown(effect.toReview) })}</p>}
      <Input value={note} maxLength={1000} onChange={(event) => setNote(event.target.value)} placeholder={t('rules.note')} aria-label={t('rules.note')} />
    </ConfirmButton>
  )
}
