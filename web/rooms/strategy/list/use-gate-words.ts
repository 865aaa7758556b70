import { useTranslation } from 'react-i18next'

/** Steps, reasons and states of the contact gate in words; a word the console does not know is shown as it is. */
export function useGateWords() {
  const { t } = useTranslation('execution')
  return {
    stepName: (step: number | null): string => (step === null ? '' : t('gate.stepNo', { step, name: t(`gate.step.${String(step) as '1'}.name`) })),
    reasonName: (reason: string | null): string => (reason === null || reason === '' ? '' : t(`gate.reason.${reason as 'NOT_EVALUATED'}`, { defaultValue: reason })),
    stateName: (state: string): string => t(`state.${state as 'SENT'}`, { defaultValue: state }),
    resultName: (result: string): string => t(`gate.result.${result as 'PASS'}`, { defaultValue: result }),
  }
}
