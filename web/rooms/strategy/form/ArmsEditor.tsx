import { Button, Input, InputNumber, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { type ArmValues, freeArmKey, roundPercent, sumOfPercents } from '../arms.js'
import type { FormPart } from './form-part.js'

const MOST_ARMS = 10

interface RowProps {
  readonly arm: ArmValues
  readonly mistakes: readonly string[]
  readonly onChange: (part: Partial<ArmValues>) => void
  readonly onControl: () => void
  readonly onRemove: (() => void) | undefined
}

function ArmRow({ arm, mistakes, onChange, onControl, onRemove }: RowProps) {
  const { t } = useTranslation('strategy')
  const status = mistakes.length > 0 ? { status: 'error' as const } : {}
  return (
    <tr>
      <td>
        <Input aria-label={t('form.armKey')} value={arm.key} maxLength={63} {...status} onChange={(event) => onChange({ key: event.target.value })} />
      </td>
      <td>
        <Input aria-label={t('form.armZh')} value={arm.zh} onChange={(event) => onChange({ zh: event.target.value })} />
      </td>
      <td>
        <Input aria-label={t('form.armEn')} value={arm.en} onChange={(event) => onChange({ en: event.target.value })} />
      </td>
      <td>
        <InputNumber
          aria-label={t('form.armShare')}
          value={arm.percent}
          min={0.01}
          max={100}
          step={1}
          suffix="%"
          {...status}
          onChange={(percent) => onChange({ percent: roundPercent(percent ?? 0) })}
        />
      </td>
      <td>
        <Radio checked={arm.control} aria-label={t('form.armIsControl')} onChange={onControl} />
      </td>
      <td>{onRemove && <Button type="link" onClick={onRemove}>{t('form.armRemove')}</Button>}</td>
    </tr>
  )
}

/** What is compared: arms, their shares, and which one is held back. */
export function ArmsEditor({ values, change, at }: FormPart) {
  const { t } = useTranslation('strategy')
  const locale = useFormatLocale()
  const { arms } = values
  const setArm = (index: number, part: Partial<ArmValues>) => change({ arms: arms.map((arm, other) => (other === index ? { ...arm, ...part } : arm)) })
  const sum = sumOfPercents(arms)
  const add = () => change({ arms: [...arms, { key: freeArmKey(arms), zh: t('form.armNewZh'), en: t('form.armNewEn'), percent: roundPercent(Math.max(1, 100 - sum)), control: false }] })
  const mistakes = at('arms')
  return (
    <section className="panel">
      <h2>{t('form.armsPart')}</h2>
      <table className="arms-table">
        <thead>
          <tr className="soft">
            {(['armKey', 'armZh', 'armEn', 'armShare', 'armIsControl'] as const).map((key) => (
              <th key={key} scope="col">
                {t(`form.${key}`)}
              </th>
            ))}
            <th />
          </tr>
        </thead>
        <tbody>
          {arms.map((arm, index) => (
            <ArmRow
              key={index}
              arm={arm}
              mistakes={at(`arms[${index}]`)}
              onChange={(part) => setArm(index, part)}
              onControl={() => change({ arms: arms.map((other, place) => ({ ...other, control: place === index })) })}
              onRemove={arms.length > 2 ? () => change({ arms: arms.filter((_, place) => place !== index) }) : undefined}
            />
          ))}
        </tbody>
      </table>
      <p className={sum === 100 ? 'soft' : 'tone-warm'}>{t(sum === 100 ? 'form.sumRight' : 'form.sumWrong', { sum: formatNumber(sum, locale, 2) })}</p>
      {mistakes.map((text) => (
        <p key={text} className="tone-warm">
          {text}
        </p>
      ))}
      <Button disabled={arms.length >= MOST_ARMS} onClick={add}>
        {t('form.armAdd')}
      </Button>
    </section>
  )
}
