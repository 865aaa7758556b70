import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { useMay } from '../../../api/session.js'
import { keepScope } from '../../../ui/place/scope.js'

/** Opens the draft of a strategy for a segment. */
export function StrategyButton({ segment, name, type = 'primary' }: { readonly segment: string; readonly name?: string; readonly type?: 'primary' | 'default' }) {
  const { t } = useTranslation('insight')
  const [search] = useSearchParams()
  const navigate = useNavigate()
  if (!useMay('strategy.write')) return null
  const label = name === undefined ? t('portrait.strategy') : t('portrait.strategyFor', { name })
  return <Button type={type} onClick={() => void navigate(keepScope(`/strategy/new?segment=${encodeURIComponent(segment)}`, search))}>{label}</Button>
}
