import { Checkbox, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AcceptedStep, ContactChannel } from '#execution/contract'
import { DateText } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { type GateDraft, isFixed, standingOf } from './gate-draft.js'

interface Props {
  readonly step: number
  readonly channels: readonly ContactChannel[]
  readonly draft: GateDraft
  readonly accepted: AcceptedStep | undefined
  /** Absent while nobody edits; null takes the acceptance back. */
  readonly onWhy: ((why: string | null) => void) | undefined
}

const tones = { ALWAYS: 'done', ACCEPTED: 'quiet', FILE_ONLY: 'active', STOPS: 'attention' } as const

/** Acceptance of one step: who, when, why; or its fields while it is edited. */
function Acceptance({ step, draft, accepted, onWhy }: Omit<Props, 'channels'>) {
  const { t } = useTranslation('execution')
  const why = draft[step]
  if (isFixed(step)) return <span className="soft">{t('gate.fixed')}</span>
  if (onWhy === undefined) {
    if (accepted === undefined) return <span className="soft">{t('gate.notAccepted')}</span>
    return (
      <>
        {accepted.why}
        <br />
        <span className="soft">
          {accepted.by.name} · <DateText value={accepted.at} />
        </span>
      </>
    )
  }
  return (
    <div className="gate-why">
      <Checkbox checked={why !== undefined} onChange={(event) => onWhy(event.target.checked ? '' : null)}>
        {t('gate.accept')}
      </Checkbox>
      {why !== undefined && <Input.TextArea autoSize value={why} maxLength={500} aria-label={t('gate.why')} placeholder={t('gate.why')} onChange={(event) => onWhy(event.target.value)} />}
    </div>
  )
}

/** One step of the gate: what it checks, and what it does on every channel. */
export function StepRow(props: Props) {
  const { step, channels, draft } = props
  const { t } = useTranslation('execution')
  const words = String(step) as '1'
  return (
    <tr>
      <td>
        <strong>{t('gate.stepNo', { step, name: t(`gate.step.${words}.name`) })}</strong>
        <br />
        <span className="soft">{t(`gate.step.${words}.what`)}</span>
      </td>
      {channels.map((channel) => {
        const standing = standingOf(step, channel, draft)
        return (
          <td key={channel}>
            <StatusTag tone={tones[standing]}>{t(`gate.standing.${standing}`)}</StatusTag>
          </td>
        )
      })}
      <td>
        <Acceptance {...props} />
      </td>
    </tr>
  )
}
