import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, InputNumber, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ArmValue } from './evaluation-values.js'

interface Props {
  readonly value?: readonly ArmValue[]
  readonly onChange?: (arms: readonly ArmValue[]) => void
  readonly control: string
  readonly onControl: (arm: string) => void
}

/** Arms with their designed shares; one of them is control. */
export function ArmsField({ value = [], onChange, control, onControl }: Props) {
  const { t } = useTranslation('review')
  const put = (at: number, arm: ArmValue) => {
    const before = value[at]
    if (before !== undefined && before.arm === control) onControl(arm.arm)
    onChange?.(value.with(at, arm))
  }
  return (
    <>
      {value.map((each, at) => (
        <div key={at} className="arm-row">
          <Input aria-label={t('form.arm')} value={each.arm} maxLength={40} onChange={({ target }) => put(at, { ...each, arm: target.value })} />
          <InputNumber<number>
            aria-label={t('form.share')}
            min={0.01}
            max={99.99}
            precision={2}
            suffix="%"
            value={each.percent}
            onChange={(percent) => put(at, { ...each, percent })}
          />
          <Radio checked={each.arm === control} onChange={() => onControl(each.arm)}>
            {t('form.control')}
          </Radio>
          <Button type="text" icon={<DeleteOutlined />} aria-label={t('form.removeArm')} disabled={value.length <= 2} onClick={() => onChange?.(value.toSpliced(at, 1))} />
        </div>
      ))}
      <Button size="small" icon={<PlusOutlined />} onClick={() => onChange?.([...value, { arm: '', percent: null }])}>
        {t('form.addArm')}
      </Button>
    </>
  )
}
