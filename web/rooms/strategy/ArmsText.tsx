import { useTranslation } from 'react-i18next'
import type { ListArm } from '#strategy/contract'
import { Percent } from '../../ui/figures/Num.js'

/** Arms with their shares; control is named and last. */
export function ArmsText({ arms }: { readonly arms: readonly ListArm[] }) {
  const { t } = useTranslation('strategy')
  const ordered = arms.toSorted((a, b) => Number(a.control) - Number(b.control))
  return (
    <span className="arms-text">
      {ordered.map(({ key, share, control }) => (
        <span key={key}>
          {control ? t('control') : <code>{key}</code>} <Percent value={share} digits={share * 100 === Math.round(share * 100) ? 0 : 1} />
        </span>
      ))}
    </span>
  )
}
