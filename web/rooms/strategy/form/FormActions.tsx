import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { StrategyForm } from './use-strategy-form.js'

/** Saves a draft, or publishes it as the next version. */
export function FormActions({ form }: { readonly form: StrategyForm }) {
  const { t } = useTranslation('strategy')
  const { busy, isReady, mistakes } = form
  return (
    <>
      <span className={mistakes > 0 ? 'tone-warm' : 'soft'}>{!isReady ? t('form.notReady') : mistakes > 0 ? t('form.mistakes', { count: mistakes }) : ''}</span>
      <Button disabled={!isReady || busy !== null} loading={busy === 'save'} onClick={() => void form.save()}>
        {t('form.save')}
      </Button>
      <Button type="primary" disabled={!isReady || busy !== null} loading={busy === 'publish'} onClick={() => void form.publish()}>
        {t('form.publish')}
      </Button>
    </>
  )
}
