import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type GatePolicy, gatePolicySchema } from '#execution/contract'
import { put } from '../../../api/client.js'
import { useApi, useRefresh } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { PageHeader } from '../../../ui/page/PageHeader.js'
import { type GateDraft, draftOf, gateStepNumbers, toChange, withoutReason } from './gate-draft.js'
import { StepRow } from './StepRow.js'
import '../execution.css'

const POLICY = '/api/v1/gate-policy'
const channels = ['FILE', 'WEBHOOK', 'EMAIL', 'TASK'] as const

function Edit({ policy }: { readonly policy: GatePolicy }) {
  const { t } = useTranslation('execution')
  const mayChange = useMay('strategy.release')
  const refresh = useRefresh()
  const [draft, setDraft] = useState<GateDraft | null>(null)
  const shown = draft ?? draftOf(policy)
  const short = withoutReason(shown)
  const save = async () => {
    await put(POLICY, toChange(shown), gatePolicySchema)
    await refresh(POLICY)
    setDraft(null)
  }
  const setWhy = (step: number, why: string | null) => {
    const others = Object.entries(shown).filter(([other]) => Number(other) !== step)
    setDraft({ ...Object.fromEntries(others), ...(why === null ? {} : { [step]: why }) })
  }
  return (
    <div className="panel-gap">
      <p className="panel">{t('gate.explain')}</p>
      <table className="plain-table panel gate-table">
        <thead>
          <tr>
            <th scope="col">{t('gate.stepColumn')}</th>
            {channels.map((channel) => (
              <th key={channel} scope="col">
                {t(`gate.channel.${channel}`)}
              </th>
            ))}
            <th scope="col">{t('gate.acceptedColumn')}</th>
          </tr>
        </thead>
        <tbody>
          {gateStepNumbers.map((step) => (
            <StepRow key={step} step={step} channels={channels} draft={shown} accepted={policy.accepted.find((each) => each.step === step)} onWhy={draft === null ? undefined : (why) => setWhy(step, why)} />
          ))}
        </tbody>
      </table>
      <div className="desk-actions">
        {mayChange && draft === null && <Button onClick={() => setDraft(draftOf(policy))}>{t('gate.edit')}</Button>}
        {!mayChange && <span className="soft">{t('gate.readOnly')}</span>}
        {draft !== null && (
          <>
            <ConfirmButton type="primary" disabled={short.length > 0} label={t('gate.save', { count: toChange(shown).accepted.length })} title={t('gate.sure')} onConfirm={save}>
              {t('gate.saveWhat')}
            </ConfirmButton>
            <Button onClick={() => setDraft(null)}>{t('gate.undo')}</Button>
            {short.length > 0 && <span className="tone-warm">{t('gate.needWhy', { steps: short.join(', ') })}</span>}
          </>
        )}
        <span className="soft">{t('gate.version', { version: policy.version, gate: policy.gateVersion })}</span>
      </div>
    </div>
  )
}

/** The contact gate: its twelve steps, what each does on a channel, and what the bank accepts. */
export function GatePage() {
  const { t } = useTranslation('execution')
  const policy = useApi(POLICY, gatePolicySchema)
  return (
    <>
      <PageHeader title={t('gate.title')} purpose={t('gate.purpose')} />
      <Loaded query={policy}>{(found) => <Edit key={found.version} policy={found} />}</Loaded>
    </>
  )
}
