import { Button, Popover } from 'antd'
import { useTranslation } from 'react-i18next'
import { post } from '../api/client.js'
import { useToday } from '../api/installation.js'
import { useMay } from '../api/session.js'
import { JobButton } from '../ui/action/JobButton.js'
import { started } from './started.js'

const STEPS = [1, 7, 30, 90] as const

/** A demo's business date, and letting days pass. */
export function DemoClock() {
  const { t } = useTranslation('shell')
  const mayAdvance = useMay('system.manage')
  const today = useToday().data?.businessDate ?? ''
  const mark = t('frame.demo')
  if (!mayAdvance) return <span className="demo-mark">{mark}</span>
  const content = (
    <div className="demo-clock">
      <strong className="figures">{t('clock.today', { date: today })}</strong>
      <p className="soft">{t('clock.what')}</p>
      <div className="demo-steps">
        {STEPS.map((days) => (
          <JobButton key={days} size="small" label={t('clock.days', { count: days })} start={() => post('/api/v1/demo/advance', { days }, started)} refreshes={['/api/v1']} />
        ))}
      </div>
    </div>
  )
  return (
    <Popover trigger="click" placement="bottom" content={content}>
      <Button type="text" className="demo-mark" aria-haspopup="dialog">
        {mark} <span className="figures">{today}</span>
      </Button>
    </Popover>
  )
}
