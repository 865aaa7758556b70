import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../../api/session.js'
import { RequestForm } from '../../privacy/requests/RequestForm.js'

/** What a customer asks at the counter about their data as a whole; somebody else confirms it. */
export function RequestPanel({ custId }: { readonly custId: string }) {
  const { t } = useTranslation('privacy')
  const mayAsk = useMay('consent.write')
  const [isOpen, setOpen] = useState(false)
  if (!mayAsk) return null
  return (
    <section className="panel">
      <h2>{t('tab.requests')}</h2>
      <p className="soft">{t('request.help')}</p>
      <Button onClick={() => setOpen(true)}>{t('request.add')}</Button>
      {isOpen && <RequestForm custId={custId} onClose={() => setOpen(false)} />}
    </section>
  )
}
