import { Alert, Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import { replaySchema } from '#execution/contract'
import { usePosted } from '../../../api/posted.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import type { Decision } from './Decisions.js'
import { useGateWords } from './use-gate-words.js'

const tones = { PASS: 'done', BLOCK: 'attention', NOT_EVALUATED: 'attention', ACCEPTED: 'quiet' } as const

/** A decision taken again from its stored inputs, step by step. */
export function ReplayDrawer({ decision, onClose }: { readonly decision: Decision; readonly onClose: () => void }) {
  const { t } = useTranslation('strategy')
  const { stepName, reasonName, resultName } = useGateWords()
  const replay = usePosted(`/api/v1/decisions/${decision.id}/replay`, {}, replaySchema)
  return (
    <Drawer open size={560} title={t('decision.title', { cust: decision.custId })} onClose={onClose}>
      <Loaded query={replay}>
        {({ same, hashSame, steps }) => (
          <div className="panel-gap">
            <Alert showIcon type={same ? 'success' : 'error'} title={t(same ? 'decision.same' : hashSame ? 'decision.different' : 'decision.changed')} />
            <table className="plain-table">
              <tbody>
                {steps.map(({ step, result, reason }) => (
                  <tr key={step}>
                    <td>{stepName(step)}</td>
                    <td>
                      <StatusTag tone={tones[result]}>{resultName(result)}</StatusTag>
                    </td>
                    <td className="soft">{reasonName(reason)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p className="soft">{t('decision.version', { gate: decision.gateVersion, hash: decision.inputsHash.slice(0, 12) })}</p>
          </div>
        )}
      </Loaded>
    </Drawer>
  )
}
